"""Running what is due: each timer once, however many workers there are, through any restart.

A worker takes a timer with ``UPDATE ... WHERE state = 'waiting'`` and does its work in the same
transaction: both happen, or neither. Where the work fails, the timer waits longer each time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from casework.backoff import doubled
from casework.clock import Clock
from casework.store.database import StoreBusy, reading, transaction
from casework.store.life_models import Timer
from casework.store.models import Case
from casework.timers.table import DONE, FAILED, WAITING

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 10
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=12)

Handler = Callable[[Session, Case, Timer, datetime], None]


def run_next(handlers: Mapping[str, Handler], clock: Clock) -> bool:
    """Run the timer that has been due longest; say whether there was one."""
    now = clock()
    with reading() as session:
        timer_id = session.scalar(
            select(Timer.id)
            .where(Timer.state == WAITING, Timer.due_at <= now, Timer.kind.in_(handlers))
            .order_by(Timer.due_at, Timer.id)
            .limit(1)
        )
    if timer_id is None:
        return False
    try:
        _run(timer_id, handlers, now)
    except (StoreBusy, DatabaseError):
        raise
    except Exception as error:  # one broken case must not stop the timers of all others
        log.exception("timer %d failed", timer_id)
        _put_off(timer_id, error, now)
    return True


def _run(timer_id: int, handlers: Mapping[str, Handler], now: datetime) -> None:
    with transaction() as session:
        taken = session.execute(
            update(Timer)
            .where(Timer.id == timer_id, Timer.state == WAITING, Timer.due_at <= now)
            .values(state=DONE, ended_at=now, attempts=Timer.attempts + 1)
            .returning(Timer.id)
        ).first()
        if taken is None:  # another worker was faster, or it was moved or cancelled
            return
        timer = session.get_one(Timer, timer_id)
        handlers[timer.kind](session, session.get_one(Case, timer.case_id), timer, now)


def _put_off(timer_id: int, error: Exception, now: datetime) -> None:
    with transaction() as session:
        timer = session.get_one(Timer, timer_id)
        if timer.state != WAITING:
            return
        timer.attempts += 1
        timer.last_error = f"{type(error).__name__}: {error}"[:500]
        if timer.attempts >= MAX_ATTEMPTS:
            timer.state, timer.ended_at = FAILED, now
        else:
            timer.due_at = now + doubled(FIRST_DELAY, timer.attempts, LONGEST_DELAY)
