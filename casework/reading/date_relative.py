"""Dates told from today: yesterday, two weeks ago, last Tuesday, the 3rd of last month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from casework.reading.calendar_words import full_weekdays, months, weekdays
from casework.reading.date_shapes import DateContext, Reader, Shape
from casework.reading.date_values import DateValue, Precision, day_of
from casework.reading.lexicon import any_of, lexicon
from casework.reading.numbers import NUMBER_WORDS, number

_WORDS = lexicon("calendar")
_MEMORY = 30  # years; who says "a hundred years ago" means no date
_LENGTHS = {
    "days": relativedelta(days=1),
    "weeks": relativedelta(days=7),
    "fortnights": relativedelta(days=14),
    "months": relativedelta(months=1),
    "years": relativedelta(years=1),
}
_COUNT = rf"(?P<count>\d{{1,3}}|(?:a\s+)?couple(?:\s+of)?|{NUMBER_WORDS})"
_UNIT = rf"(?P<unit>{any_of(_WORDS['units'])})s?"
_DISTANCE = rf"(?:(?P<hedge>{any_of(_WORDS['hedges'])})\s+)?{_COUNT}\s*{_UNIT}"


def _named_day(match: re.Match[str], context: DateContext) -> DateValue:
    words = " ".join(match["named"].lower().split())
    return DateValue(context.today + timedelta(days=_WORDS["named_days"][words]))


def _count(words: str) -> int | None:
    count = 2 if "couple" in words.lower() else number(words)
    return count if count is not None and count < 1000 else None


def _distance(match: re.Match[str]) -> relativedelta | None:
    count = _count(match["count"])
    unit = _WORDS["units"][match["unit"].lower()]
    if count is None or (unit == "years" and count > _MEMORY):
        return None
    return count * _LENGTHS[unit]


def _exactness(match: re.Match[str]) -> Precision:
    exact = match["unit"].lower() == "day" and match["hedge"] is None
    return Precision.DAY if exact and "couple" not in match["count"].lower() else Precision.ABOUT


def _ago(match: re.Match[str], context: DateContext) -> DateValue | None:
    distance = _distance(match)
    if distance is None:
        return None
    return DateValue(context.today - distance, precision=_exactness(match))


def _ahead(match: re.Match[str], context: DateContext) -> DateValue | None:
    distance = _distance(match)
    if distance is None:
        return None
    return DateValue(context.today + distance, precision=_exactness(match))


def _weekday(match: re.Match[str]) -> int:
    return weekdays()[match["weekday"].lower()]


def _last(weekday: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - weekday) % 7 or 7)


def _next(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)


def _past_weekday(match: re.Match[str], context: DateContext) -> DateValue:
    return DateValue(_last(_weekday(match), context.today))


def _coming_weekday(match: re.Match[str], context: DateContext) -> DateValue:
    return DateValue(_next(_weekday(match), context.today))


def _by_weekday(match: re.Match[str], context: DateContext) -> DateValue:
    """Read "by Friday", which can be the one gone by or the one to come."""
    past, coming = _last(_weekday(match), context.today), _next(_weekday(match), context.today)
    return DateValue(past, (past, coming), sure=False)


def _weekday_of_this_week(match: re.Match[str], context: DateContext) -> DateValue:
    return DateValue(_monday(context.today, 0) + timedelta(days=_weekday(match)))


def _weekday_of_last_week(match: re.Match[str], context: DateContext) -> DateValue:
    return DateValue(_monday(context.today, 1) + timedelta(days=_weekday(match)))


def _monday(today: date, weeks_back: int) -> date:
    return today - timedelta(days=today.weekday() + 7 * weeks_back)


def _units_back(match: re.Match[str]) -> int:
    return {"last": 1, "this": 0, "next": -1}[match["which"].lower()]


def _first_of_month(match: re.Match[str], today: date) -> date:
    return today.replace(day=1) - relativedelta(months=_units_back(match))


def _day_of_named_month(match: re.Match[str], context: DateContext) -> DateValue | None:
    month = _first_of_month(match, context.today)
    value = day_of(month.year, month.month, int(match["d"]))
    return None if value is None else DateValue(value)


def _week(match: re.Match[str], context: DateContext) -> DateValue:
    monday = _monday(context.today, _units_back(match))
    return DateValue(monday, precision=Precision.WEEK, sure=False)


def _month(match: re.Match[str], context: DateContext) -> DateValue:
    first = _first_of_month(match, context.today)
    return DateValue(first, precision=Precision.MONTH, sure=False)


@lru_cache(maxsize=1)
def relative_shapes() -> tuple[Shape, ...]:
    """Return the shapes with their readers; where two match the same place, the first wins."""
    shapes = (*_days_and_distances(), *_weekday_phrases(), *_weeks_and_months())
    return tuple((re.compile(rf"(?<!\w){p}", re.IGNORECASE), reader) for p, reader in shapes)


def _days_and_distances() -> list[tuple[str, Reader]]:
    return [
        (rf"(?:the\s+)?(?P<named>{any_of(_WORDS['named_days'])})\b", _named_day),
        (rf"{_DISTANCE}\s+(?:ago|back)\b", _ago),
        (rf"{_DISTANCE}\s+from\s+(?:now|today)\b", _ahead),
        (rf"(?<![\w\s])\s*in\s+{_DISTANCE}(?:'?s?\s+time)?\s*[.!]?\s*$", _ahead),
    ]


def _weekday_phrases() -> list[tuple[str, Reader]]:
    # "on Friday, 3 May" is a date with its weekday, which tells nothing more.
    alone = rf"\b(?!\.?,?\s+(?:the\s+)?(?:\d|(?:{any_of(months())})\b))"
    weekday = rf"(?P<weekday>{any_of(weekdays())}){alone}"
    full_weekday = rf"(?P<weekday>{any_of(full_weekdays())}){alone}"
    return [
        (rf"(?:on\s+)?{full_weekday}\s+(?:of\s+)?last\s+week\b", _weekday_of_last_week),
        (rf"last\s+week\s+(?:on\s+)?{weekday}", _weekday_of_last_week),
        (rf"next\s+{weekday}", _coming_weekday),
        (rf"(?:by|until|till|before)\s+{full_weekday}", _by_weekday),
        (rf"(?:last|past|on|since|from)\s+{weekday}", _past_weekday),
        (rf"this\s+{full_weekday}", _weekday_of_this_week),
        (rf"^\s*{full_weekday}\s*[.!]?\s*$", _past_weekday),
    ]


def _weeks_and_months() -> list[tuple[str, Reader]]:
    which = r"(?P<which>last|this|next)"
    ordinal = r"(?:the\s+)?(?P<d>\d{1,2})\s?(?:st|nd|rd|th)"
    return [
        (rf"{ordinal}\s+of\s+(?P<which>last|this)\s+month\b", _day_of_named_month),
        (rf"{which}\s+(?:week|wk)\b", _week),
        (rf"{which}\s+month\b", _month),
    ]
