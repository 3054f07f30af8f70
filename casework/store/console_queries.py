"""What the mediator's console reads beyond single cases: the queue, and what hangs on a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from casework.store.cases import CANCELLED, ERASED
from casework.store.exhibits import case_exhibits, label_at
from casework.store.models import AuditEntry, Case, Claim, Deadline, Exhibit, Fact, Letter
from casework.store.models import OutboxItem as Outgoing
from casework.store.search import matching

LISTED_FACTS = ("consumer_name", "seller_name", "goods")

OPENING_DATES = frozenset(
    {
        "deliberate_delay_after",
        "earliest_rescission",
        "earliest_termination",
        "obstruction_after",
        "prior_price_window_start",
        "refusal_presumed_after",
        "suit_admissible_from",
    }
)
"""Dates from which something becomes possible: once passed, they are good news, not overdue."""

OVERDUE_SHOWN = timedelta(days=30)
"""A date that passed longer ago than this no longer pushes a case to the top of the queue."""


class Order(StrEnum):
    """How the queue is sorted; whoever wants a person comes first in each."""

    DUE = "due"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class QueueFilter:
    """Which cases the queue shows; None and empty text leave everything in."""

    text: str = ""
    status: str | None = None
    claim_type: str | None = None
    order: Order = Order.DUE


@dataclass
class QueueEntry:
    """A case with what one line of the queue tells of it."""

    case: Case
    facts: dict[str, Any] = field(default_factory=dict)  # known values of LISTED_FACTS
    next_deadline: Deadline | None = None
    overdue: Deadline | None = None  # the newest that passed while the case was here
    outgoing: list[Outgoing] = field(default_factory=list)


def queue(
    session: Session, wanted: QueueFilter, today: date, page: int, per_page: int
) -> tuple[list[QueueEntry], int]:
    """Return one page (from 1) of the queue and how many cases match in all."""
    conditions = _wanted(wanted)
    total = session.scalar(select(func.count()).select_from(Case).where(*conditions)) or 0
    query = (
        select(Case)
        .where(*conditions)
        .order_by(*_ordering(wanted.order, today))
        .limit(per_page)
        .offset((page - 1) * per_page)
        .options(selectinload(Case.claims), selectinload(Case.parties))
    )
    entries = {found.id: QueueEntry(found) for found in session.scalars(query)}
    _add_facts(session, entries)
    _add_deadlines(session, entries, today)
    _add_outgoing(session, entries)
    return list(entries.values()), total


def people_wanted(session: Session) -> int:
    """Return in how many cases, cancelled ones aside, the consumer waits for a person."""
    query = select(func.count()).select_from(Case).where(_wants_person())
    return session.scalar(query) or 0


def outgoing_of(session: Session, of: Case) -> list[Outgoing]:
    """Return what was to be sent to other systems about the case, newest first."""
    query = select(Outgoing).where(Outgoing.case_id == of.id)
    return list(session.scalars(query.order_by(Outgoing.id.desc())))


def audit_of(session: Session, of: Case, limit: int) -> list[AuditEntry]:
    """Return the last entries of the audit log about the case, newest first."""
    query = select(AuditEntry).where(AuditEntry.subject == of.number)
    return list(session.scalars(query.order_by(AuditEntry.id.desc()).limit(limit)))


def facts_of(session: Session, of: Case) -> list[Fact]:
    """Return every fact of the case, those that were corrected included, oldest first."""
    query = select(Fact).where(Fact.case_id == of.id)
    return list(session.scalars(query.order_by(Fact.id)))


def letters_of(session: Session, of: Case) -> list[Letter]:
    """Return the versions of the letter, newest first."""
    query = select(Letter).where(Letter.case_id == of.id)
    return list(session.scalars(query.order_by(Letter.version.desc())))


def deadlines_of(session: Session, of: Case) -> list[Deadline]:
    """Return the deadlines of the case, earliest first."""
    query = select(Deadline).where(Deadline.case_id == of.id)
    return list(session.scalars(query.order_by(Deadline.due_on, Deadline.id)))


def labelled_exhibits(session: Session, of: Case) -> list[tuple[str, Exhibit]]:
    """Return the evidence of the case with the label that the letter uses (A, B, ...)."""
    return [(label_at(place), item) for place, item in enumerate(case_exhibits(session, of))]


def _wanted(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    conditions = matching(wanted.text, wanted.status)
    if wanted.claim_type is not None:
        of_type = exists().where(
            Claim.case_id == Case.id,
            Claim.claim_type == wanted.claim_type,
            Claim.withdrawn_at.is_(None),
        )
        conditions.append(of_type)
    return conditions


def _wants_person() -> ColumnElement[bool]:
    return Case.person_wanted_at.is_not(None) & Case.status.not_in((CANCELLED, ERASED))


def _ordering(order: Order, today: date) -> Sequence[Any]:
    waiting_first = case((_wants_person(), 0), (Case.status.in_((CANCELLED, ERASED)), 2), else_=1)
    if order is Order.NEWEST:
        return (waiting_first, Case.id.desc())
    if order is Order.OLDEST:
        return (waiting_first, Case.id)
    longest_wish = case((_wants_person(), Case.person_wanted_at))
    due = _next_due(today)
    return (waiting_first, longest_wish, due.is_(None), due, Case.updated_at.desc(), Case.id)


def _next_due(today: date) -> ScalarSelect[Any]:
    first = select(func.min(Deadline.due_on)).where(Deadline.case_id == Case.id, _matters(today))
    return first.correlate(Case).scalar_subquery()


def _matters(today: date) -> ColumnElement[bool]:
    """Pick the dates ahead, and those overdue: what had passed before the case came is history."""
    overdue = and_(
        Deadline.name.not_in(OPENING_DATES),
        Deadline.due_on >= today - OVERDUE_SHOWN,
        Deadline.due_on >= func.date(Case.created_at),
    )
    return or_(Deadline.due_on >= today, overdue)


def _add_facts(session: Session, entries: dict[int, QueueEntry]) -> None:
    query = select(Fact).where(
        Fact.case_id.in_(entries),
        Fact.name.in_(LISTED_FACTS),
        Fact.superseded_at.is_(None),
        Fact.standing == "known",
    )
    for fact in session.scalars(query):
        entries[fact.case_id].facts[fact.name] = fact.value


def _add_deadlines(session: Session, entries: dict[int, QueueEntry], today: date) -> None:
    query = select(Deadline).join(Case).where(Deadline.case_id.in_(entries), _matters(today))
    for deadline in session.scalars(query.order_by(Deadline.due_on, Deadline.id)):
        entry = entries[deadline.case_id]
        if deadline.due_on < today:
            entry.overdue = deadline
        elif entry.next_deadline is None:
            entry.next_deadline = deadline


def _add_outgoing(session: Session, entries: dict[int, QueueEntry]) -> None:
    query = select(Outgoing).where(Outgoing.case_id.in_(entries)).order_by(Outgoing.id)
    for item in session.scalars(query):
        entries[item.case_id].outgoing.append(item)
