"""A day that completes an answer given before: "in September", then "the 3rd"."""

from __future__ import annotations

import re

from casework.interview.answering.asked import Asked
from casework.reading.dates import Precision, read_dates
from casework.reading.text import squeezed

_DAY_ALONE = re.compile(
    r"(?:(?:it was|on|i think|about|maybe|the)\s+)*(\d{1,2})(?:\s?(?:st|nd|rd|th))?[.!]?", re.I
)


def words_of_day(asked: Asked) -> str:
    """Return the words to read a day from: the answer, with the month that was said before."""
    day = _DAY_ALONE.fullmatch(squeezed(asked.text))
    if day is None or not asked.said_before:
        return asked.text
    said = read_dates(asked.said_before, asked.today, asked.country)
    month = next((r.value for r in said if r.precision is Precision.MONTH and r.value), None)
    return asked.text if month is None else f"{day[1]} {month:%B %Y}"
