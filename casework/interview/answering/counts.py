"""Answers that are a number, or that there is none: days in which a return is possible."""

from __future__ import annotations

import re

from casework.interview.answering.asked import Asked
from casework.interview.answers import Accepted, Answer, Refused
from casework.reading.numbers import NUMBER_WORDS, number
from casework.reading.text import squeezed
from casework.reading.yes_no import read_yes_no

_MOST = 3650
_DAYS_OF = {"day": 1, "week": 7, "month": 30, "year": 365}
_COUNT = re.compile(
    rf"(?<![\w.])(?P<n>\d{{1,4}}|{NUMBER_WORDS})(?:[\s-]+(?P<unit>day|week|month|year)s?)?(?!\w)",
    re.IGNORECASE,
)


def read_count_or_no(asked: Asked) -> Answer:
    """Read a number of days, or that there is none; code not_understood.

    A bare yes settles what a number would settle, and leaves the number unknown.
    """
    question, match = asked.question, _COUNT.search(squeezed(asked.text))
    count = number(match["n"]) if match else None
    if match is not None and count is not None:
        days = count * _DAYS_OF[(match["unit"] or "day").lower()]
        return Accepted({question.fact: min(days, _MOST), **question.if_yes})
    said = read_yes_no(asked.text)
    if said is None:
        return Refused("not_understood")
    if said:
        return Accepted(dict(question.if_yes), unknown=frozenset({question.fact}))
    return Accepted({question.fact: None, **question.if_no})
