"""Secret bids: the least that the consumer takes, the most that the trader pays.

Both say beforehand that they are bound where the figures meet. They settle at the middle then; if
not, nobody learns the other's figure. Three rounds at most: each tells a little by its failing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases import LifeTimes, begin, can, change
from casework.cases.notices import tell
from casework.negotiation.errors import NoMoreRounds, NoNegotiation, OfferRefused, WrongCurrency
from casework.negotiation.money import from_minor, middle, to_minor
from casework.negotiation.offers import SIDES, end_open_offer, settle, write_blind
from casework.negotiation.terms import Duty, Terms
from casework.store.facts import facts_in_force
from casework.store.life_models import BlindBid
from casework.store.models import Case
from casework.timers.kinds import NEGOTIATION_ENDS
from casework.timers.table import set_timer
from casework.words import spoken_money

MOST_ROUNDS = 3
SEALED, CROSSED, MISSED, WITHDRAWN = "sealed", "crossed", "missed", "withdrawn"
_TALKING = ("negotiating", "mediation")


@dataclass(frozen=True, slots=True)
class BidStatus:
    """What one side may know: its own figure, and whether the other has named one.

    ``settled_at`` is the middle where the figures met; it is in the agreement as well.
    """

    round: int
    rounds_left: int
    own: Decimal | None
    other_has_bid: bool
    settled_at: Decimal | None


def place_bid(
    session: Session,
    case: Case,
    *,
    by: str,
    amount: Decimal,
    currency: str,
    now: datetime,
    times: LifeTimes | None = None,
) -> BidStatus:
    """Name a figure in secret; until the other side has named one, it can be named anew.

    Raises:
        OfferRefused: or one of its kinds.
        BadSum: the figure is no sum of that currency.

    """
    if by not in SIDES:
        raise OfferRefused(f"no bids come from {by}")
    minor = to_minor(amount, currency)
    begin(session, case, now)
    _check_currency(session, case, currency)
    times = times or LifeTimes()
    _negotiate(session, case, by, now, times)
    rounds = _rounds_over(session, case)
    if rounds >= MOST_ROUNDS:
        raise NoMoreRounds("no more rounds of secret bids")
    _seal(session, case, by, minor, currency, rounds + 1, now)
    _compare(session, case, by, now, times)
    return bid_status(session, case, by)


def bid_status(session: Session, case: Case, by: str) -> BidStatus:
    """Return what one side may know of the bids; never the other's figure."""
    sealed = _sealed(session, case)
    own = sealed.get(by)
    over = _rounds_over(session, case)
    return BidStatus(
        round=over + 1 if sealed else over,
        rounds_left=max(MOST_ROUNDS - over, 0),
        own=None if own is None else from_minor(own.amount_minor, own.currency),
        other_has_bid=any(side != by for side in sealed),
        settled_at=_settled_at(session, case),
    )


def _check_currency(session: Session, case: Case, currency: str) -> None:
    fact = facts_in_force(session, case).get("currency")
    if fact is not None and fact.standing == "known" and fact.value != currency:
        raise WrongCurrency(f"the case is in {fact.value}")


def _negotiate(session: Session, case: Case, by: str, now: datetime, times: LifeTimes) -> None:
    if case.life in _TALKING:
        return
    if not can(case, "negotiate"):
        raise NoNegotiation(f"no bids are made in a case that is {case.life}")
    why = f"The {by} named a figure in secret."
    change(session, case, "negotiate", actor=by, why=why, now=now)
    set_timer(session, case, NEGOTIATION_ENDS, due_at=now + times.negotiation)


def _rounds_over(session: Session, case: Case) -> int:
    over = select(func.max(BlindBid.round)).where(
        BlindBid.case_id == case.id, BlindBid.state.in_((CROSSED, MISSED))
    )
    return session.scalar(over) or 0


def _sealed(session: Session, case: Case) -> dict[str, BlindBid]:
    query = select(BlindBid).filter_by(case_id=case.id, state=SEALED)
    return {bid.made_by: bid for bid in session.scalars(query)}


def _seal(
    session: Session,
    case: Case,
    by: str,
    minor: int,
    currency: str,
    number: int,
    now: datetime,
) -> None:
    old = _sealed(session, case).get(by)
    if old is not None:
        old.state, old.ended_at = WITHDRAWN, now
        session.flush()
    session.add(
        BlindBid(
            case_id=case.id,
            round=number,
            made_by=by,
            amount_minor=minor,
            currency=currency,
            state=SEALED,
            made_at=now,
        )
    )
    session.flush()


def _compare(session: Session, case: Case, by: str, now: datetime, times: LifeTimes) -> None:
    bids = _sealed(session, case)
    if len(bids) < len(SIDES):
        return
    least, most = bids["consumer"], bids["trader"]
    crossed = least.currency == most.currency and most.amount_minor >= least.amount_minor
    for bid in bids.values():
        bid.state, bid.ended_at = CROSSED if crossed else MISSED, now
    session.flush()
    if crossed:
        _settle(session, case, least, most, by, now, times)
    else:
        tell(session, case, "bids_missed", key=f"bids_missed:{least.round}", now=now)


def _settle(
    session: Session,
    case: Case,
    least: BlindBid,
    most: BlindBid,
    by: str,
    now: datetime,
    times: LifeTimes,
) -> None:
    amount = from_minor(middle(least.amount_minor, most.amount_minor), least.currency)
    duty = Duty(owed_by="trader", what="pay", amount=amount, currency=least.currency)
    end_open_offer(session, case, by, now)
    moments = (least.made_at, most.made_at)
    offer = write_blind(session, case, Terms(duties=(duty,)), moments, now)
    settle(session, case, offer, by, now, times)
    spoken = spoken_money(amount, least.currency)
    tell(session, case, "bids_crossed", key=f"bids_crossed:{offer.id}", now=now, amount=spoken)


def _settled_at(session: Session, case: Case) -> Decimal | None:
    query = select(BlindBid).filter_by(case_id=case.id, state=CROSSED)
    crossed = {bid.made_by: bid for bid in session.scalars(query)}
    if len(crossed) < len(SIDES):
        return None
    least, most = crossed["consumer"], crossed["trader"]
    return from_minor(middle(least.amount_minor, most.amount_minor), least.currency)
