from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from casework.accounts import passwords
from casework.store.testing import database_in_use

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def store(tmp_path: Path) -> Iterator[str]:
    with database_in_use(tmp_path) as url:
        yield url


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash fast; what the real cost is, test_passwords.py checks."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64))
    passwords._hash_of_nobody.cache_clear()
