"""Made-up cases for the console: what a mediator would find on a working day."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import cycle

from PIL import Image
from sqlalchemy.orm import Session

from casework.evidence import FileStore, receive
from casework.filing.file_case import file_case
from casework.store.cases import cancel_case, open_case, open_claim, record_fact, want_person
from casework.store.conversations import append_message, touch
from casework.store.models import Case, Deadline, OutboxItem

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
UPLOAD_LIMIT = 10 * 1024 * 1024
FILING_URL = "https://filing.example/cases"


@dataclass(frozen=True)
class Told:
    """A turn of the consumer: the words, what was understood, and the facts taken from them."""

    words: str
    intent: str
    confidence: float
    facts: dict[str, object]
    answer: str
    buttons: tuple[str, ...] = ()


DELIVERY = (
    Told(
        "Hello. I ordered winter boots from Nordstep on 12 October, order NS-48213, 129.90 euros. "
        "They promised 26 October. Nothing has come and nobody answers me any more.",
        "tell_story",
        0.93,
        {
            "goods": "winter boots",
            "seller_name": "Nordstep GmbH",
            "order_number": "NS-48213",
            "order_date": date(2026, 10, 12),
            "amount": 129.9,
            "currency": "EUR",
            "promised_date": date(2026, 10, 26),
            "delivery_state": "nothing",
        },
        "That sounds tiring. I noted: winter boots, Nordstep, ordered 12 October, €129.90. "
        "Is this right?",
        ("Yes", "No, change something"),
    ),
    Told(
        "not quite, it was the 28th that they promised",
        "correct_answer",
        0.55,
        {"promised_date": date(2026, 10, 28)},
        "Thank you. I changed the promised date to 28 October 2026. In which country do you live?",
    ),
    Told(
        "Austria. They are in Germany I think",
        "inform",
        0.88,
        {"consumer_country": "AT", "seller_country": "DE"},
        "How did you pay?",
        ("Card", "PayPal", "Bank transfer", "Another way"),
    ),
    Told(
        "paypal",
        "inform",
        0.97,
        {"payment_method": "paypal"},
        "Did you set the seller a last date for delivery?",
        ("Yes", "No", "I don't know"),
    ),
    Told(
        "Yes, on 2 November I wrote: by 16 November at the latest.",
        "inform",
        0.91,
        {
            "additional_period_set_on": date(2026, 11, 2),
            "additional_period_until": date(2026, 11, 16),
        },
        "What did the seller say?",
    ),
    Told(
        "First that the courier is slow, then nothing",
        "inform",
        0.71,
        {"seller_reply": "First that the courier is slow, then nothing"},
        "What would you like now?",
        ("My money back", "The boots"),
    ),
    Told(
        "My money back",
        "inform",
        0.99,
        {"wished_remedy": "cancel_refund"},
        "Where does the seller get letters?",
    ),
    Told(
        "service@nordstep.example",
        "inform",
        0.95,
        {"seller_contact": "service@nordstep.example"},
        "Now your name, e-mail and address, for the letter.",
    ),
    Told(
        "Ana Kovač, ana.kovac@example.org, Lindengasse 4, 1070 Wien",
        "inform",
        0.9,
        {
            "consumer_name": "Ana Kovač",
            "consumer_email": "ana.kovac@example.org",
            "consumer_address": "Lindengasse 4\n1070 Wien\nAustria",
        },
        "Here is the summary. Shall I file it?",
        ("File it", "Change something"),
    ),
    Told("File it", "affirm", 0.99, {}, "Your case is filed. Here is your letter."),
)


def tell(
    session: Session, case: Case, turns: tuple[Told, ...], begun: datetime, every: timedelta
) -> None:
    """Write the turns into the transcript, and their facts into the case."""
    moment = begun
    for number, turn in enumerate(turns, start=1):
        turn_id = f"t{number}-{case.number.lower()}"
        append_message(
            session,
            case.conversation_id,
            key=f"in-{number}",
            sender="consumer",
            text=turn.words,
            understood={
                "intent": turn.intent,
                "confidence": turn.confidence,
                "entities": [{"entity": n, "value": str(v)} for n, v in turn.facts.items()],
            },
            turn_id=turn_id,
            now=moment,
        )
        for name, value in turn.facts.items():
            record_fact(
                session, case, name, value, turn_id=turn_id, said=turn.words[:120], now=moment
            )
        append_message(
            session,
            case.conversation_id,
            key=f"out-{number}",
            sender="bot",
            text=turn.answer,
            payload={"buttons": [{"title": b, "payload": f"/answer{b}"} for b in turn.buttons]},
            turn_id=turn_id,
            now=moment + timedelta(seconds=1),
        )
        moment += every


def new_case(session: Session, conversation_id: str, now: datetime) -> Case:
    """Open the case of a new conversation."""
    touch(session, conversation_id, "web", now)
    return open_case(session, conversation_id, now)


def told_delivery_case(
    session: Session, files: FileStore, conversation_id: str, begun: datetime
) -> Case:
    """Tell a whole case about boots that never came; it is not filed yet."""
    case = new_case(session, conversation_id, begun)
    open_claim(session, case, "delivery", begun)
    tell(session, case, DELIVERY, begun, timedelta(minutes=2))
    record_fact(
        session,
        case,
        "essential_date_told_before_contract",
        None,
        standing="unknown",
        now=begun + timedelta(minutes=10),
    )
    evidence = (("parcel tracking.png", picture()), ("order.txt", b"Order NS-48213\n"))
    for second, (name, data) in enumerate(evidence):
        arrived = case.updated_at + timedelta(seconds=second)
        receive(session, io.BytesIO(data), name, conversation_id, files, UPLOAD_LIMIT, arrived)
    append_message(
        session,
        conversation_id,
        key="file-1",
        sender="consumer",
        text="",
        payload={"attachment": {"title": "parcel tracking.png"}},
        now=case.updated_at,
    )
    return case


def filed_delivery_case(
    session: Session, files: FileStore, conversation_id: str = "web-ana", now: datetime = NOW
) -> Case:
    """Tell the same case and file it, three hours before ``now``."""
    case = told_delivery_case(session, files, conversation_id, now - timedelta(hours=4))
    return file_case(session, case, now=now - timedelta(hours=3), filing_url=FILING_URL)


def waiting_case(session: Session, now: datetime = NOW) -> Case:
    """Begin a case whose consumer asks for a person in the middle of telling it."""
    begun = now - timedelta(hours=26)
    case = new_case(session, "web-marek", begun)
    open_claim(session, case, "conformity", begun)
    facts = {
        "goods": "washing machine",
        "seller_name": "Haushalt24",
        "consumer_country": "PL",
        "seller_country": "PL",
        "defect": "It leaks since the second wash",
        "delivered_date": date(2026, 9, 3),
    }
    story = Told(
        "My washing machine from Haushalt24 leaks since the second wash. It came on 3 September. "
        "I am at the end of my strength.",
        "tell_story",
        0.81,
        facts,
        "I am sorry. Did you tell the seller about it?",
        ("Yes", "No"),
    )
    plea = Told(
        "PLEASE let me talk to a human being",
        "ask_for_person",
        0.98,
        {},
        "A mediator will look at your case. You can go on here in the meantime.",
    )
    tell(session, case, (story, plea), begun, timedelta(minutes=3))
    want_person(session, case, "PLEASE let me talk to a human being", begun + timedelta(minutes=6))
    return case


_PEOPLE = cycle(("Jonas Berg", "Maria Rossi", "Zoë Dubois", "Piotr Nowak", "Aoife Byrne"))
_TRADERS = cycle(("Lampenwelt", "FitGear Ltd", "BookNest", "Casa Bella", "TonTechnik"))
_GOODS = cycle(("desk lamp", "running watch", "box of novels", "dining table", "headphones"))
_CLAIMS = cycle(("delivery", "conformity", "privacy"))
_DELIVERY = cycle(("delivered", "waiting", "delivered", "failed", None))


def many_cases(session: Session, count: int, now: datetime = NOW) -> list[Case]:
    """Add short cases in every state, for a full list."""
    return [_short_case(session, number, now) for number in range(count)]


def _short_case(session: Session, number: int, now: datetime) -> Case:
    begun = now - timedelta(days=number * 2 + 1, hours=number)
    case = new_case(session, f"web-short-{number}", begun)
    open_claim(session, case, next(_CLAIMS), begun)
    facts = {
        "consumer_name": next(_PEOPLE),
        "seller_name": next(_TRADERS),
        "goods": next(_GOODS),
        "consumer_email": f"consumer{number}@example.org",
    }
    for name, value in facts.items():
        record_fact(session, case, name, value, now=begun)
    if number % 7 == 6:
        cancel_case(session, case, begun)
    elif number % 4:
        _as_filed(session, case, number, begun)
    return case


def _as_filed(session: Session, case: Case, number: int, begun: datetime) -> None:
    case.status, case.filed_at = "filed", begun
    add_deadline(session, case, NOW.date() + timedelta(days=number * 3 - 6))
    state = next(_DELIVERY)
    if state is not None:
        add_outgoing(session, case, state, begun)


def add_deadline(session: Session, case: Case, due_on: date, name: str = "answer_by") -> Deadline:
    """Add a date with the counting that a rule would give it."""
    deadline = Deadline(
        case_id=case.id,
        claim_type="delivery",
        name=name,
        due_on=due_on,
        basis="CRD Art. 18(1)",
        computation={
            "start_event": "order_date",
            "start_date": (due_on - timedelta(days=30)).isoformat(),
            "rule_id": "EU-DEL-1",
            "period": "30 days",
            "convention": "CNT-EU",
            "counted": "30 days after the order",
            "skipped": [],
        },
    )
    session.add(deadline)
    return deadline


def add_outgoing(session: Session, case: Case, status: str, now: datetime) -> OutboxItem:
    """Add a filing in one of its states."""
    item = OutboxItem(
        case_id=case.id,
        kind="case_filed",
        idempotency_key=f"case_filed:{case.number}",
        payload={},
        status=status,
        attempts={"delivered": 1, "waiting": 2, "failed": 8}[status],
        next_attempt_at=now + timedelta(minutes=20),
        last_error=None if status == "delivered" else "503 Service Unavailable",
        created_at=now,
        delivered_at=now if status == "delivered" else None,
    )
    session.add(item)
    return item


def picture() -> bytes:
    """Return a small PNG file."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#88aacc").save(out, "PNG")
    return out.getvalue()
