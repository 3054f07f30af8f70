"""Finding cases: by number, by what the facts say, by status."""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from casework.store.models import Case, Fact
from casework.store.numbers import normalise

SEARCHED_FACTS = (
    "consumer_name",
    "consumer_email",
    "seller_name",
    "order_number",
    "goods",
)
"""The facts that a search looks into."""


def search_cases(
    session: Session,
    text: str = "",
    status: str | None = None,
    page: int = 1,
    per_page: int = 25,
) -> tuple[list[Case], int]:
    """Return one page of the matching cases, last changed first, and how many match in all.

    ``text`` is a case number, or a part of a name, e-mail address, order number or product; each
    of its words has to be found. Claims and parties of the cases are loaded.
    """
    conditions = matching(text, status)
    total = session.scalar(select(func.count()).select_from(Case).where(*conditions)) or 0
    query = (
        select(Case)
        .where(*conditions)
        .order_by(Case.updated_at.desc(), Case.id.desc())
        .limit(per_page)
        .offset((max(page, 1) - 1) * per_page)
        .options(selectinload(Case.claims), selectinload(Case.parties))
    )
    return list(session.scalars(query)), total


def matching(text: str, status: str | None) -> list[ColumnElement[bool]]:
    """Return the conditions on a case that a search for ``text`` and ``status`` makes."""
    conditions = [] if status is None else [Case.status == status]
    words = and_(true(), *(_mentions(word) for word in text.split()))
    number = normalise(text)
    # "COMPUTER" could be a case number as well as a product: it is looked for as both.
    return [*conditions, words if number is None else or_(Case.number == number, words)]


def _mentions(word: str) -> ColumnElement[bool]:
    said = exists().where(
        Fact.case_id == Case.id,
        Fact.superseded_at.is_(None),
        Fact.name.in_(SEARCHED_FACTS),
        cast(Fact.value, String).icontains(word, autoescape=True),
    )
    return or_(Case.number.icontains(word, autoescape=True), said)
