"""The life of a case: the one door through which a filed case changes, and its history.

Every change is a row that says who, when, why and by which rule; ``Case.life`` is where the newest
row led, and nothing else writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.closing import end_everything
from casework.cases.errors import (
    ChangedMeanwhile,
    ChangeRefused,
    NoReason,
    NotFiled,
    NotTheirs,
    ReopeningTooLate,
)
from casework.cases.machine import BEGINNING, possible_events, state_after
from casework.cases.rules import CONSUMER, Ending, life_rules, role_of, rule_of
from casework.cases.times import LifeTimes
from casework.store import audit
from casework.store.cases import FILED
from casework.store.database import take_turns
from casework.store.life_models import LifeEvent
from casework.store.models import Case
from casework.store.plain import plain, storable
from casework.timers.kinds import SEND_LETTER, SILENCE
from casework.timers.table import set_timer

CLOSED = "closed"
_FIRST_STATE = "filed"


def change(
    session: Session,
    case: Case,
    event: str,
    *,
    actor: str,
    why: str,
    now: datetime,
    details: Mapping[str, Any] | None = None,
    times: LifeTimes | None = None,
    seen: int | None = None,
) -> LifeEvent:
    """Let ``event`` happen to a case and write it down.

    Args:
        session: an open transaction.
        case: a filed case.
        event: one of ``life.yml``.
        actor: ``consumer``, ``trader``, ``system`` or ``mediator:<username>``.
        why: the reason in words, for everybody who may read the case.
        now: the moment of the change.
        details: ids of what the change rests on: an offer, a letter, a law's rule.
        times: how long a closed case can be reopened, among others.
        seen: the number of the newest row that the actor knew; None where it does not matter.

    Raises:
        ChangeRefused: or one of its kinds; the change was not written.

    """
    last = begin(session, case, now)
    if seen is not None and seen != last.sequence:
        raise ChangedMeanwhile(f"the case has {last.sequence} changes by now, not {seen}")
    led_to = _checked(event, actor, why, last)
    if event == "reopen":
        _check_reopening(last, now, times or LifeTimes())
    row = _row(case, last, event, actor, now)
    row.led_to, row.why, row.details = led_to, storable(why.strip()), plain(details or {})
    _write(session, case, row)
    if led_to == CLOSED:
        end_everything(session, case, actor, row.at)
    if event == "reopen":
        _watch(session, case, row.at)
    return row


def begin(session: Session, case: Case, now: datetime) -> LifeEvent:
    """Return the newest row of a case's life; its first one is written where there is none.

    Others that change the same case wait until this transaction ends.

    Raises:
        NotFiled: the case was not filed, or was cancelled or erased.

    """
    session.flush()
    take_turns(session, Case.id, case.id)
    session.refresh(case, ["status", "life", "filed_at"])
    if case.status != FILED:
        raise NotFiled(f"the case is {case.status}")
    last = _newest(session, case)
    return last if last is not None else _first(session, case, now)


def state_of(case: Case) -> str:
    """Return where a filed case stands.

    Raises:
        NotFiled: the case was not filed, or was cancelled or erased.

    """
    if case.status != FILED:
        raise NotFiled(f"the case is {case.status}")
    return case.life or _FIRST_STATE


def can(case: Case, event: str) -> bool:
    """Tell whether ``event`` can happen to the case now, whoever causes it."""
    return case.status == FILED and event in possible_events(state_of(case))


def history(session: Session, case: Case) -> list[LifeEvent]:
    """Return every change of the case, the first one first."""
    own = select(LifeEvent).where(LifeEvent.case_id == case.id)
    return list(session.scalars(own.order_by(LifeEvent.sequence)))


def ending_of(session: Session, case: Case) -> Ending | None:
    """Return how a closed case ended; None while it is not closed."""
    if case.life != CLOSED:
        return None
    last = _newest(session, case)
    return None if last is None or last.closed_as is None else Ending(last.closed_as)


def replayed(rows: Iterable[LifeEvent]) -> str | None:
    """Return the state that the rows lead to when they happen again; None without a row.

    Raises:
        ChangeRefused: the rows are not one unbroken life.

    """
    state: str | None = None
    for row in rows:
        if row.came_from != state:
            raise ChangeRefused(f"change {row.sequence} starts from {row.came_from}, not {state}")
        state = _FIRST_STATE if row.event == BEGINNING else state_after(str(state), row.event)
        if row.led_to != state:
            raise ChangeRefused(f"change {row.sequence} leads to {row.led_to}, not {state}")
    return state


def _newest(session: Session, case: Case) -> LifeEvent | None:
    own = select(LifeEvent).where(LifeEvent.case_id == case.id)
    return session.scalar(own.order_by(LifeEvent.sequence.desc()).limit(1))


def _first(session: Session, case: Case, now: datetime) -> LifeEvent:
    row = _row(case, None, BEGINNING, CONSUMER, case.filed_at or now)
    row.led_to, row.why, row.details = _FIRST_STATE, rule_of(BEGINNING).rule, {}
    _write(session, case, row)
    _watch(session, case, now)
    return row


def _watch(session: Session, case: Case, now: datetime) -> None:
    """Let the worker look at the case from now on; it knows how long each wait is to be."""
    for kind in (SEND_LETTER, SILENCE):
        set_timer(session, case, kind, due_at=now)


def _checked(event: str, actor: str, why: str, last: LifeEvent) -> str:
    """Return the state that the event leads to, once it is sure that it may happen."""
    if event not in life_rules().events:
        raise ChangeRefused(f"there is no change named {event}")
    led_to = state_after(last.led_to, event)
    if role_of(actor) not in rule_of(event).by:
        raise NotTheirs(f"{event} is not for {role_of(actor)} to cause")
    if not storable(why).strip():
        raise NoReason(f"{event} needs a reason")
    return led_to


def _check_reopening(last: LifeEvent, now: datetime, times: LifeTimes) -> None:
    if now > last.at + times.reopening:
        raise ReopeningTooLate(f"it could be reopened until {last.at + times.reopening:%Y-%m-%d}")


def _row(case: Case, last: LifeEvent | None, event: str, actor: str, now: datetime) -> LifeEvent:
    closed_as = rule_of(event).closed_as
    return LifeEvent(
        case_id=case.id,
        sequence=1 if last is None else last.sequence + 1,
        # A clock that was set back must not put a later change before an earlier one.
        at=now if last is None else max(now, last.at),
        actor=actor,
        event=event,
        came_from=None if last is None else last.led_to,
        closed_as=None if closed_as is None else closed_as.value,
        rule=f"life.{event}",
    )


def _write(session: Session, case: Case, row: LifeEvent) -> LifeEvent:
    session.add(row)
    case.life = row.led_to
    case.updated_at = max(case.updated_at, row.at)
    details = {"from": row.came_from, "to": row.led_to, "rule": row.rule}
    audit.record(
        session,
        actor=row.actor,
        action=f"life_{row.event}",
        subject=case.number,
        details=details,
        now=row.at,
    )
    return row
