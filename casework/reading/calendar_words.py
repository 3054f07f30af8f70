"""The names of months and weekdays, as expressions and as numbers.

English from the Unicode CLDR tables in Babel, with common misspellings; the other languages that
English-writing Europeans slip into are read for months only.
"""

from __future__ import annotations

from functools import lru_cache

from babel import Locale

from casework.reading.lexicon import lexicon

_MONTH_LANGUAGES = ("de", "fr", "es", "it", "nl", "pt", "pl", "sv")


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Return the number of each month by its lower-case name or abbreviation."""
    names = dict(lexicon("calendar")["months"])
    for language in _MONTH_LANGUAGES:  # their abbreviations ("set", "out", "ago") are English words
        names |= _month_names(language, "wide")
    return names | _month_names("en", "abbreviated") | _month_names("en", "wide")


def _month_names(language: str, width: str) -> dict[str, int]:
    return {name.lower(): i for i, name in Locale(language).months["format"][width].items()}


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    """Return the number of each English weekday (Monday is 0) by its lower-case name."""
    forms = Locale("en").days["format"]
    named = {n.lower(): i for w in ("wide", "abbreviated") for i, n in forms[w].items()}
    return {**lexicon("calendar")["weekdays"], **named}


def full_weekdays() -> dict[str, int]:
    """Return the weekdays without their three-letter forms, which are words of their own."""
    return {name: number for name, number in weekdays().items() if len(name) > 3}
