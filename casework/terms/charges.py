"""How much a late charge asks, in percent a year."""

from __future__ import annotations

import re

_RATE = re.compile(
    r"(\d{1,4}(?:[.,]\d{1,4})?) ?(?:%|per ?cent|percent)(?: interest)?"
    r"(?: (?:per|a|each|every|for each|for every|an)? ?"
    r"(day|daily|week|weekly|month|monthly|annum|year|yearly|annually|p\.a))?",
    re.IGNORECASE,
)
_A_YEAR = {"d": 365, "w": 52, "m": 12}
_DEFAULT = {"daily": 365, "weekly": 52, "monthly": 12}


def late_rate(text: str) -> float | None:
    """Return the highest rate of interest in a sentence, in percent a year; None if it has none.

    A rate without a period is a sum for once, and no rate.
    """
    rates = (_yearly(match, text) for match in _RATE.finditer(text))
    return max((rate for rate in rates if rate is not None), default=None)


def _yearly(match: re.Match[str], text: str) -> float | None:
    number = float(match[1].replace(",", "."))
    if match[2] is not None:
        return number * _A_YEAR.get(match[2][0].lower(), 1)
    if re.search(r"annual|per annum|yearly", text, re.IGNORECASE):
        return number
    named = (times for word, times in _DEFAULT.items() if word in text.lower())
    times = next(named, None)
    return None if times is None else number * times
