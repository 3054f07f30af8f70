from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.store import conversations
from casework.store.cases import (
    CaseConflict,
    adopt_exhibits,
    cancel_case,
    case_exhibits,
    change_claim_type,
    current_case,
    draft,
    last_cancelled,
    open_case,
    open_claim,
    record_fact,
    resume_case,
    standing_claims,
    want_person,
)
from casework.store.exhibits import label_at
from casework.store.models import AuditEntry, Case, Claim, Exhibit


def _exhibit(session: Session, now: datetime, digest: str, case: Case | None = None) -> Exhibit:
    exhibit = Exhibit(
        conversation_id="web-1",
        case_id=case.id if case else None,
        title="Photo",
        original_name="photo.jpg",
        media_type="image/jpeg",
        size=3,
        sha256=digest * 64,
        storage_key=f"ab/{digest}",
        received_at=now,
    )
    session.add(exhibit)
    session.flush()
    return exhibit


def test_a_conversation_has_one_case_in_work(session: Session, now: datetime) -> None:
    case = open_case(session, "web-1", now)
    assert open_case(session, "web-1", now) is case
    assert case.status == "intake"


def test_after_filing_the_next_case_has_a_number_of_its_own(
    session: Session, case: Case, now: datetime
) -> None:
    case.status, case.filed_at = "filed", now
    second = open_case(session, "web-1", now)
    assert second.number != case.number
    assert current_case(session, "web-1") is second


def test_a_case_needs_a_conversation(session: Session, now: datetime) -> None:
    with pytest.raises(IntegrityError):
        open_case(session, "nobody", now)


def test_a_number_that_is_taken_is_drawn_again(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["RD-0000-0001", "RD-0000-0001", "RD-0000-0002"])
    monkeypatch.setattr("casework.store.cases.new_number", lambda: next(drawn))
    conversations.touch(session, "web-2", "web", now)
    open_case(session, "web-1", now)
    assert open_case(session, "web-2", now).number == "RD-0000-0002"


def test_a_cancelled_case_is_current_no_more_and_can_be_resumed(
    session: Session, case: Case, now: datetime, later: datetime
) -> None:
    cancel_case(session, case, now)
    assert current_case(session, "web-1") is None
    assert last_cancelled(session, "web-1") is case
    resume_case(session, case, later)
    assert current_case(session, "web-1") is case
    assert case.status == "intake"


def test_a_filed_case_is_filed_again_after_it_was_resumed(
    session: Session, case: Case, now: datetime
) -> None:
    case.status, case.filed_at = "filed", now
    cancel_case(session, case, now)
    resume_case(session, case, now)
    assert case.status == "filed"


def test_an_old_case_is_not_resumed_over_the_one_in_work(
    session: Session, case: Case, now: datetime
) -> None:
    cancel_case(session, case, now)
    open_case(session, "web-1", now)
    with pytest.raises(CaseConflict) as refusal:
        resume_case(session, case, now)
    assert refusal.value.code == "another_case_open"
    assert case.status == "cancelled"


def test_cancelling_twice_is_logged_once(session: Session, case: Case, now: datetime) -> None:
    cancel_case(session, case, now)
    cancel_case(session, case, now)
    entries = session.scalars(select(AuditEntry)).all()
    assert [(e.actor, e.action, e.subject) for e in entries] == [
        ("consumer", "case_cancelled", case.number)
    ]


def test_the_first_wish_for_a_person_stands(
    session: Session, case: Case, now: datetime, later: datetime
) -> None:
    want_person(session, case, "asked for one", now)
    want_person(session, case, "asked again", later)
    assert (case.person_wanted_at, case.person_wanted_why) == (now, "asked for one")


def test_a_claim_is_opened_once(session: Session, case: Case, now: datetime) -> None:
    first = open_claim(session, case, "delivery", now)
    assert open_claim(session, case, "delivery", now) is first


def test_a_claim_of_no_known_kind_is_refused(session: Session, case: Case, now: datetime) -> None:
    with pytest.raises(ValueError, match="sorcery"):
        open_claim(session, case, "sorcery", now)


def test_changing_the_kind_of_claim_keeps_the_facts(
    session: Session, case: Case, now: datetime, later: datetime
) -> None:
    open_claim(session, case, "delivery", now)
    record_fact(session, case, "goods", "kettle", turn_id="t-1", now=now)
    change_claim_type(session, case, "conformity", later)
    found = draft(session, "web-1")
    assert found is not None
    assert found.claim_type == "conformity"
    assert found.facts["goods"].value == "kettle"


def test_a_withdrawn_claim_can_be_taken_up_again(
    session: Session, case: Case, now: datetime
) -> None:
    open_claim(session, case, "delivery", now)
    change_claim_type(session, case, "privacy", now)
    change_claim_type(session, case, "delivery", now)
    assert [c.claim_type for c in standing_claims(session, case)] == ["delivery"]
    assert len(session.scalars(select(Claim)).all()) == 3


def test_a_draft_holds_case_claims_and_facts(session: Session, case: Case, now: datetime) -> None:
    open_claim(session, case, "delivery", now)
    open_claim(session, case, "privacy", now)
    record_fact(session, case, "goods", "kettle", turn_id="t-1", now=now)
    found = draft(session, "web-1")
    assert found is not None
    assert found.case is case
    assert [c.claim_type for c in found.claims] == ["delivery", "privacy"]
    assert list(found.facts) == ["goods"]


def test_without_a_case_there_is_no_draft(session: Session) -> None:
    assert draft(session, "web-1") is None


def test_a_fresh_case_has_a_draft_without_a_claim(session: Session, case: Case) -> None:
    found = draft(session, "web-1")
    assert found is not None
    assert (found.claims, found.claim_type, found.facts) == ([], None, {})


def test_evidence_that_came_first_belongs_to_the_case_opened_later(
    session: Session, now: datetime
) -> None:
    exhibit = _exhibit(session, now, "a")
    case = open_case(session, "web-1", now)
    assert exhibit.case_id == case.id


def test_evidence_of_one_case_is_not_taken_by_the_next(
    session: Session, case: Case, now: datetime
) -> None:
    exhibit = _exhibit(session, now, "a", case)
    case.status = "filed"
    second = open_case(session, "web-1", now)
    adopt_exhibits(session, second)
    assert case_exhibits(session, case) == [exhibit]
    assert case_exhibits(session, second) == []


def test_exhibits_stand_in_the_order_of_their_arrival_after_the_labelled_ones(
    session: Session, case: Case, now: datetime, later: datetime
) -> None:
    third, second = _exhibit(session, later, "c", case), _exhibit(session, now, "b", case)
    first = _exhibit(session, later, "a", case)
    first.label = "A"
    assert case_exhibits(session, case) == [first, second, third]


def test_labels_go_on_after_z() -> None:
    assert [label_at(n) for n in (0, 25, 26, 27, 51, 52, 702)] == [
        "A",
        "Z",
        "AA",
        "AB",
        "AZ",
        "BA",
        "AAA",
    ]
