"""Dates written with figures or month names: 2026-05-03, 3.5.26, 3/4, May 3rd, the 3rd."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casework.reading.calendar_words import months
from casework.reading.date_order import date_order, day_month_order
from casework.reading.date_values import (
    EARLIEST_YEAR,
    IMPOSSIBLE,
    LATEST_YEAR,
    DateValue,
    Precision,
    day_of,
    full_year,
    most_recent,
    most_recent_day,
    with_year,
)
from casework.reading.lexicon import any_of


@dataclass(frozen=True)
class DateContext:
    """What a date is read by: the day of reading and the writer's country (ISO 3166)."""

    today: date
    country: str | None = None


Reader = Callable[[re.Match[str], DateContext], DateValue | None]
"""Makes a date of a match; None means: this is no date after all."""
Shape = tuple[re.Pattern[str], Reader]

_BEFORE = r"(?<![\w./:-])"
_AFTER = r"(?!\w|[./:-]?\d)"
_VERBS = (
    "ordered|bought|purchased|paid|placed|delivered|arrived|received|expected|due|promised|broke|"
    "told|reported|complained|wrote|sent"
)
_PREPOSITIONS = "on|by|since|until|till|til|from|before|after|dated?|around|about|meant|not|of"
_AFTER_ANOTHER = r"(?:(?<=/\d)|(?<=/\d\d))\s*(?:and|to|,|-)\s*"
_CONTEXT = (
    rf"(?:^\s*|(?<!\w)(?:{_PREPOSITIONS}|{_VERBS}|was|is|no)\s+|[:=(]\s*|{_AFTER_ANOTHER})"
    r"(?:the\s+)?"
)
_PART_OF_A_WHOLE = r"(?!\s*(?:of|stars?|points?|items?|hours?|days?|weeks?|inch|%))"
_THEN = r"(?=\s*(?:$|[.,;:!?)\n]|-\s)"
_SENTENCE_GOES_ON = (
    rf"{_THEN}|\s+(?:and|but|i|it|they|we|he|she|when|because|so|or|then|at|in|from|with|for|my)\b)"
)
_MONEY_FOLLOWS = r"\s*(?:[€$£¥%]|eur|usd|gbp|euros?|dollars?|pounds?|quid|bucks|yen|zl|kr)"
_YEAR = (
    r"(?:(?:\s*,\s*|\s+(?:of\s+)?|[-/.])?(?P<y>(?:19|20)\d\d)(?!\w|[.,]\d|" + _MONEY_FOLLOWS + ")"
    r"|(?:\s*,\s*|\s+|[-/.])(?P<yy>'\d\d|[23]\d)(?=\s*(?:$|[.,;:!?)\n](?!\d))|"
    r"\s+(?:and|but|i|it|they|we|from|at|for|the|my|which)\b))?"
)


def _year_first(match: re.Match[str], _: DateContext) -> DateValue | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    return with_year(year, month, day) if _is_our_time(year) else None


def _is_our_time(year: int) -> bool:
    return EARLIEST_YEAR <= year <= LATEST_YEAR


def _figures(match: re.Match[str], context: DateContext) -> DateValue | None:
    """Read a/b/year: which of the first two is the day depends on mark, value and country."""
    first, second, year = int(match["a"]), int(match["b"]), full_year(match["y"])
    day_first, month_first = day_of(year, second, first), day_of(year, first, second)
    if day_first is None and month_first is None:
        return IMPOSSIBLE if len(match["y"]) == 4 and _is_our_time(year) else None
    order = date_order(context.country)
    dotted = match["mark"] == "." and order != "ymd"
    return _chosen(day_first, month_first, "dmy" if dotted else order)


def _chosen(day_first: date | None, month_first: date | None, order: str | None) -> DateValue:
    if day_first is None or month_first is None or day_first == month_first:
        return DateValue(day_first or month_first)
    if order is None or order.startswith("y"):
        return DateValue(day_first, (day_first, month_first), sure=False)
    value, other = (day_first, month_first) if order[0] == "d" else (month_first, day_first)
    return DateValue(value, (value, other))


def _two_figures(match: re.Match[str], context: DateContext) -> DateValue | None:
    first, second = int(match["a"]), int(match["b"])
    if (first, second) == (24, 7):  # "24/7" is a habit, not a day
        return None
    day_first = most_recent(second, first, context.today).value
    month_first = most_recent(first, second, context.today).value
    if day_first is None and month_first is None:
        return None
    order = "dm" if match["mark"] == "." else day_month_order(context.country)
    chosen = _chosen(day_first, month_first, order)
    return DateValue(chosen.value, chosen.alternatives, year_given=False, sure=chosen.sure)


def _east_asian_month_day(match: re.Match[str], context: DateContext) -> DateValue:
    return most_recent(int(match["m"]), int(match["d"]), context.today)


def _named_month(match: re.Match[str], context: DateContext) -> DateValue | None:
    month, day = months()[match["month"].lower()], int(match["d"])
    year = match["y"] or match["yy"]
    if not 1 <= day <= 31:
        return IMPOSSIBLE if year else None
    if year:
        return with_year(full_year(year), month, day)
    return most_recent(month, day, context.today)


def _month_only(match: re.Match[str], context: DateContext) -> DateValue | None:
    month, year = months()[match["month"].lower()], match["y"]
    value = day_of(int(year), month, 1) if year else most_recent(month, 1, context.today).value
    return DateValue(value, precision=Precision.MONTH, year_given=bool(year), sure=False)


def _month_in_figures(match: re.Match[str], _: DateContext) -> DateValue | None:
    value = day_of(int(match["y"]), int(match["m"]), 1)
    return None if value is None else DateValue(value, precision=Precision.MONTH, sure=False)


def _day_of_the_month(match: re.Match[str], context: DateContext) -> DateValue | None:
    day = int(match["d"])
    return most_recent_day(day, context.today) if 1 <= day <= 31 else None


def _shape(pattern: str, reader: Reader) -> Shape:
    return re.compile(pattern, re.IGNORECASE), reader


def _in_figures() -> list[Shape]:
    day_month = r"(?P<a>\d{1,2})(?P<mark>[./-])\s?(?P<b>\d{1,2})"
    return [
        _shape(
            rf"{_BEFORE}(?P<y>\d{{4}})(?P<mark>[-/.])(?P<m>\d{{1,2}})(?P=mark)(?P<d>\d{{1,2}})"
            r"(?=T\d|(?!\w|[./-]\d))",
            _year_first,
        ),
        _shape(
            r"(?<!\d)(?P<y>\d{4})\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})(?!\d)", _year_first
        ),
        _shape(r"(?<!\d)(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日", _east_asian_month_day),
        _shape(rf"{_BEFORE}{day_month}(?P=mark)\s?(?P<y>\d{{4}}|\d\d){_AFTER}", _figures),
    ]


def _with_month_names() -> list[Shape]:
    month = rf"(?P<month>{any_of(months())})(?![^\W\d_])(?:\.(?=\s?[\d']))?"
    day = r"(?P<d>\d{1,2})(?:\s?(?:st|nd|rd|th)\b)?"
    not_a_verb = r"(?<!\bi )(?<!\byou )(?<!\bwe )(?<!\bthey )"  # "I may 3 times"
    return [
        _shape(
            rf"(?<![\w.]){day}\.?(?:\s+of)?[\s/.-]{{0,3}}(?:de\s+)?{month}{_YEAR}(?!\w)",
            _named_month,
        ),
        _shape(
            rf"(?<![\w.]){not_a_verb}{month}[\s/-]{{0,3}}(?:the\s+)?{day}"
            rf"(?![\d:%]|[.,]\d){_YEAR}(?!\w)",
            _named_month,
        ),
        _shape(
            rf"(?<!\w)(?:in|during|since|early|late|mid|of|last)[\s-]+{month}"
            r"(?:,?\s+(?:of\s+)?(?P<y>\d{4}))?(?!\w|\s*\d)",
            _month_only,
        ),
        _shape(rf"(?<!\w){month},?\s+(?P<y>(?:19|20)\d\d)(?!\w)", _month_only),
        _shape(rf"^\s*{month}\s*[.!?]?\s*$(?P<y>)", _month_only),
    ]


def _in_short() -> list[Shape]:
    ordinal = r"(?P<date>(?P<d>\d{1,2})\s?(?:st|nd|rd|th))(?!\w)"
    slashed = r"(?P<date>(?P<a>\d{1,2})(?P<mark>/)(?P<b>\d{1,2}))"
    return [
        _shape(rf"{_BEFORE}(?P<m>\d{{1,2}})/(?P<y>20\d\d){_AFTER}", _month_in_figures),
        _shape(rf"{_CONTEXT}{_BEFORE}{slashed}{_AFTER}{_PART_OF_A_WHOLE}", _two_figures),
        _shape(r"^\s*(?P<date>(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})\.?)\s*$", _two_figures),
        _shape(
            r"(?<!\w)(?:on|by|since|until|am|dated)\s+(?:the\s+)?"
            r"(?P<date>(?P<a>\d{1,2})(?P<mark>\.)\s?(?P<b>\d{1,2})\.)(?!\d)",
            _two_figures,
        ),
        _shape(
            rf"(?:^\s*|(?<!\w)(?:{_PREPOSITIONS}|{_VERBS})\s+)(?:the\s+)?{ordinal}"
            + _SENTENCE_GOES_ON,
            _day_of_the_month,
        ),
        _shape(
            rf"(?<!\w)(?:was|is|'s|be|no|mean)\s+(?:on\s+)?(?:the\s+)?{ordinal}{_THEN})",
            _day_of_the_month,
        ),
    ]


@lru_cache(maxsize=1)
def written_shapes() -> tuple[Shape, ...]:
    """Return the shapes with their readers; where two match the same place, the first wins."""
    return (*_in_figures(), *_with_month_names(), *_in_short())
