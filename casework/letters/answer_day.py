"""By which day the trader is asked to answer, and how that day was counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from casework.casefile import CaseFile
from casework.law.calendars import Calendar, calendar_of
from casework.law.outcome import Computation, DueDate, Outcome, SkippedDay, Verdict
from casework.letters.demand import Handling
from casework.letters.materials import day_value

ANSWER_DAYS = 14
"""Calendar days for an answer: a usual and fair time, where no statute sets one."""

CONFIRM_DAYS = 7
"""Calendar days to confirm what is not due yet: soon enough to be of use before it is."""

LETTER_ANSWER = "letter_answer"
_RULE = "LETTER"


def answer_day(
    case: CaseFile, outcome: Outcome, handling: Handling, today: date, days: int = ANSWER_DAYS
) -> DueDate:
    """Return the day for the answer: a working day where the trader is.

    The law's own time for the trader, where it runs longer, and an extra period that the consumer
    has already set go before the ``days`` (calendar days from ``today``).
    """
    calendar = _calendar_of(case.known("seller_country") or case.trader.country)
    running = _running_extra_period(case, handling, today)
    if running is not None:
        return _as_told(running, today)
    length = _days(case, outcome, handling, days)
    by_letter = _counted(today, length, calendar)
    later = [d for d in _law_days(outcome, handling) if d > by_letter.date]
    return _moved(max(later), today, calendar) if later else by_letter


def _calendar_of(country: str | None) -> Calendar:
    """Return the calendar of a country; without one, only weekends are days of rest."""
    code = (country or "").upper().partition("-")[0]
    return calendar_of(code or None, "ENG" if code == "GB" else None)


def _running_extra_period(case: CaseFile, handling: Handling, today: date) -> date | None:
    end = day_value(case.known(handling.extra_period)) if handling.extra_period else None
    return end if end is not None and end > today else None


def _days(case: CaseFile, outcome: Outcome, handling: Handling, days: int) -> int:
    if handling.kind == "goodwill" and outcome.outcome is Verdict.CLAIM_VALID_NOT_YET:
        return min(days, CONFIRM_DAYS)
    first_request = handling.first_request and case.known(handling.first_request) is None
    return max(days, handling.days or 0) if first_request else days


def _law_days(outcome: Outcome, handling: Handling) -> Iterator[date]:
    return (due.date for due in outcome.deadlines if due.name in handling.not_before)


def _counted(today: date, days: int, calendar: Calendar) -> DueDate:
    wanted = today + timedelta(days=days)
    counted = f"{days} days after {today.isoformat()} is {wanted.isoformat()}"
    return _due(wanted, today, f"{days} days", counted, calendar)


def _moved(wanted: date, today: date, calendar: Calendar) -> DueDate:
    counted = f"the law gives the trader until {wanted.isoformat()}"
    return _due(wanted, today, f"{(wanted - today).days} days", counted, calendar)


def _as_told(day: date, today: date) -> DueDate:
    counted = f"the extra period that was set ends on {day.isoformat()}"
    return _due(day, today, f"{(day - today).days} days", counted, None)


def _due(
    wanted: date, today: date, period: str, counted: str, calendar: Calendar | None
) -> DueDate:
    day, rested = calendar.next_working_day(wanted) if calendar else (wanted, [])
    return DueDate(
        name=LETTER_ANSWER,
        date=day,
        basis="time that the letter sets",
        computation=Computation(
            start_event="date of the letter",
            start_date=today,
            rule_id=_RULE,
            period=period,
            convention="working day of the trader's country",
            counted=counted,
            skipped=tuple(SkippedDay(day=rest, reason=reason) for rest, reason in rested),
        ),
    )
