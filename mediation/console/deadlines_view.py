"""Dates that matter, for the case page, each with the counting behind it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from casework.law.outcome import Computation, DueDate
from casework.store.models import Deadline
from mediation.console.due import Due, due


@dataclass(frozen=True)
class DeadlineView:
    """One date; ``anchor`` is unique on the page, ``computation`` None where it is unreadable."""

    anchor: str
    due: Due
    basis: str
    computation: Computation | None


@dataclass(frozen=True)
class _Row:
    name: str
    on: date
    basis: str
    computation: Computation | None


def stored_deadlines(rows: Iterable[Deadline], today: date, begun: date) -> list[DeadlineView]:
    """Return the dates that were fixed when the case was filed."""
    plain = (_Row(row.name, row.due_on, row.basis, _computation(row)) for row in rows)
    return _views(plain, today, begun)


def expected_deadlines(dates: Iterable[DueDate], today: date, begun: date) -> list[DeadlineView]:
    """Return the dates that the facts give today, for a case that is not filed yet."""
    plain = (_Row(d.name, d.date, d.basis, d.computation) for d in dates)
    return _views(plain, today, begun)


def pressing(views: Iterable[DeadlineView], today: date) -> list[Due]:
    """Return the newest overdue date and the next one ahead, as far as there are any."""
    dues = [view.due for view in views]
    overdue = [due for due in dues if due.tone == "passed"]
    ahead = [due for due in dues if due.on >= today]
    return overdue[-1:] + ahead[:1]


def _views(rows: Iterable[_Row], today: date, begun: date) -> list[DeadlineView]:
    seen: Counter[str] = Counter()
    views = []
    for row in rows:
        seen[row.name] += 1
        number = seen[row.name]
        anchor = f"deadline-{row.name}" if number == 1 else f"deadline-{row.name}-{number}"
        when = due(row.name, row.on, today, begun)
        views.append(DeadlineView(anchor, when, row.basis, row.computation))
    return views


def _computation(row: Deadline) -> Computation | None:
    try:
        return Computation.model_validate(row.computation)
    except ValidationError:
        return None
