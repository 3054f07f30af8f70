"""What was read becomes a fact when the consumer said yes, and not before."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.evidence import FileStore
from casework.evidence.reading import (
    ForeignExhibit,
    ProposedFact,
    ReadState,
    accept,
    confirmation,
    proposals_for,
    read_exhibit,
)
from casework.store.cases import record_fact
from casework.store.facts import facts_in_force
from casework.store.models import Case, Exhibit, Fact
from tests.unit.evidence_reading.papers import photo

PAPER = b"""Thank you for your order!

Order number: KC-20931
Order date: 3 May 2026
Total: EUR 49.90
Sold by: Kettle House
"""
HandIn = Callable[..., Exhibit]


@pytest.fixture
def paper(hand_in: HandIn) -> Exhibit:
    return hand_in(PAPER)


@pytest.fixture
def proposals(
    session: Session, case: Case, paper: Exhibit, files: FileStore, today: date
) -> list[ProposedFact]:
    return proposals_for(session, case, paper, files, today)


def test_reading_a_paper_writes_no_fact(session: Session, proposals: list[ProposedFact]) -> None:
    assert {p.name for p in proposals} == {
        "order_number",
        "order_date",
        "amount",
        "currency",
        "seller_name",
    }
    assert session.scalar(select(func.count()).select_from(Fact)) == 0


def test_after_a_yes_each_fact_names_exhibit_page_and_turn(
    session: Session, case: Case, paper: Exhibit, proposals: list[ProposedFact], now: datetime
) -> None:
    accept(session, case, proposals, "turn-1", now)
    facts = facts_in_force(session, case)
    assert facts["order_number"].value == "KC-20931"
    assert facts["order_date"].value == "2026-05-03"
    assert facts["amount"].value == 49.9
    for fact in facts.values():
        assert (fact.exhibit_id, fact.page, fact.turn_id) == (paper.id, 1, "turn-1")
        assert (fact.standing, fact.confirmed) == ("known", True)


def test_before_the_yes_a_fact_waits_unconfirmed(
    session: Session, case: Case, paper: Exhibit, proposals: list[ProposedFact], now: datetime
) -> None:
    accept(session, case, proposals, "turn-1", now, confirmed=False)
    facts = facts_in_force(session, case)
    assert {fact.confirmed for fact in facts.values()} == {False}
    assert {fact.exhibit_id for fact in facts.values()} == {paper.id}


def test_a_repeated_yes_writes_nothing_twice(
    session: Session, case: Case, proposals: list[ProposedFact], now: datetime
) -> None:
    first = accept(session, case, proposals, "turn-1", now)
    again = accept(session, case, proposals, "turn-1", now)
    assert [fact.id for fact in first] == [fact.id for fact in again]


def test_facts_are_not_taken_from_somebody_elses_exhibit(
    session: Session,
    case: Case,
    proposals: list[ProposedFact],
    hand_in: HandIn,
    now: datetime,
) -> None:
    strange = hand_in(b"another paper", "web-2")
    forged = [ProposedFact("goods", "a car", strange.id, 1, "", 1.0)]
    with pytest.raises(ForeignExhibit):
        accept(session, case, [*proposals, *forged], "turn-1", now)
    assert facts_in_force(session, case) == {}


def test_the_question_shows_label_and_value_of_all_that_was_read(
    proposals: list[ProposedFact],
) -> None:
    asked = confirmation(proposals, {})
    assert asked.lines == (
        "Order number: KC-20931",
        "Date of the order: 3 May 2026",
        "Price: €49.90",
        "Seller: Kettle House",
    )
    assert asked.differing == ()
    assert asked.names == ("order_number", "order_date", "amount", "seller_name")


def test_the_question_says_where_the_paper_and_the_consumer_differ(
    proposals: list[ProposedFact],
) -> None:
    asked = confirmation(proposals, {"order_date": "2026-05-04"})
    assert asked.differing == (("Date of the order", "4 May 2026", "3 May 2026"),)


def test_what_the_consumer_told_already_is_not_asked_again(
    session: Session, case: Case, paper: Exhibit, files: FileStore, today: date, now: datetime
) -> None:
    record_fact(session, case, "order_number", "kc-20931", now=now)
    read = read_exhibit(session, case, paper, files, today)
    assert "order_number" not in {p.name for p in read.to_confirm}
    assert [p.name for p in read.agreeing] == ["order_number"]


def test_a_paper_that_was_taken_over_has_nothing_more_to_ask(
    session: Session,
    case: Case,
    paper: Exhibit,
    files: FileStore,
    proposals: list[ProposedFact],
    today: date,
    now: datetime,
) -> None:
    accept(session, case, proposals, "turn-1", now)
    read = read_exhibit(session, case, paper, files, today)
    assert (read.to_confirm, read.agreeing) == ((), ())


def test_a_value_that_cannot_be_true_beside_the_facts_is_not_proposed(
    session: Session, case: Case, paper: Exhibit, files: FileStore, today: date, now: datetime
) -> None:
    record_fact(session, case, "delivered_date", date(2026, 4, 1), now=now)
    found = proposals_for(session, case, paper, files, today)
    assert "order_date" not in {p.name for p in found}
    assert "order_number" in {p.name for p in found}


def test_facts_that_contradict_each_other_do_not_silence_the_paper(
    session: Session, case: Case, paper: Exhibit, files: FileStore, today: date, now: datetime
) -> None:
    record_fact(session, case, "order_date", date(2026, 5, 9), now=now)
    record_fact(session, case, "delivered_date", date(2026, 5, 8), now=now)
    found = proposals_for(session, case, paper, files, today)
    assert "order_date" in {p.name for p in found}


def test_the_consumers_own_address_is_not_proposed_as_the_sellers(
    session: Session, case: Case, hand_in: HandIn, files: FileStore, today: date, now: datetime
) -> None:
    record_fact(session, case, "consumer_email", "Sam@example.org", now=now)
    exhibit = hand_in(b"Order number: A-1001\nContact: sam@example.org")
    found = proposals_for(session, case, exhibit, files, today)
    assert [p.name for p in found] == ["order_number"]


def test_a_photo_that_cannot_be_read_here_says_why(
    session: Session,
    case: Case,
    hand_in: HandIn,
    files: FileStore,
    today: date,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    exhibit = hand_in(photo(["Order number: A-1"])())
    read = read_exhibit(session, case, exhibit, files, today)
    assert (read.state, read.to_confirm) == (ReadState.NOT_INSTALLED, ())
