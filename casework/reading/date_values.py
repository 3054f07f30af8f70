"""What a date that was read is: the value, how exact it is, and the ways to make one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from casework.reading.text import Span

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_LONGEST_PROMISE = timedelta(days=240)
_SOON = timedelta(days=92)


class Precision(StrEnum):
    """How exactly the words name the day."""

    DAY = "day"
    ABOUT = "about"  # "three weeks ago": a day follows, but the writer did not look it up
    WEEK = "week"  # "last week": no day
    MONTH = "month"  # "in September": no day; the value is the first of the month


@dataclass(frozen=True)
class ReadDate:
    """A date in a text.

    ``value`` is None where the words name no day of the calendar; ``refusal`` then says why
    (``date_impossible``). ``sure`` is False where the words have several readings, which
    ``alternatives`` lists, or name no single day. Where no year was given, the value is the most
    recent such day and ``year_given`` is False; likewise ``month_given`` ("the 3rd").
    """

    value: date | None
    span: Span
    words: str
    sure: bool = True
    alternatives: tuple[date, ...] = ()
    precision: Precision = Precision.DAY
    year_given: bool = True
    in_future: bool = False
    refusal: str | None = None
    month_given: bool = True


@dataclass(frozen=True)
class DateValue:
    """A date before it has a place in a text; the fields are those of ``ReadDate``."""

    value: date | None
    alternatives: tuple[date, ...] = ()
    precision: Precision = Precision.DAY
    year_given: bool = True
    refusal: str | None = None
    sure: bool = True
    month_given: bool = True


IMPOSSIBLE = DateValue(None, refusal="date_impossible", sure=False)


def full_year(digits: str) -> int:
    """Return the year of ``2026``, ``26`` or ``'26``."""
    year = int(digits.lstrip("'"))
    return year + 2000 if year < 100 else year


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day or the year is not of our time."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def with_year(year: int, month: int, day: int) -> DateValue:
    """Return a date given in full, or the refusal of an impossible one."""
    value = day_of(year, month, day)
    return IMPOSSIBLE if value is None else DateValue(value)


def most_recent(month: int, day: int, today: date) -> DateValue:
    """Return the latest such day that is not after ``today``."""
    for year in _years_back(today):
        value = day_of(year, month, day)
        if value is not None and value <= today:
            return DateValue(value, year_given=False)
    return IMPOSSIBLE


def most_recent_day(day: int, today: date) -> DateValue:
    """Return the latest day with this number in its month that is not after ``today``."""
    for months_back in range(3):
        month = today.replace(day=1) - relativedelta(months=months_back)
        value = day_of(month.year, month.month, day)
        if value is not None and value <= today:
            return DateValue(value, year_given=False, month_given=False)
    return IMPOSSIBLE


def in_coming_month(day: int, start: date) -> date | None:
    """Return the first day with this number in its month that is not before ``start``."""
    for months_on in range(3):
        month = start.replace(day=1) + relativedelta(months=months_on)
        value = day_of(month.year, month.month, day)
        if value is not None and value >= start:
            return value
    return None


def in_coming_year(day: date, today: date, start: date | None = None) -> date:
    """Return a day that was given without its year, for something that may still lie ahead.

    It is the first such day on or after ``start``, if a promise can reach that far; else, and
    without a start, the last one that is past or soon to come.
    """
    candidates = [day_of(today.year + n, day.month, day.day) for n in range(-8, 9)]
    days = [candidate for candidate in candidates if candidate is not None]
    if start is not None:
        following = next((candidate for candidate in days if candidate >= start), day)
        if following - start <= _LONGEST_PROMISE:
            return following
    soon = [candidate for candidate in days if candidate <= today + _SOON]
    return soon[-1] if soon else day


def _years_back(today: date) -> Iterator[int]:
    return iter(range(today.year, today.year - 9, -1))
