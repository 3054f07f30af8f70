"""Deadlines as a calendar file (RFC 5545) for the consumer's own calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from casework.law.dates import in_words
from casework.law.outcome import ClaimType, DueDate, Jurisdiction, Outcome
from casework.words import word

_PRODUCT = "-//Redress//deadlines//EN"
_REMIND = timedelta(days=-3)


@dataclass(frozen=True)
class CalendarEntry:
    """A deadline with the claim and the body of law that it belongs to."""

    due: DueDate
    claim_type: ClaimType
    jurisdiction: Jurisdiction


def entries_of(outcome: Outcome) -> Iterator[CalendarEntry]:
    """Yield the deadlines of one outcome."""
    for due in outcome.deadlines:
        yield CalendarEntry(due, outcome.claim_type, outcome.jurisdiction)


def calendar_file(entries: Iterable[CalendarEntry], *, case_key: str, stamp: datetime) -> bytes:
    """Return the deadlines as an iCalendar file: one all-day event for each, with a reminder.

    Args:
        entries: the deadlines, of one claim or several.
        case_key: what names the case for good (its number). A key and deadline always get the
            same UID, so that a calendar replaces an event whose date has moved.
        stamp: the moment at which the file is made, with its time zone (DTSTAMP).

    Returns:
        The file, in UTF-8 with CRLF line ends. Days that have passed have no reminder.

    Raises:
        ValueError: the stamp has no time zone.

    """
    if stamp.tzinfo is None:
        raise ValueError("the stamp needs a time zone")
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for entry in entries:
        calendar.add_component(_event(entry, case_key, stamp))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, case_key: str, stamp: datetime) -> Event:
    event, due = Event(), entry.due
    event.add("uid", _uid(entry, case_key))
    event.add("dtstamp", stamp)
    event.add("dtstart", due.date)
    event.add("dtend", due.date + timedelta(days=1))
    event.add("summary", _title(due))
    event.add("description", describe(due))
    event.add("transp", "TRANSPARENT")
    if not due.expired:
        event.add_component(_reminder(due))
    return event


def _uid(entry: CalendarEntry, case_key: str) -> str:
    parts = ("redress", case_key, entry.jurisdiction, entry.claim_type, entry.due.name)
    named = "/".join(parts)
    return f"{uuid5(NAMESPACE_URL, named)}@redress"


def _reminder(due: DueDate) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{_title(due)}: {in_words(due.date)}")
    alarm.add("trigger", _REMIND)
    return alarm


def _title(due: DueDate) -> str:
    title = word("deadlines", due.name)
    return title[:1].upper() + title[1:]


def describe(due: DueDate) -> str:
    """Return how a deadline came about: rule, start event, count and the days passed over."""
    how = due.computation
    lines = [
        f"{_title(due)}: {due.date:%A} {in_words(due.date)}",
        f"Rule: {how.rule_id} ({due.basis})",
        f"Starts with: {how.start_event}, {in_words(how.start_date)}",
        f"Counted: {how.counted} ({how.convention})",
        *(f"Not counted: {in_words(skipped.day)}, {skipped.reason}" for skipped in how.skipped),
        "This is information, not advice. Check the date before you rely on it.",
    ]
    return "\n".join(lines)
