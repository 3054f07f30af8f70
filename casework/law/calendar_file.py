"""The deadlines of an outcome as a calendar file (RFC 5545) for the consumer's own calendar."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from casework.law.dates import in_words
from casework.law.outcome import DueDate, Outcome

_PRODUCT = "-//Redress//deadlines//EN"
_REMIND = timedelta(days=-3)


def calendar_file(outcome: Outcome, *, case_key: str, stamp: datetime) -> bytes:
    """Return the deadlines as an iCalendar file: one all-day event for each, with a reminder.

    Args:
        outcome: what the law engine returned.
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
    for due in outcome.deadlines:
        calendar.add_component(_event(due, outcome, case_key, stamp))
    return bytes(calendar.to_ical())


def _event(due: DueDate, outcome: Outcome, case_key: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", _uid(due, outcome, case_key))
    event.add("dtstamp", stamp)
    event.add("dtstart", due.date)
    event.add("dtend", due.date + timedelta(days=1))
    event.add("summary", _title(due))
    event.add("description", describe(due))
    event.add("transp", "TRANSPARENT")
    if not due.expired:
        event.add_component(_reminder(due))
    return event


def _uid(due: DueDate, outcome: Outcome, case_key: str) -> str:
    named = "/".join(("redress", case_key, outcome.jurisdiction, outcome.claim_type, due.name))
    return f"{uuid5(NAMESPACE_URL, named)}@redress"


def _reminder(due: DueDate) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{_title(due)}: {in_words(due.date)}")
    alarm.add("trigger", _REMIND)
    return alarm


def _title(due: DueDate) -> str:
    return due.name.replace("_", " ").capitalize()


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
