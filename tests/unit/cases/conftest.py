from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from casework.store.models import Case
from tests.unit.cases.filed import a_bare_case


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    return a_bare_case(session, now)
