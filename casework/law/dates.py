"""The date engine: a period from an event to its last day, with every day it passed over.

It knows how to count; what is counted, from where and by which convention is data in the packs
(``packs/conventions.yml`` cites the law of each convention).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict

from casework.facts.values import day_of
from casework.facts.yamlfile import read_yaml
from casework.law.calendars import Calendar, calendar_of
from casework.law.outcome import Computation, SkippedDay

_CONVENTIONS = Path(__file__).with_name("packs") / "conventions.yml"


class Unit(StrEnum):
    """What a period is counted in. Business and working days are days that are not days of rest."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    BUSINESS_DAY = "business_day"
    WORKING_DAY = "working_day"


class MonthRule(StrEnum):
    """Where a period in weeks, months or years ends."""

    SAME_DATE = "same_date"
    DAY_BEFORE_COUNTING = "day_before_counting"


class Convention(BaseModel):
    """How a body of law counts; ``cite`` is its source."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    rest_days: bool
    months: MonthRule
    cite: str
    words: str


@dataclass(frozen=True)
class Period:
    """A length of time; ``first_day_counts`` where a rule says "beginning with the day"."""

    n: int
    unit: Unit
    first_day_counts: bool = False
    backwards: bool = False
    runs_on: bool = True  # a last day of rest runs on, if the convention says so

    @property
    def words(self) -> str:
        """Return the length in words: ``14 days``, ``1 month``, ``2 business days``."""
        unit = self.unit.replace("_", " ")
        return f"{self.n} {unit}{'' if self.n == 1 else 's'}"


@dataclass(frozen=True)
class StartEvent:
    """What starts a period: the day (or moment), in words, and the rule that says so."""

    on: date | datetime
    words: str
    rule_id: str


@dataclass
class _Count:
    """A count in progress: the day reached and the days that were passed over."""

    last: date
    skipped: list[tuple[date, str]] = field(default_factory=list)


@lru_cache(maxsize=1)
def conventions() -> dict[str, Convention]:
    """Return the counting conventions by their id."""
    return {name: Convention(id=name, **body) for name, body in read_yaml(_CONVENTIONS).items()}


def last_day(
    start: StartEvent, period: Period, convention: Convention, calendar: Calendar | None = None
) -> tuple[date, Computation]:
    """Return the last day of a period and how it came about.

    Args:
        start: the event from which the period runs.
        period: its length; negative lengths are refused.
        convention: how the law in question counts.
        calendar: the days of rest; weekends only where None.

    Returns:
        The last day, and a computation that names each day passed over with the reason.

    Raises:
        ValueError: the length is negative.

    """
    if period.n < 0:
        raise ValueError("a period cannot be negative")
    return _last_day(start, period, convention.id, calendar or calendar_of())


@lru_cache(maxsize=4096)  # trying values for unknown facts asks for the same dates again and again
def _last_day(
    start: StartEvent, period: Period, convention_id: str, calendar: Calendar
) -> tuple[date, Computation]:
    convention = conventions()[convention_id]
    count = _count(start.on, period, convention, calendar)
    nominal = count.last
    if _runs_on(period, convention):
        count.last, rested = calendar.next_working_day(count.last)
        count.skipped += rested
    return count.last, _computation(start, period, convention, nominal, count)


def _count(
    start: date | datetime, period: Period, convention: Convention, calendar: Calendar
) -> _Count:
    if period.unit is Unit.HOUR:
        return _Count(_after_hours(start, -period.n if period.backwards else period.n))
    day = day_of(start)
    if period.unit in (Unit.BUSINESS_DAY, Unit.WORKING_DAY):
        return _working_days(day, period, calendar)
    if period.n == 0:
        return _Count(day)
    if period.unit is Unit.DAY:
        return _Count(day + timedelta(days=_signed_days(period)))
    return _Count(_calendar_period(day, period, convention))


def _after_hours(start: date | datetime, hours: int) -> date:
    """Return the day of the last hour; from a day without a time, whole days are counted."""
    if isinstance(start, datetime):
        return (start + timedelta(hours=hours)).date()
    return start + timedelta(days=hours // 24)


def _signed_days(period: Period) -> int:
    days = period.n - 1 if period.first_day_counts else period.n
    return -days if period.backwards else days


def _working_days(start: date, period: Period, calendar: Calendar) -> _Count:
    step = timedelta(days=-1 if period.backwards else 1)
    count = _Count(start)
    left = period.n
    if period.first_day_counts and left and calendar.reason_to_rest(start) is None:
        left -= 1
    while left:
        count.last += step
        reason = calendar.reason_to_rest(count.last)
        if reason is None:
            left -= 1
        else:
            count.skipped.append((count.last, reason))
    return count


def _calendar_period(start: date, period: Period, convention: Convention) -> date:
    """Return the end of a period in weeks, months or years.

    The end is the date that corresponds to the start, or the day before it where the first day
    counts; a month without that date ends the period with its last day.
    """
    if period.backwards:
        return start - _delta(period)
    if period.first_day_counts:
        return _day_before_corresponding(start, period)
    if convention.months is MonthRule.DAY_BEFORE_COUNTING:
        return _day_before_corresponding(start + timedelta(days=1), period)
    return start + _delta(period)


def _day_before_corresponding(first: date, period: Period) -> date:
    corresponding = first + _delta(period)
    if period.unit is not Unit.WEEK and corresponding.day != first.day:
        return corresponding  # that month has no such date: its last day ends the period
    return corresponding - timedelta(days=1)


def _delta(period: Period) -> relativedelta:
    match period.unit:
        case Unit.WEEK:
            return relativedelta(weeks=period.n)
        case Unit.MONTH:
            return relativedelta(months=period.n)
        case _:
            return relativedelta(years=period.n)


def _runs_on(period: Period, convention: Convention) -> bool:
    counted_in_days = period.unit in (Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR)
    runs = convention.rest_days and period.runs_on and not period.backwards
    return runs and counted_in_days and period.n > 0


def _computation(
    start: StartEvent, period: Period, convention: Convention, nominal: date, count: _Count
) -> Computation:
    return Computation(
        start_event=start.words,
        start_date=day_of(start.on),
        rule_id=start.rule_id,
        period=period.words,
        convention=convention.id,
        counted=_in_words(start, period, nominal, count.last),
        skipped=tuple(SkippedDay(day=day, reason=reason) for day, reason in count.skipped),
    )


def _in_words(start: StartEvent, period: Period, nominal: date, last: date) -> str:
    first = in_words(day_of(start.on))
    if period.n == 0:
        return f"the day itself, {first}"
    if period.backwards:
        return f"{period.words} before {first} is {in_words(last)}"
    if period.first_day_counts:
        said = f"{period.words} beginning with {first} end on {in_words(nominal)}"
    else:
        said = f"{period.words} after {first} is {in_words(nominal)}"
    if last == nominal:
        return said
    return f"{said}, a day of rest; the period runs to {last:%A} {in_words(last)}"


def in_words(day: date) -> str:
    """Return a date as a letter writes it: ``5 September 2026``."""
    return f"{day.day} {day:%B %Y}"
