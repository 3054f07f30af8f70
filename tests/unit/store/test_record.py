import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel
from sqlalchemy.orm import Session

from casework.casefile import PartyDetails
from casework.store import record as records
from casework.store.cases import case_file, case_record, open_claim, record_fact, want_person
from casework.store.models import Case, Exhibit, Party
from casework.store.record import CaseRecord

DOCS = Path(__file__).parents[3] / "docs" / "case-json.md"


@pytest.fixture
def told(session: Session, case: Case, now: datetime) -> Case:
    """Give a case in work with a date, a number, an open question and a guess."""
    open_claim(session, case, "delivery", now)
    record_fact(session, case, "consumer_country", "GB", turn_id="t-1", now=now)
    record_fact(session, case, "seller_name", "Kettle Ltd", turn_id="t-2", now=now)
    record_fact(session, case, "promised_date", "2026-09-15", turn_id="t-3", now=now)
    record_fact(session, case, "amount", 49.9, confirmed=False, turn_id="t-4", now=now)
    record_fact(session, case, "order_number", None, standing="unknown", turn_id="t-5", now=now)
    record_fact(session, case, "payment_method", None, standing="skipped", turn_id="t-6", now=now)
    return case


def test_the_record_is_json(session: Session, told: Case) -> None:
    record = case_record(session, told)
    assert json.loads(json.dumps(record)) == record


def test_a_case_in_work_has_facts_but_no_outcome_yet(session: Session, told: Case) -> None:
    record = case_record(session, told)
    assert record["status"] == "intake"
    assert (record["claim_type"], record["claim_types"]) == ("delivery", ["delivery"])
    assert record["jurisdiction"] == "UK"
    assert record["facts"] == {
        "consumer_country": "GB",
        "seller_name": "Kettle Ltd",
        "promised_date": "2026-09-15",
        "amount": 49.9,
    }
    assert (record["outcome"], record["letter"], record["filed_at"]) == (None, None, None)
    assert record["deadlines"] == record["remedies"] == record["rules"] == []


def test_what_is_not_known_or_not_confirmed_is_listed(session: Session, told: Case) -> None:
    record = case_record(session, told)
    assert record["unknown_facts"] == ["order_number", "payment_method"]
    assert record["unconfirmed_facts"] == ["amount"]


def test_answers_that_only_move_the_conversation_on_are_no_facts(
    session: Session, told: Case, now: datetime
) -> None:
    before = case_record(session, told)
    record_fact(session, told, "summary_confirmed", True, turn_id="t-7", now=now)
    record_fact(session, told, "evidence", None, standing="skipped", turn_id="t-8", now=now)
    after = case_record(session, told)
    assert (after["facts"], after["unknown_facts"]) == (before["facts"], before["unknown_facts"])


def test_a_fresh_case_has_a_record_as_well(session: Session, case: Case) -> None:
    record = case_record(session, case)
    assert (record["claim_type"], record["claim_types"], record["facts"]) == (None, [], {})
    assert record["jurisdiction"] == "OECD"
    assert record["parties"]["consumer"] == dict.fromkeys(("name", "email", "address", "country"))


def test_the_wish_for_a_person_is_in_the_record(
    session: Session, told: Case, now: datetime
) -> None:
    assert case_record(session, told)["person_wanted"] is False
    want_person(session, told, "asked for one", now)
    record = case_record(session, told)
    assert record["person_wanted"] is True
    assert record["person_wanted_why"] == "asked for one"


def test_parties_come_from_the_facts_until_filing_wrote_them(
    session: Session, told: Case, now: datetime
) -> None:
    assert case_record(session, told)["parties"]["trader"]["name"] == "Kettle Ltd"
    session.add(Party(case_id=told.id, role="trader", name="Kettle Holdings", country="GB"))
    session.flush()
    assert case_record(session, told)["parties"]["trader"] == {
        "name": "Kettle Holdings",
        "email": None,
        "address": None,
        "country": "GB",
    }


@pytest.mark.parametrize(
    ("contact", "email", "address"),
    [
        ("help@kettle.example", "help@kettle.example", None),
        ("kettle.example/help", None, "kettle.example/help"),
        ("1 High Street, Leeds", None, "1 High Street, Leeds"),
        ("write to help@kettle.example", None, "write to help@kettle.example"),
    ],
)
def test_the_sellers_contact_is_an_email_address_or_another_one(
    session: Session, told: Case, now: datetime, contact: str, email: str | None, address: str
) -> None:
    record_fact(session, told, "seller_contact", contact, turn_id="t-9", now=now)
    trader = case_file(session, told, now.date()).trader
    assert trader == PartyDetails(name="Kettle Ltd", email=email, address=address)


def test_exhibits_are_listed_with_label_and_hash(
    session: Session, told: Case, now: datetime
) -> None:
    for position, digest in enumerate("ba"):
        session.add(
            Exhibit(
                conversation_id="web-1",
                case_id=told.id,
                title=f"Photo {digest}",
                original_name="p.jpg",
                media_type="image/jpeg",
                size=3,
                sha256=digest * 64,
                storage_key=digest,
                received_at=now + timedelta(minutes=position),
            )
        )
    session.flush()
    exhibits = case_record(session, told)["exhibits"]
    assert [(e["label"], e["title"], e["sha256"][0]) for e in exhibits] == [
        ("A", "Photo b", "b"),
        ("B", "Photo a", "a"),
    ]
    file = case_file(session, told, now.date())
    assert [(e.label, e.title) for e in file.exhibits] == [("A", "Photo b"), ("B", "Photo a")]


def test_the_case_file_tells_known_from_unknown(
    session: Session, told: Case, now: datetime
) -> None:
    file = case_file(session, told, now.date())
    assert (file.number, file.claim_types, file.jurisdiction) == (told.number, ("delivery",), "UK")
    assert file.facts["order_number"].standing == "unknown"
    assert "order_number" not in file.known_values()
    assert file.facts["promised_date"].turn_id == "t-3"
    assert file.consumer.name == ""


def _models() -> Iterator[type[BaseModel]]:
    for found in vars(records).values():
        if isinstance(found, type) and issubclass(found, BaseModel) and found.model_fields:
            yield found


@pytest.mark.parametrize("model", list(_models()), ids=lambda model: model.__name__)
def test_every_field_of_the_record_is_documented(model: type[BaseModel]) -> None:
    documented = set(re.findall(r"^\| `(\w+)` \|", DOCS.read_text(), re.MULTILINE))
    assert set(model.model_fields) <= documented


def test_the_documented_example_is_a_record() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", DOCS.read_text(), re.DOTALL)
    record = CaseRecord.model_validate_json(example)
    assert record.model_dump(mode="json") == json.loads(example)
