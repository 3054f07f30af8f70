from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import OperationalError

from casework.settings import get_settings
from casework.store import database
from casework.store.cases import open_case
from casework.store.conversations import touch
from casework.store.database import (
    StoreBusy,
    current_engine,
    make_engine,
    reading,
    transaction,
    use_engine,
)
from casework.store.models import Case, Conversation


def test_what_raises_leaves_nothing_behind(database_url: str, now: datetime) -> None:
    def half_a_turn() -> None:
        with transaction() as session:
            touch(session, "web-1", "web", now)
            raise KeyError("half-way")

    with pytest.raises(KeyError):
        half_a_turn()
    with reading() as session:
        assert session.scalars(select(Conversation)).all() == []


def test_rows_can_be_read_after_the_transaction(database_url: str, now: datetime) -> None:
    with transaction() as session:
        conversation = touch(session, "web-1", "web", now)
    assert (conversation.id, conversation.last_seen_at) == ("web-1", now)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, database_url: str) -> str:
    """Have this process wait for locks for a moment only."""
    monkeypatch.setattr(database, "BUSY_TIMEOUT_MS", 50)
    engine = make_engine(database_url)
    use_engine(engine)
    return database_url


def test_a_lock_that_outlasts_the_wait_is_named(impatient: str, now: datetime) -> None:
    with transaction() as session:
        touch(session, "web-1", "web", now)
        open_case(session, "web-1", now)
    other = make_engine(impatient)
    with other.begin() as connection:
        connection.execute(text("UPDATE conversations SET channel = 'held'"))
        with pytest.raises(StoreBusy) as busy, transaction() as session:
            touch(session, "web-1", "web", now.replace(hour=11))
    assert busy.value.code == "store_busy"
    with transaction() as session:  # and the same call works once the lock is gone
        touch(session, "web-1", "web", now.replace(hour=11))
    other.dispose()


def test_readers_do_not_wait_for_writers(impatient: str, now: datetime) -> None:
    with transaction() as session:
        touch(session, "web-1", "web", now)
    with transaction() as writer:
        open_case(writer, "web-1", now)
        with reading() as reader:
            assert [c.id for c in reader.scalars(select(Conversation))] == ["web-1"]
            assert reader.scalars(select(Case)).all() == []


def test_other_faults_of_the_database_keep_their_name(tmp_path: Path) -> None:
    use_engine(make_engine(f"sqlite:///{tmp_path / 'without-tables.db'}"))
    try:
        with pytest.raises(OperationalError), transaction() as session:
            session.scalars(select(Case)).all()
    finally:
        use_engine(None)


def test_a_sqlite_file_is_set_up_for_several_processes(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new' / 'folder' / 'x.db'}")
    with engine.connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 1,  # NORMAL
        "busy_timeout": 5000,
        "foreign_keys": 1,
    }
    engine.dispose()


def test_by_default_the_database_is_that_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDRESS_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("REDRESS_DATABASE_URL", raising=False)
    get_settings.cache_clear()
    use_engine(None)
    try:
        assert inspect(current_engine()).get_table_names() == []
        assert (tmp_path / "redress.db").exists()
    finally:
        use_engine(None)
        get_settings.cache_clear()
