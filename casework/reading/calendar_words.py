"""The names of months and weekdays, as expressions and as numbers.

English from the Unicode CLDR tables in Babel, with common misspellings; the other languages that
English-writing Europeans slip into are read for months only.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale

_MISSPELT_MONTHS = {
    "janurary": 1, "januray": 1, "jannuary": 1, "janury": 1, "febuary": 2, "feburary": 2,
    "februrary": 2, "febr": 2, "marh": 3, "apirl": 4, "aprl": 4, "arpil": 4, "juin": 6,
    "jully": 7, "juley": 7, "agust": 8, "augest": 8, "auguest": 8, "sept": 9, "septmber": 9,
    "septemeber": 9, "setember": 9, "spetember": 9, "ocotber": 10, "octobor": 10, "ocober": 10,
    "novemeber": 11, "novmber": 11, "noveber": 11, "decemeber": 12, "decmber": 12, "desember": 12,
}  # fmt: skip
_MISSPELT_WEEKDAYS = {
    "tues": 1, "teusday": 1, "tusday": 1, "wednsday": 2, "wensday": 2, "wendesday": 2, "weds": 2,
    "thur": 3, "thurs": 3, "thrusday": 3, "thurday": 3, "firday": 4, "saterday": 5, "sturday": 5,
}  # fmt: skip
_MONTH_LANGUAGES = ("de", "fr", "es", "it", "nl", "pt", "pl", "sv")


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    """Return the number of each month by its lower-case name or abbreviation."""
    names = dict(_MISSPELT_MONTHS)
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
    return {**_MISSPELT_WEEKDAYS, **named}


def alternatives(names: dict[str, int]) -> str:
    """Return an expression for any of ``names``, longest first."""
    return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))


def full_weekdays() -> dict[str, int]:
    """Return the weekdays without their three-letter forms, which are words of their own."""
    return {name: number for name, number in weekdays().items() if len(name) > 3}
