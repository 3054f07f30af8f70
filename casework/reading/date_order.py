"""In which order a country writes day and month, from the Unicode CLDR tables in Babel."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages

_WRITES_BOTH_WAYS = frozenset({"CA", "ZA"})  # what CLDR gives is not what most people there write


@lru_cache(maxsize=300)
def date_order(country: str | None) -> str | None:
    """Return ``dmy``, ``mdy`` or ``ymd`` for an ISO 3166 country, None where it is not clear."""
    pattern = _pattern(country, "short")
    return None if pattern is None else _order(pattern, "dMy")


@lru_cache(maxsize=300)
def day_month_order(country: str | None) -> str | None:
    """Return ``dm`` or ``md``: how the country writes a date without a year, such as 3/4."""
    order = date_order(country)
    if order != "ymd":
        return None if order is None else order.replace("y", "")
    return _order(str(_pattern(country, "Md")), "dM")


def _order(pattern: str, letters: str) -> str:
    return "".join(sorted(letters, key=pattern.index)).lower()


def _pattern(country: str | None, form: str) -> str | None:
    locale = None if country is None or country in _WRITES_BOTH_WAYS else _locale(country)
    if locale is None:
        return None
    if form == "short":
        return str(locale.date_formats["short"].pattern)
    return str(locale.datetime_skeletons[form].pattern)


def _locale(country: str) -> Locale | None:
    for language in get_official_languages(country, de_facto=True):
        try:
            return Locale.parse(f"{language}_{country}")
        except (UnknownLocaleError, ValueError):
            continue
    return None
