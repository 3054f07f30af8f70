"""Offers and counter-offers: one is open at a time, and an answer is to exactly what was read.

A side that makes an offer has said yes to it by that. Whoever answers holds the case's lock, so
that of an acceptance, a counter-offer and the end of its time only the first one counts.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases import LifeTimes, begin, can, change
from casework.cases.notices import tell
from casework.cases.rules import MEDIATOR, role_of
from casework.negotiation.agreement import conclude
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
from casework.negotiation.terms import Terms
from casework.store.facts import facts_in_force
from casework.store.life_models import Agreement, Offer
from casework.store.models import Case, new_id
from casework.store.plain import storable
from casework.timers.kinds import ANSWER_DUE, NEGOTIATION_ENDS, OFFER_EXPIRES
from casework.timers.table import cancel_timers, set_timer
from casework.words import spoken_date

OPEN, ACCEPTED, DECLINED = "open", "accepted", "declined"
COUNTERED, EXPIRED, WITHDRAWN = "countered", "expired", "withdrawn"
SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=90)
SIDES = ("consumer", "trader")
_TALKING = ("negotiating", "mediation")


def make_offer(
    session: Session,
    case: Case,
    *,
    by: str,
    terms: Terms,
    now: datetime,
    said: str | None = None,
    expires_at: datetime | None = None,
    times: LifeTimes | None = None,
) -> Offer:
    """Make an offer; the other side's open one is countered by it, an own one is replaced.

    Raises:
        OfferRefused: or one of its kinds.
        NotFiled: the case has no life.

    """
    if by not in SIDES:
        raise OfferRefused(f"no offers come from {by}")
    begin(session, case, now)
    times = times or LifeTimes()
    ends = _checked_end(now, terms, expires_at, times)
    _check_currency(session, case, terms)
    if case.life not in _TALKING and not can(case, "negotiate"):
        raise NoNegotiation(f"no offers are made in a case that is {case.life}")
    countered = _end_the_open_one(session, case, by, now)
    offer = _written(session, case, by, "offer", terms, said, now, ends)
    offer.answers_id = countered
    _note_own_yes(offer, by, now)
    _negotiate(session, case, by, offer, now, times)
    _announce(session, case, offer, "offer_made", now)
    return offer


def make_proposal(
    session: Session,
    case: Case,
    *,
    mediator: str,
    terms: Terms,
    now: datetime,
    said: str | None = None,
    expires_at: datetime | None = None,
    times: LifeTimes | None = None,
) -> Offer:
    """Make a mediator's proposal, which both sides have to accept; open offers end by it.

    Raises:
        ChangeRefused: the case is not in mediation, or ``mediator`` is none.
        OfferRefused: or one of its kinds.

    """
    begin(session, case, now)
    ends = _checked_end(now, terms, expires_at, times or LifeTimes())
    _check_currency(session, case, terms)
    change(session, case, "propose", actor=mediator, why=said or terms.in_words()[0], now=now)
    _end_the_open_one(session, case, mediator, now)
    offer = _written(session, case, MEDIATOR, "proposal", terms, said, now, ends)
    _announce(session, case, offer, "proposal_made", now)
    return offer


def accept_offer(
    session: Session,
    case: Case,
    offer_id: str,
    *,
    by: str,
    terms_sha256: str,
    now: datetime,
    times: LifeTimes | None = None,
) -> Agreement | None:
    """Say yes for one side; return the agreement once both have, None while the other is asked.

    The same yes again changes nothing.

    Raises:
        OfferEnded, OfferExpired, OwnOffer, TermsChanged: nothing was agreed.

    """
    offer = _open_offer(session, case, offer_id, by, now)
    if offer.made_by == by:
        raise OwnOffer("an own offer cannot be accepted")
    if terms_sha256 != offer.terms_sha256:
        raise TermsChanged("the terms are not those that were read")
    _note_own_yes(offer, by, now)
    if offer.consumer_accepted_at is None or offer.trader_accepted_at is None:
        return None
    return settle(session, case, offer, by, now, times)


def settle(
    session: Session,
    case: Case,
    offer: Offer,
    by: str,
    now: datetime,
    times: LifeTimes | None = None,
) -> Agreement:
    """Turn an offer that both sides have accepted into the agreement."""
    _end(offer, ACCEPTED, by, "Both sides have said yes.", now)
    session.flush()
    return conclude(session, case, offer, by, now, times or LifeTimes())


def decline_offer(
    session: Session, case: Case, offer_id: str, *, by: str, why: str, now: datetime
) -> Offer:
    """Say no for one side; a declined proposal leads back to the mediation.

    Raises:
        OfferEnded, OfferExpired, OwnOffer: nothing was changed.

    """
    offer = _open_offer(session, case, offer_id, by, now)
    if offer.made_by == by:
        raise OwnOffer("an own offer is withdrawn, not declined")
    _end(offer, DECLINED, by, why, now)
    _after_no(session, case, offer, by, why or "The proposal was declined.", now)
    return offer


def withdraw_offer(session: Session, case: Case, offer_id: str, *, by: str, now: datetime) -> Offer:
    """Take an own offer back, as long as it is open.

    Raises:
        OfferEnded, OfferExpired, OwnOffer: nothing was changed.

    """
    offer = _open_offer(session, case, offer_id, by, now)
    if offer.made_by != role_of(by):
        raise OwnOffer("only the side that made an offer can take it back")
    _end(offer, WITHDRAWN, by, "It was taken back.", now)
    _after_no(session, case, offer, by, "The proposal was taken back.", now)
    return offer


def expire_offer(session: Session, case: Case, offer_id: str, now: datetime) -> bool:
    """End an open offer whose time is over, and tell both sides; say whether it did."""
    begin(session, case, now)
    offer = session.get(Offer, offer_id, populate_existing=True)
    if offer is None or offer.case_id != case.id or offer.state != OPEN or now < offer.expires_at:
        return False
    _end(offer, EXPIRED, "system", "Its time was over.", now)
    _after_no(session, case, offer, "system", "The proposal's time was over.", now)
    tell(session, case, "offer_expired", key=f"offer_expired:{offer.id}", now=now)
    return True


def open_offer(session: Session, case: Case) -> Offer | None:
    """Return the offer that can be answered, if there is one; its time may be over."""
    return session.scalar(select(Offer).filter_by(case_id=case.id, state=OPEN))


def offers_of(session: Session, case: Case) -> list[Offer]:
    """Return every offer of the case, the first one first."""
    own = select(Offer).where(Offer.case_id == case.id)
    return list(session.scalars(own.order_by(Offer.sequence)))


def terms_of(offer: Offer) -> Terms:
    """Return what an offer says, as values."""
    return Terms.model_validate(offer.terms)


def write_blind(
    session: Session, case: Case, terms: Terms, bid_at: tuple[datetime, datetime], now: datetime
) -> Offer:
    """Write the offer that two secret bids make where they cross; both have said yes before.

    Args:
        session: an open transaction that holds the case's lock.
        case: the case.
        terms: what the bids come to.
        bid_at: the moments of the consumer's and the trader's bid.
        now: the moment at which they crossed.

    """
    offer = _written(session, case, "both", "blind", terms, None, now, now + SHORTEST)
    offer.consumer_accepted_at, offer.trader_accepted_at = bid_at
    return offer


def end_open_offer(session: Session, case: Case, by: str, now: datetime) -> None:
    """End whatever offer is open, as something else takes its place."""
    _end_the_open_one(session, case, by, now)


def _open_offer(session: Session, case: Case, offer_id: str, by: str, now: datetime) -> Offer:
    if role_of(by) not in (*SIDES, MEDIATOR):
        raise OfferRefused(f"offers are not for {by} to answer")
    begin(session, case, now)
    offer = session.get(Offer, offer_id, populate_existing=True)
    if offer is None or offer.case_id != case.id or offer.state != OPEN:
        raise OfferEnded("the offer is no longer open")
    if now >= offer.expires_at:
        raise OfferExpired("the offer's time is over")
    return offer


def _checked_end(
    now: datetime, terms: Terms, wished: datetime | None, times: LifeTimes
) -> datetime:
    """Return the end of an offer: never later than the first day by which something is due."""
    days = [duty.by for duty in terms.duties if duty.by is not None]
    last = datetime.combine(min(days), time.max, UTC) if days else now + LONGEST
    ends = wished or min(now + times.offer, last)
    if days and (ends > last or last < now + SHORTEST):
        raise BadDay("something would be due before the offer ends")
    if not now + SHORTEST <= ends <= now + LONGEST:
        raise BadExpiry("an offer stands for an hour at least, and ninety days at most")
    return ends


def _check_currency(session: Session, case: Case, terms: Terms) -> None:
    fact = facts_in_force(session, case).get("currency")
    own = fact.value if fact is not None and fact.standing == "known" else None
    used = {duty.currency for duty in terms.duties if duty.currency}
    if own is not None and used - {own}:
        raise WrongCurrency(f"the case is in {own}")


def _end_the_open_one(session: Session, case: Case, by: str, now: datetime) -> str | None:
    """End the open offer; return its id where it is the other side's, which is then countered."""
    known = open_offer(session, case)
    if known is None:
        return None
    if now >= known.expires_at:
        _end(known, EXPIRED, "system", "Its time was over.", now)
    elif known.made_by == role_of(by) or role_of(by) == MEDIATOR:
        _end(known, WITHDRAWN, by, "A new one took its place.", now)
    else:
        _end(known, COUNTERED, by, "It was answered by another offer.", now)
    session.flush()
    return known.id if known.state == COUNTERED else None


def _end(offer: Offer, state: str, by: str, why: str, now: datetime) -> None:
    offer.state, offer.ended_at, offer.ended_by = state, now, by
    offer.ended_why = storable(why).strip() or None


def _after_no(session: Session, case: Case, offer: Offer, by: str, why: str, now: datetime) -> None:
    session.flush()
    if offer.kind == "proposal" and can(case, "set_aside"):
        details = {"offer": offer.id}
        change(session, case, "set_aside", actor=by, why=why, now=now, details=details)


def _written(
    session: Session,
    case: Case,
    by: str,
    kind: str,
    terms: Terms,
    said: str | None,
    now: datetime,
    ends: datetime,
) -> Offer:
    count = select(func.max(Offer.sequence)).where(Offer.case_id == case.id)
    offer = Offer(
        id=new_id(),
        case_id=case.id,
        sequence=(session.scalar(count) or 0) + 1,
        made_by=by,
        kind=kind,
        terms=terms.model_dump(mode="json"),
        terms_sha256=terms.digest(),
        said=storable(said).strip() or None if said else None,
        state=OPEN,
        made_at=now,
        expires_at=ends,
    )
    session.add(offer)
    session.flush()
    return offer


def _note_own_yes(offer: Offer, by: str, now: datetime) -> None:
    """Note a side's yes; the first one stands."""
    if by == "consumer":
        offer.consumer_accepted_at = offer.consumer_accepted_at or now
    elif by == "trader":
        offer.trader_accepted_at = offer.trader_accepted_at or now
    else:
        raise OfferRefused("only the two sides can say yes")


def _negotiate(
    session: Session, case: Case, by: str, offer: Offer, now: datetime, times: LifeTimes
) -> None:
    if not can(case, "negotiate"):
        return
    why = f"The {by} made an offer."
    change(session, case, "negotiate", actor=by, why=why, now=now, details={"offer": offer.id})
    cancel_timers(session, case, ANSWER_DUE, now=now)
    set_timer(session, case, NEGOTIATION_ENDS, due_at=now + times.negotiation)


def _announce(session: Session, case: Case, offer: Offer, kind: str, now: datetime) -> None:
    set_timer(
        session,
        case,
        OFFER_EXPIRES,
        key=f"{OFFER_EXPIRES}:{offer.id}",
        due_at=offer.expires_at,
        details={"offer": offer.id},
    )
    day = spoken_date(offer.expires_at.date())
    others = {"consumer": "trader", "trader": "consumer"}
    tell(session, case, kind, key=f"{kind}:{offer.id}", now=now, day=day,
         only=others.get(offer.made_by))  # fmt: skip
