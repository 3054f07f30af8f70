from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from casework.accounts import create_user, passwords
from casework.evidence import FileStore
from casework.settings import Settings
from casework.store.database import transaction
from casework.store.testing import database_in_use
from mediation.app import create_app
from tests.services.console.seeding import NOW, filed_delivery_case
from tests.services.console.serving import Visitor, served
from tests.services.moved_clock import MovedClock


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash fast; the real cost is checked with the accounts."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64))
    passwords._hash_of_nobody.cache_clear()


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with database_in_use(tmp_path) as url:
        yield Settings(data_dir=tmp_path, database_url=url, _env_file=None)


@pytest.fixture
def files(settings: Settings) -> FileStore:
    return FileStore(settings.exhibits_dir)


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(NOW)


@pytest.fixture
def app(settings: Settings, clock: MovedClock) -> FastAPI:
    return create_app(settings, clock)


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture
def password(settings: Settings) -> str:
    with transaction() as session:
        return create_user(session, "ana", "mediator", NOW).password


@pytest.fixture
def visitor(address: str) -> Visitor:
    return Visitor(address)


@pytest.fixture
def mediator(visitor: Visitor, password: str) -> Visitor:
    visitor.log_in("ana", password)
    return visitor


@pytest.fixture
def number(settings: object, files: FileStore) -> str:
    """Return the number of a filed case."""
    with transaction() as session:
        return filed_delivery_case(session, files).number


@pytest.fixture
def page(mediator: Visitor, number: str) -> str:
    """Return the page of that case as the mediator sees it."""
    return mediator.get(f"/cases/{number}").text
