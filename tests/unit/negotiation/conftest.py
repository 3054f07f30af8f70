from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from casework.negotiation.trader_link import issue_link
from casework.store.life_models import TraderLink
from casework.store.models import Case
from tests.unit.cases.filed import a_filed_case

KEY = b"a key for links"


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    return a_filed_case(session, now)


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def link(session: Session, case: Case, now: datetime) -> TraderLink:
    return issue_link(session, case, key=KEY, now=now, valid=timedelta(days=60))
