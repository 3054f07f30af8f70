from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.filing.errors import CaseClosed, FilingRefused, NothingClaimed
from casework.filing.file_case import BuildLetter, file_case
from casework.filing.message import CaseFiled
from casework.law import FactError, assess
from casework.law.outcome import ClaimType, Jurisdiction, Outcome
from casework.letters import LetterIncomplete, build_letter
from casework.store import conversations
from casework.store.cases import (
    cancel_case,
    case_record,
    change_claim_type,
    current_case,
    open_case,
    open_claim,
    record_fact,
)
from casework.store.database import reading, transaction
from casework.store.models import (
    AuditEntry,
    Base,
    Case,
    Claim,
    Deadline,
    Exhibit,
    Letter,
    OutboxItem,
    Party,
)

URL = "https://receiver.example/cases"

FileIt = Callable[..., Case]


@pytest.fixture
def file_it(session: Session, case: Case, now: datetime) -> FileIt:
    def file_it(filing_url: str | None = URL, build_letter: BuildLetter = build_letter) -> Case:
        return file_case(session, case, now=now, filing_url=filing_url, build_letter=build_letter)

    return file_it


def _all(session: Session, table: type[Base]) -> list:
    return list(session.scalars(select(table)))


def test_a_filed_case_knows_its_state_and_its_law(file_it: FileIt, now: datetime) -> None:
    case = file_it()
    assert (case.status, case.filed_at, case.jurisdiction) == ("filed", now, "EU")


def test_the_answer_of_the_law_is_kept_with_the_claim(session: Session, file_it: FileIt) -> None:
    file_it()
    (claim,) = _all(session, Claim)
    assert claim.outcome["outcome"] == "claim_valid_now"
    assert claim.outcome["remedies"][0]["remedy"] == "cancel_refund"
    assert claim.wished_remedy == "cancel_refund"


def test_every_deadline_is_kept_with_its_computation(session: Session, file_it: FileIt) -> None:
    file_it()
    (claim,) = _all(session, Claim)
    rows = {row.name: row for row in _all(session, Deadline)}
    for due in claim.outcome["deadlines"]:
        row = rows.pop(due["name"])
        assert (row.due_on.isoformat(), row.basis) == (due["date"], due["basis"])
        assert row.computation == due["computation"]
    (answer,) = rows.values()  # what is left is the day that the letter sets
    letter = _all(session, Letter)[0]
    assert answer.due_on.isoformat() == letter.content["answer_by"]["date"]
    assert answer.computation["counted"]


def test_both_parties_are_written_from_the_facts(session: Session, file_it: FileIt) -> None:
    file_it()
    parties = {p.role: (p.name, p.email, p.address, p.country) for p in _all(session, Party)}
    assert parties == {
        "consumer": ("Zoë Müller", "zoe@example.org", "Lindenweg 4, 10115 Berlin", "DE"),
        "trader": ("Kessel & Fils", "service@kessel.example", None, "FR"),
    }


def test_exhibits_are_labelled_in_the_order_of_their_arrival(
    session: Session,
    case: Case,
    file_it: FileIt,
    now: datetime,
    add_exhibit: Callable[..., Exhibit],
) -> None:
    late = add_exhibit(session, case, "c", now)
    early = add_exhibit(session, case, "b", now - timedelta(hours=1))
    loose = add_exhibit(session, None, "a", now + timedelta(hours=1))
    file_it()
    assert [e.label for e in (early, late, loose)] == ["A", "B", "C"]
    assert loose.case_id == case.id


def test_the_first_letter_is_version_one(session: Session, file_it: FileIt) -> None:
    case = file_it()
    (stored,) = _all(session, Letter)
    assert (stored.case_id, stored.version) == (case.id, 1)
    assert stored.content["case_number"] == case.number
    assert stored.content["date"] == "2026-11-24"


def test_the_filed_case_has_all_that_was_written_at_hand(case: Case, file_it: FileIt) -> None:
    assert (case.letters, case.parties, case.deadlines) == ([], [], [])
    file_it()
    assert len(case.letters) == 1
    assert {p.role for p in case.parties} == {"consumer", "trader"}
    assert "letter_answer" in {d.name for d in case.deadlines}


def test_filing_is_in_the_audit_log(session: Session, file_it: FileIt) -> None:
    case = file_it()
    (entry,) = _all(session, AuditEntry)
    assert (entry.action, entry.subject) == ("case_filed", case.number)
    assert entry.details == {"claims": ["delivery"], "jurisdiction": "EU"}


def test_what_waits_in_the_outbox_is_the_record_of_the_filed_case(
    session: Session, file_it: FileIt
) -> None:
    case = file_it()
    (item,) = _all(session, OutboxItem)
    assert (item.status, item.idempotency_key) == ("waiting", f"case_filed:{case.number}")
    assert item.payload["case"] == case_record(session, case)
    assert item.payload["case"]["letter"]["version"] == 1
    assert CaseFiled.model_validate(item.payload).case.status == "filed"


def test_without_an_address_nothing_waits_in_the_outbox(session: Session, file_it: FileIt) -> None:
    file_it(filing_url=None)
    assert _all(session, OutboxItem) == []


def test_filing_twice_gives_one_letter_and_one_message(session: Session, file_it: FileIt) -> None:
    file_it()
    file_it()
    for table, rows in ((Letter, 1), (OutboxItem, 1), (Party, 2), (AuditEntry, 1)):
        assert len(_all(session, table)) == rows


def test_each_claim_gets_its_own_answer_and_the_letter_is_about_the_first(
    session: Session, case: Case, file_it: FileIt, now: datetime
) -> None:
    record_fact(session, case, "privacy_problem", "breach", turn_id="t-50", now=now)
    open_claim(session, case, "privacy", now)
    file_it()
    assert [c.outcome["claim_type"] for c in _all(session, Claim)] == ["delivery", "privacy"]
    assert _all(session, Letter)[0].content["claim_type"] == "delivery"


def test_a_withdrawn_claim_is_not_filed(
    session: Session, case: Case, file_it: FileIt, now: datetime
) -> None:
    change_claim_type(session, case, "conformity", now)
    file_it()
    outcomes = {c.claim_type: c.outcome for c in _all(session, Claim)}
    assert outcomes["delivery"] == {}
    assert outcomes["conformity"]["claim_type"] == "conformity"


def test_what_is_not_known_is_not_told_to_the_law(
    session: Session, case: Case, now: datetime
) -> None:
    record_fact(session, case, "order_number", None, standing="unknown", turn_id="t-60", now=now)
    told: list[Mapping[str, Any]] = []

    def listen(law: Jurisdiction, kind: ClaimType, facts: Mapping[str, Any], day: date) -> Outcome:
        told.append(facts)
        return assess(law, kind, facts, day)

    file_case(session, case, now=now, filing_url=None, assess=listen)
    assert "order_number" not in told[0]
    assert told[0]["amount"] == 149.99


def test_a_case_without_a_claim_cannot_be_filed(session: Session, now: datetime) -> None:
    conversations.touch(session, "web-2", "web", now)
    case = open_case(session, "web-2", now)
    with pytest.raises(NothingClaimed) as refusal:
        file_case(session, case, now=now, filing_url=URL)
    assert refusal.value.code == "nothing_claimed"
    assert case.status == "intake"


def test_a_cancelled_case_cannot_be_filed(
    session: Session, case: Case, file_it: FileIt, now: datetime
) -> None:
    cancel_case(session, case, now)
    with pytest.raises(CaseClosed) as refusal:
        file_it()
    assert isinstance(refusal.value, FilingRefused)
    assert refusal.value.code == "case_closed"


def _nothing_was_written(session: Session, case: Case) -> None:
    assert (case.status, case.filed_at, case.jurisdiction) == ("intake", None, None)
    for table in (Letter, OutboxItem, Party, Deadline, AuditEntry):
        assert _all(session, table) == []


def test_a_letter_that_is_refused_leaves_the_case_as_it_was(
    session: Session,
    case: Case,
    file_it: FileIt,
    now: datetime,
    add_exhibit: Callable[..., Exhibit],
) -> None:
    exhibit = add_exhibit(session, case, "a", now)

    def refuse(*_: object) -> None:
        raise LetterIncomplete(("consumer_name",))

    with pytest.raises(LetterIncomplete):
        file_it(build_letter=refuse)
    _nothing_was_written(session, case)
    assert exhibit.label is None
    assert file_it().status == "filed"


def test_a_fact_that_the_law_cannot_use_leaves_the_case_as_it_was(
    session: Session, case: Case, file_it: FileIt, now: datetime
) -> None:
    record_fact(session, case, "promised_date", "soon", turn_id="t-70", now=now)
    with pytest.raises(FactError) as refusal:
        file_it()
    assert refusal.value.fact == "promised_date"
    _nothing_was_written(session, case)


def test_filed_by_several_at_once_it_is_one_filing(
    database_url: str, now: datetime, tell_story: Callable[..., Case]
) -> None:
    with transaction() as session:
        tell_story(session, "web-9", now)
    start = Barrier(4)

    def file_once(_: int) -> str:
        start.wait()
        with transaction() as session:
            case = current_case(session, "web-9")
            assert case is not None
            return file_case(session, case, now=now, filing_url=URL).number

    with ThreadPoolExecutor(4) as pool:
        numbers = set(pool.map(file_once, range(4)))
    assert len(numbers) == 1
    with reading() as session:
        for table, rows in ((Case, 1), (Letter, 1), (OutboxItem, 1), (Party, 2)):
            assert session.scalar(select(func.count()).select_from(table)) == rows
