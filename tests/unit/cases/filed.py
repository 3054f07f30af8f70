"""Filed cases for the tests of a case's life: a German consumer and a French shop."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.filing.file_case import file_case
from casework.store import conversations
from casework.store.cases import open_case, open_claim, record_fact
from casework.store.models import Case

FACTS: dict[str, Any] = {
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


def a_filed_case(
    session: Session,
    now: datetime,
    conversation_id: str = "web-1",
    claim_type: str = "delivery",
    facts: dict[str, Any] | None = None,
) -> Case:
    """Tell the story and file it, with law, letter and parties as in earnest."""
    conversations.touch(session, conversation_id, "web", now)
    case = open_case(session, conversation_id, now)
    open_claim(session, case, claim_type, now)
    for number, (name, value) in enumerate((facts or FACTS).items()):
        record_fact(session, case, name, value, turn_id=f"t-{number}", now=now)
    return file_case(session, case, now=now, filing_url=None)


def a_bare_case(session: Session, now: datetime, number: str = "RD-0000-0001") -> Case:
    """Return a case that is filed, and nothing else: no letter, no parties."""
    conversations.touch(session, f"web-{number}", "web", now)
    case = Case(
        number=number,
        conversation_id=f"web-{number}",
        status="filed",
        created_at=now,
        updated_at=now,
        filed_at=now,
    )
    session.add(case)
    session.flush()
    return case
