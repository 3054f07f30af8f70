"""A database of its own for each test that asks for one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from casework.store.database import transaction
from casework.store.testing import database_in_use

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    with database_in_use(tmp_path) as url:
        yield url


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    with transaction() as session:
        yield session


@pytest.fixture
def now() -> datetime:
    return NOW
