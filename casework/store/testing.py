"""Databases for tests: a SQLite file each, or one of their own on a PostgreSQL server.

``REDRESS_TEST_DATABASE_URL`` names the server; its user has to be allowed to create databases.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

from casework.store.database import make_engine, use_engine
from casework.store.migrate import upgrade

SERVER_VARIABLE = "REDRESS_TEST_DATABASE_URL"

_folder = TemporaryDirectory(prefix="redress-test-")  # removed when the process ends


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Give the URL of a database without tables; on SQLite it is a file in ``folder``."""
    server = os.environ.get(SERVER_VARIABLE)
    if server is None:
        yield f"sqlite:///{folder / uuid4().hex}.db"
    else:
        with _database_on(server) as url:
            yield url


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """Give the URL of a database with all tables and no rows."""
    with empty_database(folder) as url:
        path = make_url(url).database
        if url.startswith("sqlite") and path is not None:
            shutil.copyfile(_migrated_file(), path)  # much faster than migrating for each test
        else:
            upgrade(url)
        yield url


@contextmanager
def database_in_use(folder: Path) -> Iterator[str]:
    """Make a fresh database the one of this process for a while, and give its URL."""
    with fresh_database(folder) as url:
        engine = make_engine(url)
        use_engine(engine)
        try:
            yield url
        finally:
            use_engine(None)
            engine.dispose()


@cache
def _migrated_file() -> Path:
    path = Path(_folder.name) / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@contextmanager
def _database_on(server: str) -> Iterator[str]:
    name = f"redress_test_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        engine.dispose()
