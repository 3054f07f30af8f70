import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from casework.store import database
from casework.store.database import make_engine, use_engine
from casework.store.migrate import upgrade


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "redress.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def store(
    tmp_path: Path, empty_database: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """Make a database of the test's own; a lock on it is waited for only briefly."""
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    path = tmp_path / "redress.db"
    shutil.copy(empty_database, path)
    engine = make_engine(f"sqlite:///{path}")
    use_engine(engine)
    yield engine
    use_engine(None)
    engine.dispose()
