from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from casework.negotiation.trader_link import issue_link
from casework.store.database import transaction
from casework.store.life_models import TraderLink
from casework.store.models import Case
from casework.store.testing import database_in_use
from tests.unit.cases.filed import a_filed_case

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
KEY = b"a key for links"


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    with database_in_use(tmp_path) as url:
        yield url


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    with transaction() as session:
        yield session


@pytest.fixture
def case(session: Session) -> Case:
    return a_filed_case(session, NOW)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def link(session: Session, case: Case) -> TraderLink:
    return issue_link(session, case, key=KEY, now=NOW, valid=timedelta(days=60))
