"""The dates of a filed case for the consumer's own calendar."""

from __future__ import annotations

from datetime import datetime

from casework.law.calendar_file import CalendarEntry, calendar_file
from casework.law.outcome import ClaimType, Computation, DueDate, Jurisdiction
from casework.store.models import Case, Deadline


def case_calendar(case: Case, stamp: datetime) -> bytes:
    """Return every date of a filed case, the day of the letter's answer too, as an iCalendar file.

    Args:
        case: a filed case.
        stamp: the moment at which the file is made (DTSTAMP, RFC 5545 3.8.7.2).

    """
    entries = (_entry(row, Jurisdiction(str(case.jurisdiction)), stamp) for row in case.deadlines)
    return calendar_file(entries, case_key=case.number, stamp=stamp)


def _entry(row: Deadline, jurisdiction: Jurisdiction, stamp: datetime) -> CalendarEntry:
    due = DueDate(
        name=row.name,
        date=row.due_on,
        basis=row.basis,
        computation=Computation.model_validate(row.computation),
        expired=row.due_on < stamp.date(),
    )
    return CalendarEntry(due, ClaimType(row.claim_type), jurisdiction)
