"""Which days the words of an answer can mean, for the fact that was asked."""

from __future__ import annotations

import re
from datetime import date

from casework.interview.answering.asked import Asked
from casework.interview.answering.rules import rule_of
from casework.interview.answers import Accepted
from casework.reading.date_values import in_coming_month, in_coming_year
from casework.reading.dates import ReadDate
from casework.reading.known import Facts, known_day
from casework.reading.text import squeezed

# "The same day": the day of the first of these that is known.
_SAME_DAY_AS = {
    "defect_found_date": ("delivered_date",),
    "notice_date": ("defect_found_date", "delivered_date"),
    "repair_requested_date": ("notice_date", "defect_found_date"),
}
_SAME_DAY = re.compile(
    r"(?<!\w)(?:(?:the )?(?:very )?same day|that (?:very )?day|at once|immediately|"
    r"(?:straight|right) away|on arrival|instantly|when (?:it arrived|it came|i (?:got|opened) it))"
    r"(?!\w)",
    re.IGNORECASE,
)


def days_meant(
    name: str, reading: ReadDate, today: date, facts: Facts
) -> tuple[tuple[date, ...], bool]:
    """Return the days that the words can mean, the likeliest first, and whether that one is sure.

    A day without a month or year follows the earlier fact, if the rule of the fact names one.
    """
    days = reading.alternatives or ((reading.value,) if reading.value else ())
    rule = rule_of(name)
    start = known_day(facts, rule.not_before) if rule.not_before else None
    if not reading.month_given and start is not None:
        following = in_coming_month(days[0].day, start) or days[0]
        both = tuple(dict.fromkeys((following, *days)))
        return (both[:1], True) if rule.may_be_future else (both, len(both) == 1)
    if reading.year_given or not rule.may_be_future:
        return days, reading.sure
    return tuple(in_coming_year(day, today, start) for day in days), reading.sure


def same_day(asked: Asked) -> Accepted | None:
    """Return the day that "the same day" or "at once" points to; it is about right."""
    name = asked.question.fact
    if not _SAME_DAY.search(squeezed(asked.text)):
        return None
    days = (known_day(asked.facts, earlier) for earlier in _SAME_DAY_AS.get(name, ()))
    day = next((day for day in days if day is not None), None)
    return None if day is None else Accepted({name: day}, approximate=frozenset({name}))
