"""What ends together with a case: waiting timers, the open offer, secret bids."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from casework.store.life_models import BlindBid, Offer
from casework.store.models import Case
from casework.timers.table import cancel_timers

_WHY = "The case was closed."


def end_everything(session: Session, case: Case, actor: str, at: datetime) -> None:
    """End all that still waits in a case that is closed; nothing is deleted."""
    cancel_timers(session, case, now=at)
    session.execute(
        update(Offer)
        .where(Offer.case_id == case.id, Offer.state == "open")
        .values(state="withdrawn", ended_at=at, ended_by=actor, ended_why=_WHY)
    )
    session.execute(
        update(BlindBid)
        .where(BlindBid.case_id == case.id, BlindBid.state == "sealed")
        .values(state="withdrawn", ended_at=at)
    )
