"""Engines and transactions on the one database that all processes share.

SQLite is in WAL mode, so that readers never wait; writers take the write lock when they begin
(``BEGIN IMMEDIATE``) and wait for each other instead of failing half-way through.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, event, select
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import InstrumentedAttribute, Session

from casework.settings import get_settings

BUSY_TIMEOUT_MS = 5000
"""How long a statement waits for a lock before it gives up, in milliseconds."""

_SQLITE_BUSY = ("database is locked", "database table is locked", "database is busy")
_POSTGRESQL_BUSY = {"55P03", "40P01", "40001"}  # lock timeout, deadlock, serialization failure
_READ_ONLY = {"redress_read_only": True}

# Non-ASCII stays readable in the JSON columns, so that a search for "Müller" finds it.
_to_json = partial(json.dumps, ensure_ascii=False)


class StoreBusy(Exception):
    """Another process held a lock for longer than the wait; the same call may be tried again."""

    code = "store_busy"


def make_engine(url: str) -> Engine:
    """Return an engine for ``url``, set up for several processes on one database.

    Makes the folder of a SQLite file where it is missing. In-memory SQLite is not supported: each
    thread would see a database of its own.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    options = f"-c lock_timeout={BUSY_TIMEOUT_MS} -c timezone=UTC"
    return create_engine(
        parsed, json_serializer=_to_json, pool_pre_ping=True, connect_args={"options": options}
    )


def _sqlite_engine(url: URL) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, json_serializer=_to_json)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions by itself
    # SQLite's own lower() folds ASCII only; searches for names have to find É as é.
    connection.create_function("lower", 1, _lower, deterministic=True)
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What is erased (the key of an exhibit) is overwritten in the file, in every build of SQLite.
    cursor.execute("PRAGMA secure_delete=ON")
    # Else REPLACE would remove a row without asking the triggers that protect it.
    cursor.execute("PRAGMA recursive_triggers=ON")
    cursor.close()


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get("redress_read_only", False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


_engine: Engine | None = None
_engine_lock = threading.Lock()


def use_engine(engine: Engine | None) -> None:
    """Make ``engine`` the one of this process; None returns to the one of the settings."""
    global _engine
    with _engine_lock:
        _engine = engine


def current_engine() -> Engine:
    """Return the engine of this process, made from the settings on first use."""
    global _engine
    with _engine_lock:
        if _engine is None:
            _engine = make_engine(get_settings().database)
        return _engine


@contextmanager
def transaction() -> Iterator[Session]:
    """Give a session that commits at the end, or rolls back where anything is raised.

    Rows stay readable after the end; relationships that were not loaded by then do not load.
    Raises StoreBusy where the database stayed locked for longer than the wait: nothing is written.
    """
    with _busy_is_named(), _session() as session, session.begin():
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """Give a session for reading only: on SQLite it neither waits for writers nor blocks them.

    Raises StoreBusy where the database could not be read within the wait.
    """
    with _busy_is_named(), _session() as session:
        session.connection(execution_options=_READ_ONLY)
        yield session


def take_turns(session: Session, key: InstrumentedAttribute[Any], value: Any) -> None:
    """Make concurrent transactions that work on the row with this ``key`` follow one another.

    SQLite needs no statement for it: its writing transactions follow one another anyway.
    """
    if session.get_bind().dialect.name != "sqlite":
        session.execute(select(key).where(key == value).with_for_update())


def _session() -> Session:
    return Session(current_engine(), expire_on_commit=False)


@contextmanager
def _busy_is_named() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise StoreBusy("no database connection became free in time") from error
    except OperationalError as error:
        if _is_busy(error):
            raise StoreBusy("the database is locked by another process") from error
        raise


def _is_busy(error: OperationalError) -> bool:
    sqlstate = getattr(error.orig, "pgcode", None)
    if sqlstate is not None:
        return sqlstate in _POSTGRESQL_BUSY
    return any(phrase in str(error.orig) for phrase in _SQLITE_BUSY)
