"""The trader's answers, what the trader sees, and the sheet that all sides share."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from casework.cases import change, history, state_of
from casework.facts.catalogue import fact_catalogue
from casework.letters.phrasebook import Phrase, words_in
from casework.negotiation.answers import (
    AnswerRefused,
    CaseOver,
    NoSuchPoint,
    NoSuchReason,
    NotTheTradersExhibit,
    PointAnswer,
    take_answers,
    trader_conversation,
)
from casework.negotiation.points import point_words, points_of
from casework.negotiation.sheet import Standing, sheet
from casework.negotiation.trader_link import LinkRefused, issue_link
from casework.negotiation.trader_view import trader_view
from casework.store.cases import record_fact
from casework.store.life_models import TraderLink
from casework.store.models import Case, Exhibit
from tests.unit.cases.filed import a_filed_case


def answer(point: str, stance: str = "agree", **more: Any) -> PointAnswer:
    return PointAnswer(point=point, stance=stance, **more)  # type: ignore[arg-type]


def an_exhibit(session: Session, conversation_id: str, now: datetime) -> Exhibit:
    exhibit = Exhibit(
        conversation_id=conversation_id,
        title="Proof of shipping",
        original_name="proof.pdf",
        media_type="application/pdf",
        size=3,
        sha256="b" * 64,
        storage_key="bb/b",
        received_at=now,
    )
    session.add(exhibit)
    session.flush()
    return exhibit


def test_the_trader_is_asked_about_what_the_letter_says(session: Session, case: Case) -> None:
    points = {point.name: point for point in points_of(session, case)}
    assert {"order_number", "order_date", "promised_date", "amount"} <= set(points)
    assert points["amount"].text == "€149.99"
    assert points["promised_date"].text == "15 September 2026"


def test_every_fact_that_a_letter_can_use_is_a_point_or_kept_back_with_a_reason() -> None:
    used = {name for name in names_in(words_in()) if name in fact_catalogue()}
    words = point_words()
    assert used - set(words.points) - set(words.not_shown) == set()
    assert set(words.points).isdisjoint(words.not_shown)
    assert set(words.points) | set(words.not_shown) <= set(fact_catalogue())


def names_in(part: Any) -> set[str]:
    own = set(part.needed()) if isinstance(part, Phrase) else set()
    if hasattr(type(part), "model_fields"):
        return own.union(*(names_in(getattr(part, f)) for f in type(part).model_fields))
    inner = part.values() if isinstance(part, dict) else part
    return own.union(*map(names_in, inner)) if isinstance(part, dict | list | tuple) else own


def test_the_view_holds_nothing_of_the_consumer_but_the_name(
    session: Session, case: Case, link: TraderLink
) -> None:
    view = trader_view(session, case, link)
    assert view.consumer_name == "Zoë Müller"
    text = view.model_dump_json()
    for private in ("zoe@example.org", "Lindenweg", "10115", "Berlin", "web-1", "t-0"):
        assert private not in text
    assert [section.key for section in view.sections][:2] == ["bought", "happened"]
    assert view.total is not None
    assert "149.99" in view.total


def test_answers_make_the_sheet_of_agreed_disputed_and_unanswered(
    session: Session, case: Case, link: TraderLink, now: datetime
) -> None:
    answers = [
        answer("order_number"),
        answer("promised_date", "dispute", reason="wrong_date", said="We said October."),
        answer("order_date", "unknown"),
    ]
    take_answers(session, case, link, answers, now)
    result = sheet(session, case)
    assert [row.point for row in result.standing(Standing.AGREED)] == ["order_number"]
    (disputed,) = result.standing(Standing.DISPUTED)
    assert (disputed.point, disputed.said) == ("promised_date", "We said October.")
    assert disputed.reason == "The date is wrong."
    open_points = {row.point: row for row in result.standing(Standing.UNANSWERED)}
    assert open_points["order_date"].does_not_know
    assert not open_points["amount"].does_not_know
    assert state_of(case) == "trader_answered"
    assert "agree: 1, dispute: 1, unknown: 1" in history(session, case)[-1].why


def test_an_answer_can_be_changed_and_the_same_one_again_changes_nothing(
    session: Session, case: Case, link: TraderLink, now: datetime
) -> None:
    take_answers(session, case, link, [answer("amount", "dispute")], now)
    assert take_answers(session, case, link, [answer("amount", "dispute")], now) == []
    changes = len(history(session, case))
    take_answers(session, case, link, [answer("amount")], now + timedelta(hours=1))
    assert len(history(session, case)) == changes + 1
    (row,) = [row for row in sheet(session, case).rows if row.point == "amount"]
    assert row.standing is Standing.AGREED


def test_an_answer_to_a_value_that_the_consumer_corrects_no_longer_counts(
    session: Session, case: Case, link: TraderLink, now: datetime
) -> None:
    take_answers(session, case, link, [answer("amount")], now)
    record_fact(session, case, "amount", 120, now=now)
    (row,) = [row for row in sheet(session, case).rows if row.point == "amount"]
    assert (row.standing, row.corrected_since) == (Standing.UNANSWERED, True)


@pytest.mark.parametrize(
    ("bad", "refusal"),
    [
        ([answer("consumer_email")], NoSuchPoint),
        ([answer("no_such_fact")], NoSuchPoint),
        ([answer("amount", reason="because")], NoSuchReason),
        ([answer("amount", exhibits=("no-such",))], NotTheTradersExhibit),
        ([answer("amount"), answer("amount", "dispute")], AnswerRefused),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_whole(
    session: Session,
    case: Case,
    link: TraderLink,
    now: datetime,
    bad: list[PointAnswer],
    refusal: type[AnswerRefused],
) -> None:
    with pytest.raises(refusal):
        take_answers(session, case, link, [answer("order_number"), *bad], now)
    assert sheet(session, case).standing(Standing.AGREED) == ()
    assert state_of(case) == "filed"


def test_the_traders_own_exhibits_join_the_case_with_the_next_letter(
    session: Session, case: Case, link: TraderLink, now: datetime
) -> None:
    exhibit = an_exhibit(session, trader_conversation(session, case, now), now)
    take_answers(session, case, link, [answer("amount", "dispute", exhibits=(exhibit.id,))], now)
    (row,) = sheet(session, case).standing(Standing.DISPUTED)
    assert row.exhibits == ("A",)
    assert exhibit.case_id == case.id


def test_the_consumers_exhibit_cannot_be_named_by_the_trader(
    session: Session, case: Case, link: TraderLink, now: datetime
) -> None:
    exhibit = an_exhibit(session, case.conversation_id, now)
    with pytest.raises(NotTheTradersExhibit):
        take_answers(session, case, link, [answer("amount", exhibits=(exhibit.id,))], now)


def test_the_link_of_another_case_answers_nothing(
    session: Session, case: Case, now: datetime, key: bytes
) -> None:
    other = a_filed_case(session, now, "web-2")
    foreign = issue_link(session, other, key=key, now=now, valid=timedelta(days=1))
    with pytest.raises(LinkRefused):
        take_answers(session, case, foreign, [answer("amount")], now)


def test_a_closed_case_takes_no_answer(
    session: Session, case: Case, link: TraderLink, now: datetime
) -> None:
    change(session, case, "withdraw", actor="consumer", why="Paid.", now=now)
    with pytest.raises(CaseOver):
        take_answers(session, case, link, [answer("amount")], now)


STANCES = st.sampled_from(["agree", "dispute", "unknown"])


@given(st.dictionaries(st.sampled_from(["amount", "order_date", "goods"]), STANCES, max_size=3))
@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_point_stands_in_exactly_one_place(
    session: Session, case: Case, link: TraderLink, now: datetime, stances: dict[str, str]
) -> None:
    take_answers(session, case, link, [answer(p, s) for p, s in stances.items()], now)
    result = sheet(session, case)
    parts = [result.standing(standing) for standing in Standing]
    assert sum(map(len, parts)) == len(result.rows) == len(points_of(session, case))
    assert {r.point for r in result.rows if not r.value} == set()
