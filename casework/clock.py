"""The clock, passed in wherever a date or time is read, so that every one can be tested."""

from collections.abc import Callable
from datetime import UTC, date, datetime

Clock = Callable[[], datetime]
"""A function without arguments that returns the present moment as an aware UTC datetime."""


def system_clock() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def today(clock: Clock = system_clock) -> date:
    """Return the calendar date (UTC) that ``clock`` shows."""
    return clock().date()
