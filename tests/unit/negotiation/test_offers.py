"""Offers: one open at a time, an answer to exactly what was read, and an end with a reason."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases import ChangeRefused, change, history, state_of
from casework.negotiation.agreement import agreement_of, content_of
from casework.negotiation.claim_terms import claim_terms
from casework.negotiation.errors import (
    BadDay,
    BadExpiry,
    NoNegotiation,
    OfferEnded,
    OfferExpired,
    OfferRefused,
    OwnOffer,
    TermsChanged,
    WrongCurrency,
)
from casework.negotiation.mediating import ask_for_mediation
from casework.negotiation.offers import (
    accept_offer,
    decline_offer,
    expire_offer,
    make_offer,
    make_proposal,
    offers_of,
    open_offer,
    terms_of,
    withdraw_offer,
)
from casework.negotiation.terms import Terms
from casework.store.life_models import Agreement, Notice, Obligation, Offer, Timer
from casework.store.models import Case


def pay(amount: str, currency: str = "EUR", by: date | None = None) -> Terms:
    duty = {"owed_by": "trader", "what": "pay", "amount": amount, "currency": currency, "by": by}
    return Terms.model_validate({"duties": [duty]})


def yes(session: Session, case: Case, offer: Offer, by: str, now: datetime) -> Agreement | None:
    return accept_offer(session, case, offer.id, by=by, terms_sha256=offer.terms_sha256, now=now)


def test_an_offer_starts_the_negotiation_and_its_days(
    session: Session, case: Case, now: datetime
) -> None:
    offer = make_offer(session, case, by="trader", terms=pay("100"), now=now)
    assert state_of(case) == "negotiating"
    assert offer.expires_at == now + timedelta(days=7)
    timers = {t.kind: t.due_at for t in session.scalars(select(Timer))}
    assert timers["offer_expires"] == offer.expires_at
    assert timers["negotiation_ends"] == now + timedelta(days=10)
    (notice,) = session.scalars(select(Notice))
    assert (notice.audience, notice.kind) == ("consumer", "offer_made")


def test_an_offer_that_is_accepted_becomes_the_agreement_with_both_moments(
    session: Session, case: Case, now: datetime
) -> None:
    later = now + timedelta(days=2)
    offer = make_offer(session, case, by="trader", terms=pay("100"), now=now)
    agreement = yes(session, case, offer, "consumer", later)
    assert agreement is not None
    assert (agreement.trader_accepted_at, agreement.consumer_accepted_at) == (now, later)
    assert (state_of(case), offer.state) == ("settled", "accepted")
    content = content_of(agreement)
    assert [party.name for party in content.parties] == ["Zoë Müller", "Kessel & Fils"]
    assert content.duties[0].words == "The trader pays €100.00 by 10 December 2026."
    (owed,) = session.scalars(select(Obligation))
    assert (owed.amount_minor, owed.currency, owed.due_on) == (10000, "EUR", date(2026, 12, 10))
    assert history(session, case)[-1].details["agreement"] == agreement.id


def test_a_counter_offer_ends_the_offer_that_it_answers(
    session: Session, case: Case, now: datetime
) -> None:
    first = make_offer(session, case, by="trader", terms=pay("50"), now=now)
    second = make_offer(session, case, by="consumer", terms=pay("120"), now=now)
    third = make_offer(session, case, by="trader", terms=pay("90"), now=now)
    assert [o.state for o in offers_of(session, case)] == ["countered", "countered", "open"]
    assert (second.answers_id, third.answers_id) == (first.id, second.id)
    with pytest.raises(OfferEnded):
        yes(session, case, first, "consumer", now)
    assert yes(session, case, third, "consumer", now) is not None


def test_a_new_offer_of_the_same_side_takes_the_place_of_its_old_one(
    session: Session, case: Case, now: datetime
) -> None:
    make_offer(session, case, by="trader", terms=pay("50"), now=now)
    make_offer(session, case, by="trader", terms=pay("60"), now=now)
    assert [o.state for o in offers_of(session, case)] == ["withdrawn", "open"]


def test_an_offer_can_be_accepted_until_it_ends_and_not_at_its_end(
    session: Session, case: Case, now: datetime
) -> None:
    offer = make_offer(session, case, by="trader", terms=pay("50"), now=now)
    end = offer.expires_at
    with pytest.raises(OfferExpired):
        yes(session, case, offer, "consumer", end)
    assert not expire_offer(session, case, offer.id, end - timedelta(seconds=1))
    assert yes(session, case, offer, "consumer", end - timedelta(seconds=1)) is not None
    assert not expire_offer(session, case, offer.id, end)
    assert offer.state == "accepted"


def test_an_offer_that_ran_out_is_told_to_both_and_cannot_be_accepted(
    session: Session, case: Case, now: datetime
) -> None:
    offer = make_offer(session, case, by="trader", terms=pay("50"), now=now)
    assert expire_offer(session, case, offer.id, offer.expires_at)
    assert (offer.state, offer.ended_by) == ("expired", "system")
    with pytest.raises(OfferEnded):
        yes(session, case, offer, "consumer", now)
    told = select(Notice.audience).where(Notice.kind == "offer_expired")
    assert sorted(session.scalars(told)) == ["consumer", "trader"]


def test_a_side_cannot_answer_its_own_offer_nor_take_back_the_others(
    session: Session, case: Case, now: datetime
) -> None:
    offer = make_offer(session, case, by="trader", terms=pay("50"), now=now)
    with pytest.raises(OwnOffer):
        yes(session, case, offer, "trader", now)
    with pytest.raises(OwnOffer):
        decline_offer(session, case, offer.id, by="trader", why="", now=now)
    with pytest.raises(OwnOffer):
        withdraw_offer(session, case, offer.id, by="consumer", now=now)
    with pytest.raises(OfferRefused):
        yes(session, case, offer, "mediator:mia", now)
    assert offer.state == "open"


def test_a_yes_to_other_terms_than_those_offered_is_refused(
    session: Session, case: Case, now: datetime
) -> None:
    offer = make_offer(session, case, by="trader", terms=pay("50"), now=now)
    with pytest.raises(TermsChanged):
        accept_offer(
            session, case, offer.id, by="consumer", terms_sha256=pay("500").digest(), now=now
        )
    assert agreement_of(session, case) is None


def test_a_proposal_needs_the_yes_of_both(session: Session, case: Case, now: datetime) -> None:
    ask_for_mediation(session, case, by="consumer", why="We do not agree.", now=now)
    assert case.person_wanted_at == now
    offer = make_proposal(session, case, mediator="mediator:mia", terms=pay("75"), now=now)
    assert state_of(case) == "proposal"
    assert yes(session, case, offer, "consumer", now) is None
    assert yes(session, case, offer, "consumer", now) is None
    assert state_of(case) == "proposal"
    assert yes(session, case, offer, "trader", now) is not None
    assert state_of(case) == "settled"


def test_a_declined_proposal_leads_back_to_the_mediation(
    session: Session, case: Case, now: datetime
) -> None:
    ask_for_mediation(session, case, by="trader", why="We do not agree.", now=now)
    offer = make_proposal(session, case, mediator="mediator:mia", terms=pay("75"), now=now)
    decline_offer(session, case, offer.id, by="consumer", why="Too little.", now=now)
    assert (state_of(case), offer.ended_why) == ("mediation", "Too little.")


def test_no_offers_are_made_beside_a_proposal_or_by_others(
    session: Session, case: Case, now: datetime
) -> None:
    ask_for_mediation(session, case, by="trader", why="We do not agree.", now=now)
    make_proposal(session, case, mediator="mediator:mia", terms=pay("75"), now=now)
    with pytest.raises(NoNegotiation):
        make_offer(session, case, by="trader", terms=pay("10"), now=now)
    with pytest.raises(OfferRefused):
        make_offer(session, case, by="stranger", terms=pay("10"), now=now)
    with pytest.raises(ChangeRefused):
        make_proposal(session, case, mediator="consumer", terms=pay("75"), now=now)


def test_a_consumer_who_withdraws_ends_the_proposal(
    session: Session, case: Case, now: datetime
) -> None:
    ask_for_mediation(session, case, by="trader", why="We do not agree.", now=now)
    offer = make_proposal(session, case, mediator="mediator:mia", terms=pay("75"), now=now)
    change(session, case, "withdraw", actor="consumer", why="It is paid.", now=now)
    session.refresh(offer)
    assert (offer.state, offer.ended_why) == ("withdrawn", "The case was closed.")
    with pytest.raises(OfferEnded):
        yes(session, case, offer, "trader", now)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"expires_at": timedelta(minutes=30)}, BadExpiry),
        ({"expires_at": timedelta(days=91)}, BadExpiry),
        ({"terms": pay("10", "USD")}, WrongCurrency),
        ({"terms": pay("10", by=date(2026, 11, 23))}, BadDay),
        ({"terms": pay("10", by=date(2026, 11, 26)), "expires_at": timedelta(days=5)}, BadDay),
    ],
)
def test_an_offer_that_cannot_stand_is_refused(
    session: Session, case: Case, now: datetime, more: dict[str, Any], refusal: type[Exception]
) -> None:
    more = {k: now + v if isinstance(v, timedelta) else v for k, v in more.items()}
    with pytest.raises(refusal):
        make_offer(session, case, **({"by": "trader", "terms": pay("10"), "now": now} | more))
    assert (offers_of(session, case), state_of(case)) == ([], "filed")


@pytest.mark.parametrize(
    "duty",
    [
        {"what": "pay"},
        {"what": "pay", "amount": "0", "currency": "EUR"},
        {"what": "pay", "amount": "-5", "currency": "EUR"},
        {"what": "pay", "amount": "1.005", "currency": "EUR"},
        {"what": "pay", "amount": "10.5", "currency": "JPY"},
        {"what": "pay", "amount": "NaN", "currency": "EUR"},
        {"what": "pay", "amount": "1e30", "currency": "EUR"},
        {"what": "pay", "amount": "5", "currency": "XYZ"},
        {"what": "repair", "amount": "5", "currency": "EUR"},
        {"what": "other"},
        {"what": "other", "text": " \n"},
        {"what": "repair", "text": "and more"},
        {"what": "dance"},
    ],
)
def test_terms_that_make_no_sense_cannot_be_written(duty: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Terms.model_validate({"duties": [{"owed_by": "trader"} | duty]})


def test_terms_without_a_duty_of_the_trader_are_no_settlement() -> None:
    with pytest.raises(ValidationError):
        Terms.model_validate({"duties": [{"owed_by": "consumer", "what": "return_goods"}]})


def test_the_same_terms_have_the_same_digest_however_the_sum_is_written() -> None:
    assert pay("50").digest() == pay("50.0").digest() == pay("50.00").digest()
    assert pay("50").digest() != pay("50.01").digest()


def test_the_whole_claim_can_be_accepted_with_a_day(
    session: Session, case: Case, now: datetime
) -> None:
    terms = claim_terms(session, case, date(2026, 12, 1))
    assert terms.in_words() == ("The trader pays €149.99 by 1 December 2026.",)
    offer = make_offer(session, case, by="trader", terms=terms, now=now)
    assert terms_of(offer) == terms
    assert open_offer(session, case) is offer
    assert terms.duties[0].amount == Decimal("149.99")
