"""Setting and cancelling timers, in the transaction of what they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.store.life_models import Timer
from casework.store.models import Case
from casework.store.plain import plain

WAITING = "waiting"
DONE = "done"
CANCELLED = "cancelled"
FAILED = "failed"


def set_timer(
    session: Session,
    case: Case,
    kind: str,
    *,
    key: str | None = None,
    due_at: datetime,
    details: Mapping[str, Any] | None = None,
) -> Timer:
    """Set a timer; setting a ``key`` (``kind`` by default) of the case again moves it.

    A timer that has ended is set anew.
    """
    key = key or kind
    timer = session.scalar(select(Timer).filter_by(case_id=case.id, key=key))
    if timer is None:
        timer = Timer(case_id=case.id, key=key)
        session.add(timer)
    timer.kind, timer.due_at, timer.details = kind, due_at, plain(details or {})
    timer.state, timer.attempts, timer.last_error, timer.ended_at = WAITING, 0, None, None
    session.flush()
    return timer


def cancel_timers(
    session: Session, case: Case, *kinds: str, now: datetime, key: str | None = None
) -> None:
    """Cancel the waiting timers of these kinds or this key; all of the case where none is named."""
    own = update(Timer).where(Timer.case_id == case.id, Timer.state == WAITING)
    if kinds:
        own = own.where(Timer.kind.in_(kinds))
    if key is not None:
        own = own.where(Timer.key == key)
    session.execute(own.values(state=CANCELLED, ended_at=now))
