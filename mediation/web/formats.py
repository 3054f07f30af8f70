"""How pages write days, moments, ages and sizes; each a Jinja2 filter of the same name."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_percent


def day(value: date) -> str:
    """Return a date: ``24 Nov 2026``."""
    return format_date(value, "d MMM y", locale="en")


def moment(value: datetime) -> str:
    """Return a moment in UTC, to the minute: ``24 Nov 2026, 10:02``."""
    return format_datetime(value, "d MMM y, HH:mm", locale="en")


def clock_time(value: datetime) -> str:
    """Return the time of day in UTC: ``10:02``."""
    return format_datetime(value, "HH:mm", locale="en")


def age(since: datetime, now: datetime) -> str:
    """Return how long ago ``since`` was, in its largest unit: ``3 days``."""
    passed = max(now - since, timedelta(0))
    return format_timedelta(passed, granularity="minute", threshold=1, locale="en")


def until(due: date, today: date) -> str:
    """Return how far off a date is: ``today``, ``in 3 days``, ``2 days ago``."""
    days = (due - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    if abs(days) < 60:
        return f"in {days} days" if days > 0 else f"{-days} days ago"
    return format_timedelta(timedelta(days=days), add_direction=True, threshold=1, locale="en")


def file_size(size: int) -> str:
    """Return a size given in bytes: ``512 bytes``, ``214 kB``, ``1.2 MB``."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def percent(share: float) -> str:
    """Return a share of 1 as a whole percentage: ``87%``."""
    return format_percent(share, locale="en")


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (day, moment, clock_time, age, until, file_size, percent)
}
