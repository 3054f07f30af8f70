"""Which evidence belongs to a case, and under which letter of the alphabet."""

from __future__ import annotations

from string import ascii_uppercase

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from casework.store.models import Case, Exhibit


def adopt_exhibits(session: Session, case: Case) -> None:
    """Give the case the evidence of its conversation that belongs to no case yet.

    What comes to a case that is frozen already is late.
    """
    session.execute(
        update(Exhibit).where(_loose(case)).values(case_id=case.id, late=case.frozen_at is not None)
    )


def case_exhibits(session: Session, case: Case) -> list[Exhibit]:
    """Return the evidence of a case: labelled first, then in the order of its arrival.

    While the case is in work, evidence of the conversation that has no case yet counts as its own.
    What was erased remains only where it had a label that others know.
    """
    labelled_or_kept = or_(Exhibit.state != "erased", Exhibit.label.is_not(None))
    query = select(Exhibit).where(_belongs_to(case), labelled_or_kept)
    return sorted(session.scalars(query), key=_rank)


def _belongs_to(case: Case) -> ColumnElement[bool]:
    if case.status != "intake":
        return Exhibit.case_id == case.id
    return or_(Exhibit.case_id == case.id, _loose(case))


def _loose(case: Case) -> ColumnElement[bool]:
    return and_(
        Exhibit.conversation_id == case.conversation_id,
        Exhibit.case_id.is_(None),
        Exhibit.state != "erased",
    )


def _rank(exhibit: Exhibit) -> tuple[object, ...]:
    label = exhibit.label or ""
    return (not label, len(label), label, exhibit.received_at, exhibit.id)


def label_at(position: int) -> str:
    """Return the label of the exhibit at ``position`` (from 0): A to Z, then AA, AB, ..."""
    rest, letter = divmod(position, len(ascii_uppercase))
    return (label_at(rest - 1) if rest else "") + ascii_uppercase[letter]
