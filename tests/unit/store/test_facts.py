from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.store.cases import confirm_facts, facts_in_force, record_fact, withdraw_facts
from casework.store.models import Case, Fact
from casework.store.plain import plain


def _rows(session: Session) -> list[Fact]:
    return list(session.scalars(select(Fact).order_by(Fact.id)))


def test_a_fact_keeps_the_turn_it_came_from(session: Session, case: Case, now: datetime) -> None:
    record_fact(session, case, "goods", "kettle", turn_id="t-1", said="my kettle", now=now)
    fact = facts_in_force(session, case)["goods"]
    assert (fact.value, fact.turn_id, fact.said, fact.standing) == (
        "kettle",
        "t-1",
        "my kettle",
        "known",
    )


def test_a_correction_is_a_further_row(
    session: Session, case: Case, now: datetime, later: datetime
) -> None:
    record_fact(session, case, "promised_date", date(2026, 9, 1), turn_id="t-1", now=now)
    record_fact(session, case, "promised_date", date(2026, 9, 3), turn_id="t-2", now=later)
    assert [(row.value, row.superseded_at) for row in _rows(session)] == [
        ("2026-09-01", later),
        ("2026-09-03", None),
    ]
    assert facts_in_force(session, case)["promised_date"].value == "2026-09-03"


def test_a_repeated_turn_writes_no_second_row(session: Session, case: Case, now: datetime) -> None:
    for _ in range(2):
        record_fact(session, case, "amount", Decimal("49.90"), turn_id="t-1", now=now)
    assert [row.value for row in _rows(session)] == [49.9]


def test_a_repeated_turn_does_not_undo_a_later_correction(
    session: Session, case: Case, now: datetime, later: datetime
) -> None:
    record_fact(session, case, "amount", 10, turn_id="t-1", now=now)
    record_fact(session, case, "amount", 20, turn_id="t-2", now=later)
    record_fact(session, case, "amount", 10, turn_id="t-1", now=later)
    assert facts_in_force(session, case)["amount"].value == 20


def test_i_do_not_know_is_an_answer(session: Session, case: Case, now: datetime) -> None:
    record_fact(session, case, "order_number", None, standing="unknown", turn_id="t-1", now=now)
    fact = facts_in_force(session, case)["order_number"]
    assert (fact.value, fact.standing) == (None, "unknown")


def test_confirming_in_the_same_turn_confirms_the_row(
    session: Session, case: Case, now: datetime
) -> None:
    record_fact(session, case, "goods", "kettle", confirmed=False, turn_id="t-1", now=now)
    record_fact(session, case, "goods", "kettle", confirmed=True, turn_id="t-1", now=now)
    assert [row.confirmed for row in _rows(session)] == [True]


def test_facts_confirmed_later_keep_the_turn_they_came_from(
    session: Session, case: Case, now: datetime, later: datetime
) -> None:
    record_fact(session, case, "goods", "kettle", confirmed=False, turn_id="t-1", now=now)
    record_fact(session, case, "amount", 20, confirmed=False, turn_id="t-1", now=now)
    confirm_facts(session, case, ["goods", "never_said"], later)
    facts = facts_in_force(session, case)
    assert (facts["goods"].confirmed, facts["goods"].turn_id) == (True, "t-1")
    assert not facts["amount"].confirmed


def test_a_withdrawn_fact_is_out_of_force_but_kept(
    session: Session, case: Case, now: datetime, later: datetime
) -> None:
    record_fact(session, case, "goods", "kettle", turn_id="t-1", now=now)
    withdraw_facts(session, case, ["goods"], later)
    assert facts_in_force(session, case) == {}
    assert [row.superseded_at for row in _rows(session)] == [later]


def test_the_database_itself_refuses_a_second_fact_in_force(
    session: Session, case: Case, now: datetime
) -> None:
    record_fact(session, case, "goods", "kettle", turn_id="t-1", now=now)
    second = Fact(
        case_id=case.id,
        name="goods",
        value="pan",
        standing="known",
        confirmed=True,
        recorded_at=now,
    )
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(second)


@given(st.dates())
def test_every_date_is_kept_as_iso_text(day: date) -> None:
    assert date.fromisoformat(plain(day)) == day


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_no_amount_loses_a_cent(amount: Decimal) -> None:
    assert Decimal(str(plain(amount))) == amount


@given(st.text(st.characters()))  # halves of surrogate pairs too
def test_any_text_can_be_stored(text: str) -> None:
    kept = plain(text)
    assert kept.encode().decode() == kept
    assert "\x00" not in kept


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(TypeError):
        plain(object())
