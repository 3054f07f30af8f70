"""A story that was told whole: a German consumer, a French shop, a parcel that never came."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

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


def tell_story(
    session: Session,
    conversation_id: str,
    now: datetime,
    claim_type: str = "delivery",
    facts: Mapping[str, Any] = FACTS,
) -> Case:
    """Write a conversation with everything that a filing needs."""
    conversations.touch(session, conversation_id, "web", now)
    case = open_case(session, conversation_id, now)
    open_claim(session, case, claim_type, now)
    for number, (name, value) in enumerate(facts.items()):
        record_fact(session, case, name, value, turn_id=f"t-{number}", now=now)
    return case
