"""Dates that matter, for the case page, each with the counting behind it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from casework.law.outcome import Computation, DueDate
from casework.store.models import Deadline
from mediation.console.words import say


@dataclass(frozen=True)
class DeadlineView:
    """One date; ``anchor`` is unique on the page, ``computation`` None where it is unreadable."""

    anchor: str
    label: str
    due_on: date
    basis: str
    computation: Computation | None


def stored_deadlines(rows: Iterable[Deadline]) -> list[DeadlineView]:
    """Return the dates that were fixed when the case was filed."""
    return _views((row.name, row.due_on, row.basis, _computation(row)) for row in rows)


def expected_deadlines(dates: Iterable[DueDate]) -> list[DeadlineView]:
    """Return the dates that the facts give today, for a case that is not filed yet."""
    return _views((due.name, due.date, due.basis, due.computation) for due in dates)


def _views(rows: Iterable[tuple[str, date, str, Computation | None]]) -> list[DeadlineView]:
    seen: Counter[str] = Counter()
    views = []
    for name, due_on, basis, computation in rows:
        seen[name] += 1
        anchor = f"deadline-{name}" if seen[name] == 1 else f"deadline-{name}-{seen[name]}"
        views.append(DeadlineView(anchor, say(name, "deadlines"), due_on, basis, computation))
    return views


def _computation(row: Deadline) -> Computation | None:
    try:
        return Computation.model_validate(row.computation)
    except ValidationError:
        return None
