from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from casework.store import conversations
from casework.store.cases import open_case
from casework.store.database import make_engine, transaction, use_engine
from casework.store.models import Case
from casework.store.testing import fresh_database

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CONVERSATION = "web-1"


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    with fresh_database(tmp_path) as url:
        engine = make_engine(url)
        use_engine(engine)
        yield url
        use_engine(None)
        engine.dispose()


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    with transaction() as session:
        conversations.touch(session, CONVERSATION, "web", NOW)
        yield session


@pytest.fixture
def case(session: Session) -> Case:
    return open_case(session, CONVERSATION, NOW)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def later() -> datetime:
    return NOW + timedelta(minutes=5)
