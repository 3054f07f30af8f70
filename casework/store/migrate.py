"""Bring a database to the tables that this release works with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from casework.store.database import make_engine

SCRIPTS = Path(__file__).parent / "migrations"

# Any number, as long as only migrations of this application use it.
_ADVISORY_LOCK = 7_337_301


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at ``url`` up to ``revision``; does nothing where it is there already.

    Several processes may call this at once: one works, the others wait and find it done.
    """
    with _migrating(url) as config:
        command.upgrade(config, revision)


def downgrade(url: str, revision: str) -> None:
    """Take the database at ``url`` back to ``revision``; ``base`` removes every table."""
    with _migrating(url) as config:
        command.downgrade(config, revision)


@contextmanager
def _migrating(url: str) -> Iterator[Config]:
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            _wait_for_other_migrations(connection)
            config = Config()
            config.set_main_option("script_location", str(SCRIPTS))
            config.attributes["connection"] = connection
            yield config
    finally:
        engine.dispose()


def _wait_for_other_migrations(connection: Connection) -> None:
    # SQLite needs nothing here: its transactions begin with the write lock.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _ADVISORY_LOCK})
