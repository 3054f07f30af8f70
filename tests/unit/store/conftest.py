from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from casework.store import conversations
from casework.store.cases import open_case
from casework.store.database import transaction
from casework.store.models import Case

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CONVERSATION = "web-1"


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    with transaction() as session:
        conversations.touch(session, CONVERSATION, "web", NOW)
        yield session


@pytest.fixture
def case(session: Session) -> Case:
    return open_case(session, CONVERSATION, NOW)


@pytest.fixture
def later() -> datetime:
    return NOW + timedelta(minutes=5)
