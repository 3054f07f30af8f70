"""After the agreement: who may say that it was done, and what follows when it was not."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases import history, state_of
from casework.letters.content import LetterContent
from casework.negotiation.errors import NotDueYet, ObligationRefused
from casework.negotiation.offers import accept_offer, make_offer
from casework.negotiation.terms import Duty, Terms
from casework.negotiation.watch import claim_done, confirm_done, obligations_of, report_not_done
from casework.store.life_models import Notice, Obligation, Timer
from casework.store.models import Case
from tests.unit.cases.filed import a_filed_case

DUE = date(2026, 12, 1)
AFTER = timedelta(days=8)  # 2 December


@pytest.fixture
def owed(session: Session, case: Case, now: datetime) -> list[Obligation]:
    """Return two duties: the consumer sends the goods back, and the trader pays."""
    back = Duty(owed_by="consumer", what="return_goods", by=DUE)
    pay = Duty(owed_by="trader", what="pay", amount="90", currency="EUR", by=DUE)  # type: ignore[arg-type]
    return settle(session, case, now, back, pay)


def settle(session: Session, case: Case, now: datetime, *duties: Duty) -> list[Obligation]:
    offer = make_offer(session, case, by="trader", terms=Terms(duties=duties), now=now)
    accept_offer(session, case, offer.id, by="consumer", terms_sha256=offer.terms_sha256, now=now)
    return obligations_of(session, case)


def told(session: Session, kind: str) -> list[str]:
    return sorted(session.scalars(select(Notice.audience).where(Notice.kind == kind)))


def test_a_case_is_performed_once_each_side_confirms_what_it_got(
    session: Session, case: Case, owed: list[Obligation], now: datetime
) -> None:
    back, pay = owed
    confirm_done(session, case, pay.id, by="consumer", now=now)
    assert state_of(case) == "settled"
    confirm_done(session, case, back.id, by="trader", now=now)
    assert state_of(case) == "performed"
    waiting = set(session.scalars(select(Timer.kind).where(Timer.state == "waiting")))
    assert "finish" in waiting
    assert waiting.isdisjoint({"ask_if_done", "due_soon", "offer_expires", "negotiation_ends"})


def test_the_traders_word_alone_performs_nothing(
    session: Session, case: Case, owed: list[Obligation], now: datetime
) -> None:
    back, pay = owed
    confirm_done(session, case, back.id, by="trader", now=now)
    claim_done(session, case, pay.id, by="trader", now=now)
    assert (pay.state, state_of(case)) == ("claimed", "settled")
    assert told(session, "says_done") == ["consumer"]
    for by in ("trader", "system", "mediator:mia"):
        with pytest.raises(ObligationRefused):
            confirm_done(session, case, pay.id, by=by, now=now)


def test_what_was_not_done_by_its_day_is_a_breach_and_the_next_step_is_ready(
    session: Session, case: Case, owed: list[Obligation], now: datetime
) -> None:
    _, pay = owed
    with pytest.raises(NotDueYet):
        report_not_done(session, case, pay.id, by="consumer", why="No money.", now=now)
    later = now + AFTER
    report_not_done(session, case, pay.id, by="consumer", why="No money.", now=later)
    assert (pay.state, state_of(case)) == ("broken", "breached")
    assert history(session, case)[-1].why == "No money."
    assert told(session, "breached") == ["consumer", "mediator", "trader"]
    assert case.person_wanted_at == later
    session.expire(case, ["letters"])
    content = LetterContent.model_validate(case.letters[-1].content)
    section = content.section("reply")
    assert (case.letters[-1].version, section is not None) == (2, True)


def test_a_late_payment_that_is_confirmed_heals_the_breach(
    session: Session, case: Case, owed: list[Obligation], now: datetime
) -> None:
    back, pay = owed
    later = now + AFTER
    confirm_done(session, case, back.id, by="trader", now=now)
    report_not_done(session, case, pay.id, by="consumer", why="No money.", now=later)
    confirm_done(session, case, pay.id, by="consumer", now=later)
    assert state_of(case) == "performed"


def test_a_payment_that_is_called_back_is_a_breach_after_all(
    session: Session, case: Case, now: datetime
) -> None:
    (pay,) = settle(
        session, case, now, Duty(owed_by="trader", what="pay", amount="5", currency="EUR", by=DUE)  # type: ignore[arg-type]
    )  # fmt: skip
    confirm_done(session, case, pay.id, by="consumer", now=now)
    assert state_of(case) == "performed"
    report_not_done(session, case, pay.id, by="consumer", why="It went back.", now=now + AFTER)
    assert state_of(case) == "breached"


def test_a_new_agreement_after_a_breach_takes_the_place_of_the_old_one(
    session: Session, case: Case, owed: list[Obligation], now: datetime
) -> None:
    _, pay = owed
    later = now + AFTER
    report_not_done(session, case, pay.id, by="consumer", why="No money.", now=later)
    new = Duty(owed_by="trader", what="pay", amount="95", currency="EUR", by=date(2026, 12, 20))  # type: ignore[arg-type]
    (only,) = settle(session, case, later, new)
    assert only.amount_minor == 9500
    session.refresh(pay)
    assert pay.state == "replaced"
    with pytest.raises(ObligationRefused):
        confirm_done(session, case, pay.id, by="consumer", now=later)


def test_the_obligation_of_another_case_cannot_be_touched(
    session: Session, case: Case, owed: list[Obligation], now: datetime
) -> None:
    other = a_filed_case(session, now, "web-2")
    with pytest.raises(ObligationRefused):
        confirm_done(session, other, owed[1].id, by="consumer", now=now)
