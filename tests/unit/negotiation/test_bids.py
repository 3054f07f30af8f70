"""Secret bids: settled at the middle where they meet, and nothing revealed where they do not."""

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases import change, history, state_of
from casework.negotiation.agreement import agreement_of, content_of
from casework.negotiation.bids import MOST_ROUNDS, BidStatus, bid_status, place_bid
from casework.negotiation.errors import NoMoreRounds, NoNegotiation, OfferRefused, WrongCurrency
from casework.negotiation.money import BadSum, from_minor, middle, to_minor
from casework.negotiation.trader_view import trader_view
from casework.store.database import transaction
from casework.store.life_models import Notice, Offer, TraderLink
from casework.store.models import AuditEntry, Case, Message
from tests.unit.cases.filed import a_bare_case


def bid(session: Session, case: Case, by: str, amount: str, now: datetime) -> BidStatus:
    return place_bid(session, case, by=by, amount=Decimal(amount), currency="EUR", now=now)


def test_bids_that_cross_settle_at_the_middle(session: Session, case: Case, now: datetime) -> None:
    assert bid(session, case, "consumer", "80", now).settled_at is None
    status = bid(session, case, "trader", "100", now)
    assert status.settled_at == Decimal("90.00")
    assert state_of(case) == "settled"
    agreement = agreement_of(session, case)
    assert agreement is not None
    assert content_of(agreement).duties[0].amount == "90.00"


def test_bids_that_only_just_meet_settle_there(session: Session, case: Case, now: datetime) -> None:
    bid(session, case, "trader", "75.55", now)
    assert bid(session, case, "consumer", "75.55", now).settled_at == Decimal("75.55")


def test_bids_that_do_not_meet_reveal_nothing(
    session: Session, case: Case, link: TraderLink, now: datetime
) -> None:
    bid(session, case, "consumer", "123.45", now)
    status = bid(session, case, "trader", "67.89", now)
    assert (status.own, status.other_has_bid, status.settled_at) == (None, False, None)
    assert (state_of(case), agreement_of(session, case)) == ("negotiating", None)
    said = [
        *(notice.text for notice in session.scalars(select(Notice))),
        *(message.text for message in session.scalars(select(Message))),
        *(f"{row.why}{row.details}" for row in history(session, case)),
        *(str(entry.details) for entry in session.scalars(select(AuditEntry))),
        *(str(offer.terms) for offer in session.scalars(select(Offer))),
        trader_view(session, case, link).model_dump_json(),
    ]
    assert not [text for text in said if "123.45" in text or "67.89" in text]


def test_a_side_sees_its_own_figure_and_only_that_the_other_has_named_one(
    session: Session, case: Case, now: datetime
) -> None:
    bid(session, case, "consumer", "100", now)
    assert bid_status(session, case, "consumer").own == Decimal("100.00")
    other = bid_status(session, case, "trader")
    assert (other.own, other.other_has_bid) == (None, True)


def test_a_figure_can_be_changed_until_the_other_side_has_named_one(
    session: Session, case: Case, now: datetime
) -> None:
    bid(session, case, "consumer", "100", now)
    bid(session, case, "consumer", "60", now)
    assert bid(session, case, "trader", "80", now).settled_at == Decimal("70.00")


def test_nobody_can_feel_the_way_to_the_other_figure(
    session: Session, case: Case, now: datetime
) -> None:
    for _ in range(MOST_ROUNDS):
        bid(session, case, "consumer", "100", now)
        status = bid(session, case, "trader", "1", now)
    assert status.rounds_left == 0
    with pytest.raises(NoMoreRounds):
        bid(session, case, "trader", "2", now)


def test_bids_that_do_not_fit_are_refused(session: Session, case: Case, now: datetime) -> None:
    with pytest.raises(BadSum):
        bid(session, case, "trader", "0", now)
    with pytest.raises(WrongCurrency):
        place_bid(session, case, by="trader", amount=Decimal(5), currency="USD", now=now)
    with pytest.raises(OfferRefused):
        bid(session, case, "mediator:mia", "5", now)
    change(session, case, "withdraw", actor="consumer", why="Paid.", now=now)
    with pytest.raises(NoNegotiation):
        bid(session, case, "trader", "5", now)


MINOR = st.integers(1, 10**9)


@given(MINOR, MINOR)
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_figures_the_settlement_lies_between_them_or_there_is_none(
    database_url: str, now: datetime, least: int, most: int
) -> None:
    with transaction() as session:
        nested = session.begin_nested()
        case = a_bare_case(session, now)
        place_bid(session, case, by="consumer", amount=from_minor(least, "EUR"), currency="EUR",
                  now=now)  # fmt: skip
        status = place_bid(session, case, by="trader", amount=from_minor(most, "EUR"),
                           currency="EUR", now=now)  # fmt: skip
        if most >= least:
            assert status.settled_at is not None
            settled = to_minor(status.settled_at, "EUR")
            assert least <= settled <= most
            assert abs((settled - least) - (most - settled)) <= 1
        else:
            assert status.settled_at is None
            assert case.life == "negotiating"
        nested.rollback()


@given(MINOR, st.sampled_from(["EUR", "JPY", "USD", "CNY", "KWD"]))
def test_no_sum_is_rounded_on_its_way(minor: int, currency: str) -> None:
    assert to_minor(from_minor(minor, currency), currency) == minor


@given(MINOR, MINOR)
def test_the_middle_is_fair_and_its_odd_cent_goes_to_the_consumer(a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert 0 <= (middle(low, high) - low) - (high - middle(low, high)) <= 1
