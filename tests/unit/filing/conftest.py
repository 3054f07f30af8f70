from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from casework.store.models import Case, Exhibit
from tests.unit import told


def _add_exhibit(
    session: Session, case: Case | None, digest: str, received_at: datetime
) -> Exhibit:
    exhibit = Exhibit(
        conversation_id="web-1",
        case_id=case.id if case else None,
        title=f"Photo {digest}",
        original_name="photo.jpg",
        media_type="image/jpeg",
        size=3,
        sha256=digest * 64,
        storage_key=f"{digest * 2}/{digest * 32}",
        received_at=received_at,
    )
    session.add(exhibit)
    session.flush()
    return exhibit


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    return told.tell_story(session, "web-1", now)


@pytest.fixture
def tell_story() -> Callable[..., Case]:
    return told.tell_story


@pytest.fixture
def add_exhibit() -> Callable[..., Exhibit]:
    return _add_exhibit
