"""Which evidence belongs to a case, and under which letter of the alphabet."""

from __future__ import annotations

from string import ascii_uppercase

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from casework.store.models import Case, Exhibit


def adopt_exhibits(session: Session, case: Case) -> None:
    """Give the case the evidence of its conversation that belongs to no case yet."""
    session.execute(
        update(Exhibit)
        .where(Exhibit.conversation_id == case.conversation_id, Exhibit.case_id.is_(None))
        .values(case_id=case.id)
    )


def case_exhibits(session: Session, case: Case) -> list[Exhibit]:
    """Return the evidence of a case: labelled first, then in the order of its arrival.

    While the case is in work, evidence of the conversation that has no case yet counts as its own.
    """
    query = select(Exhibit).where(_belongs_to(case))
    return sorted(session.scalars(query), key=_rank)


def _belongs_to(case: Case) -> ColumnElement[bool]:
    if case.status != "intake":
        return Exhibit.case_id == case.id
    loose = and_(Exhibit.conversation_id == case.conversation_id, Exhibit.case_id.is_(None))
    return or_(Exhibit.case_id == case.id, loose)


def _rank(exhibit: Exhibit) -> tuple[object, ...]:
    label = exhibit.label or ""
    return (not label, len(label), label, exhibit.received_at, exhibit.id)


def label_at(position: int) -> str:
    """Return the label of the exhibit at ``position`` (from 0): A to Z, then AA, AB, ..."""
    rest, letter = divmod(position, len(ascii_uppercase))
    return (label_at(rest - 1) if rest else "") + ascii_uppercase[letter]
