"""After the agreement: was it done? Only the side that was to get it can say so.

The word of the side that owes is kept as a claim, and silence is kept as silence.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases import begin, can, change
from casework.cases.notices import tell
from casework.facts.values import FactError
from casework.letters import LetterError
from casework.negotiation.agreement import content_of
from casework.negotiation.errors import NotDueYet, ObligationRefused
from casework.negotiation.replying import letter_after_breach
from casework.store.cases import want_person
from casework.store.life_models import Agreement, Obligation
from casework.store.models import Case
from casework.timers.kinds import ASK_IF_DONE, DUE_SOON, FINISH
from casework.timers.table import cancel_timers, set_timer

log = logging.getLogger(__name__)

OPEN, CLAIMED, CONFIRMED, BROKEN = "open", "claimed", "confirmed", "broken"
OTHER = {"consumer": "trader", "trader": "consumer"}
FINISHED_AFTER = timedelta(days=14)
"""How long a case stays performed before it is closed: a payment can still be called back."""


def obligations_of(session: Session, case: Case) -> list[Obligation]:
    """Return what is owed under the agreement in force."""
    own = select(Obligation).where(Obligation.case_id == case.id, Obligation.state != "replaced")
    return list(session.scalars(own.order_by(Obligation.agreement_id, Obligation.position)))


def claim_done(
    session: Session, case: Case, obligation_id: int, *, by: str, now: datetime
) -> Obligation:
    """Note that the side that owes it says it is done; the other side is asked.

    Raises:
        ObligationRefused: it is not this side's to do, or not open.

    """
    row = _obligation(session, case, obligation_id, (OPEN, CLAIMED, BROKEN), now)
    if row.owed_by != by:
        raise ObligationRefused("only the side that owes it can say that it is done")
    if row.state != CLAIMED:
        row.state, row.claimed_at = CLAIMED, now
        key = f"says_done:{row.id}:{now.isoformat()}"
        tell(
            session,
            case,
            "says_done",
            key=key,
            now=now,
            only=OTHER[by],
            what=in_words(session, row),
        )
    return row


def confirm_done(
    session: Session, case: Case, obligation_id: int, *, by: str, now: datetime
) -> Obligation:
    """Note that the other side got it; the case is performed once all is confirmed.

    Raises:
        ObligationRefused: it is not this side's to confirm, or not open.

    """
    row = _obligation(session, case, obligation_id, (OPEN, CLAIMED, BROKEN), now)
    if OTHER[row.owed_by] != by:
        raise ObligationRefused("only the side that was to get it can confirm it")
    row.state, row.confirmed_at = CONFIRMED, now
    _stop_asking(session, case, row, now)
    session.flush()
    if all(o.state == CONFIRMED for o in obligations_of(session, case)):
        _perform(session, case, by, now)
    return row


def report_not_done(
    session: Session, case: Case, obligation_id: int, *, by: str, why: str, now: datetime
) -> Obligation:
    """Note that the other side did not get it by its day; the next step is prepared.

    Raises:
        NotDueYet: its day is not over.
        ObligationRefused: it is not this side's to say, or not open.

    """
    states = (OPEN, CLAIMED, CONFIRMED)  # a payment that was confirmed can be called back
    row = _obligation(session, case, obligation_id, states, now)
    if OTHER[row.owed_by] != by:
        raise ObligationRefused("only the side that was to get it can say so")
    if now.date() <= row.due_on:
        raise NotDueYet(f"it is due on {row.due_on}")
    row.state, row.broken_at = BROKEN, now
    _stop_asking(session, case, row, now)
    session.flush()
    _breach(session, case, row, by, why, now)
    return row


def in_words(session: Session, row: Obligation) -> str:
    """Return what is owed, as the agreement says it, without the full stop."""
    agreement = session.get_one(Agreement, row.agreement_id)
    return content_of(agreement).duties[row.position - 1].words.rstrip(".")


def _obligation(
    session: Session, case: Case, obligation_id: int, states: tuple[str, ...], now: datetime
) -> Obligation:
    begin(session, case, now)
    row = session.get(Obligation, obligation_id, populate_existing=True)
    if row is None or row.case_id != case.id or row.state not in states:
        raise ObligationRefused("there is no such open obligation")
    if case.life not in ("settled", "performed", "breached"):
        raise ObligationRefused(f"nothing is watched in a case that is {case.life}")
    return row


def _stop_asking(session: Session, case: Case, row: Obligation, now: datetime) -> None:
    for kind in (DUE_SOON, ASK_IF_DONE):
        cancel_timers(session, case, key=f"{kind}:{row.id}", now=now)


def _perform(session: Session, case: Case, by: str, now: datetime) -> None:
    if not can(case, "perform"):
        return
    why = "All that was agreed is confirmed as done."
    row = change(session, case, "perform", actor=by, why=why, now=now)
    set_timer(session, case, FINISH, due_at=now + FINISHED_AFTER)
    tell(session, case, "performed", key=f"performed:{row.sequence}", now=now)


def _breach(
    session: Session, case: Case, row: Obligation, by: str, why: str, now: datetime
) -> None:
    if not can(case, "breach"):
        return
    details = {"obligation": row.id}
    event = change(session, case, "breach", actor=by, why=why, now=now, details=details)
    cancel_timers(session, case, FINISH, now=now)
    if row.owed_by == "trader":
        prepare_letter_after_breach(session, case, now)
        tell(session, case, "breached", key=f"breached:{event.sequence}", now=now)
    want_person(session, case, why, now)


def prepare_letter_after_breach(session: Session, case: Case, now: datetime) -> None:
    """Make the next letter; where the facts give none any more, the mediator sees that."""
    try:
        with session.begin_nested():
            letter_after_breach(session, case, now)
    except (LetterError, FactError) as error:
        log.warning("%s: no letter after the breach: %s", case.number, error.code)
