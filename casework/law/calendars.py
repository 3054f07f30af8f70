"""Which days are days of rest, and why: weekends and the public holidays of a country."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5


class Calendar:
    """The days of rest of one country, or of no country: then only weekends are days of rest.

    A weekend day that the country's own calendar makes a working day (China) is one.
    """

    def __init__(self, country: str | None = None, part: str | None = None) -> None:
        self.country = country
        self.part = part
        self._holidays = _holidays_of(country, part)

    def reason_to_rest(self, day: date) -> str | None:
        """Return why ``day`` is a day of rest (``Saturday``, ``Christmas Day``), or None."""
        if self._holidays is not None:
            self._holidays.get(day)  # fills the year
            if day in getattr(self._holidays, "weekend_workdays", ()):
                return None
        if day.weekday() >= SATURDAY:
            return f"{day:%A}"
        return None if self._holidays is None else self._holidays.get(day)

    def next_working_day(self, day: date) -> tuple[date, list[tuple[date, str]]]:
        """Return ``day`` or the first working day after it, and each day of rest passed over."""
        rested: list[tuple[date, str]] = []
        while reason := self.reason_to_rest(day):
            rested.append((day, reason))
            day += timedelta(days=1)
        return day, rested


@lru_cache(maxsize=64)
def calendar_of(country: str | None = None, part: str | None = None) -> Calendar:
    """Return the calendar of a country (ISO alpha-2); a country without one has weekends only."""
    return Calendar(country, part)


def _holidays_of(country: str | None, part: str | None) -> holidays.HolidayBase | None:
    if country is None:
        return None
    try:
        return holidays.country_holidays(country, subdiv=part, language="en_US")
    except NotImplementedError:
        return None
