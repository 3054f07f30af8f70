from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from casework.store import conversations
from casework.store.cases import open_case, open_claim, record_fact
from casework.store.database import transaction
from casework.store.models import Case, Exhibit
from casework.store.testing import database_in_use

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

# A German consumer, a French shop, a parcel that never came.
FACTS = {
    "consumer_country": "DE",
    "seller_country": "FR",
    "seller_name": "Kessel & Fils",
    "seller_contact": "service@kessel.example",
    "goods": "kettle",
    "order_number": "A-17",
    "order_date": "2026-09-01",
    "promised_date": "2026-09-15",
    "delivery_state": "nothing",
    "amount": 149.99,
    "currency": "EUR",
    "additional_period_set_on": "2026-10-01",
    "additional_period_until": "2026-10-15",
    "wished_remedy": "cancel_refund",
    "consumer_name": "Zoë Müller",
    "consumer_email": "zoe@example.org",
    "consumer_address": "Lindenweg 4, 10115 Berlin",
}


def _tell_story(session: Session, conversation_id: str, now: datetime) -> Case:
    """Write a conversation with everything that a filing needs."""
    conversations.touch(session, conversation_id, "web", now)
    case = open_case(session, conversation_id, now)
    open_claim(session, case, "delivery", now)
    for number, (name, value) in enumerate(FACTS.items()):
        record_fact(session, case, name, value, turn_id=f"t-{number}", now=now)
    return case


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
def database_url(tmp_path: Path) -> Iterator[str]:
    with database_in_use(tmp_path) as url:
        yield url


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    with transaction() as session:
        yield session


@pytest.fixture
def case(session: Session) -> Case:
    return _tell_story(session, "web-1", NOW)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def tell_story() -> Callable[..., Case]:
    return _tell_story


@pytest.fixture
def add_exhibit() -> Callable[..., Exhibit]:
    return _add_exhibit
