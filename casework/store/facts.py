"""Facts of a case: each accepted value is a row, and a correction is a further row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.store.database import take_turns
from casework.store.models import Case, Fact
from casework.store.plain import plain, storable


def record_fact(
    session: Session,
    case: Case,
    name: str,
    value: Any,
    *,
    standing: str = "known",
    confirmed: bool = True,
    turn_id: str | None = None,
    exhibit_id: str | None = None,
    said: str | None = None,
    now: datetime,
) -> Fact:
    """Write an accepted value; what was in force under this name is superseded, not changed.

    The same name, value and standing from the same turn is the same row, so that a repeated turn
    neither doubles a fact nor undoes a later correction. ``value`` may be a date or Decimal.
    """
    stored = plain(value)
    take_turns(session, Case.id, case.id)
    rows = _rows_of_turn(session, case, name, turn_id)
    for row in rows:
        if row.turn_id == turn_id and (row.value, row.standing) == (stored, standing):
            row.confirmed = row.confirmed or confirmed
            return row
    _supersede(session, rows, now)
    fact = Fact(
        case_id=case.id,
        name=name,
        value=stored,
        standing=standing,
        confirmed=confirmed,
        turn_id=turn_id,
        exhibit_id=exhibit_id,
        said=None if said is None else storable(said),
        recorded_at=now,
    )
    session.add(fact)
    case.updated_at = now
    session.flush()
    return fact


def _rows_of_turn(session: Session, case: Case, name: str, turn_id: str | None) -> list[Fact]:
    in_force = Fact.superseded_at.is_(None)
    wanted = in_force if turn_id is None else or_(in_force, Fact.turn_id == turn_id)
    query = select(Fact).where(Fact.case_id == case.id, Fact.name == name, wanted)
    return list(session.scalars(query.order_by(Fact.id)))


def _supersede(session: Session, facts: Iterable[Fact], now: datetime) -> None:
    for fact in facts:
        fact.superseded_at = fact.superseded_at or now
    session.flush()  # before a new row is written: only one may be in force


def confirm_facts(session: Session, case: Case, names: Iterable[str], now: datetime) -> None:
    """Note that the consumer confirmed these facts; their rows keep the turn they came from."""
    facts = facts_in_force(session, case)
    for name in set(names) & facts.keys():
        facts[name].confirmed = True
    case.updated_at = now


def withdraw_facts(session: Session, case: Case, names: Iterable[str], now: datetime) -> None:
    """Take facts out of force without putting others in their place."""
    facts = facts_in_force(session, case)
    _supersede(session, (facts[name] for name in set(names) & facts.keys()), now)
    case.updated_at = now


def facts_in_force(session: Session, case: Case) -> dict[str, Fact]:
    """Return the fact in force under each name, in the order in which they were recorded."""
    query = select(Fact).where(Fact.case_id == case.id, Fact.superseded_at.is_(None))
    return {fact.name: fact for fact in session.scalars(query.order_by(Fact.id))}
