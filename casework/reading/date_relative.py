"""Dates told from today: yesterday, two weeks ago, last Tuesday, the 3rd of last month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from casework.reading.calendar_words import alternatives, full_weekdays, weekdays
from casework.reading.date_shapes import Reader, Shape
from casework.reading.date_values import DateValue, Precision, day_of
from casework.reading.numbers import NUMBER_WORDS, number

_NAMED_DAYS = {
    "day before yesterday": -2, "day after tomorrow": 2, "yesterday": -1, "yesterady": -1,
    "yesteday": -1, "yday": -1, "today": 0, "todays": 0, "this morning": 0, "this afternoon": 0,
    "this evening": 0, "tonight": 0, "last night": -1, "tomorrow": 1, "tomorow": 1, "tommorow": 1,
    "tommorrow": 1, "tmrw": 1,
}  # fmt: skip
_UNITS = {
    "day": "days", "week": "weeks", "wk": "weeks", "fortnight": "fortnights", "month": "months",
    "mth": "months", "year": "years", "yr": "years",
}  # fmt: skip
_MEMORY = 30  # years; who says "a hundred years ago" means no date
_COUPLE = r"(?:a\s+)?couple(?:\s+of)?"
_COUNT = rf"(?P<count>\d{{1,3}}|{_COUPLE}|{NUMBER_WORDS})"
_UNIT = rf"(?P<unit>{'|'.join(_UNITS)})s?"
_HEDGE = r"(?P<hedge>about|around|roughly|approx(?:imately)?|almost|nearly|like|maybe|over|some)"


def _named_day(match: re.Match[str], today: date, country: str | None) -> DateValue:
    words = " ".join(match["named"].lower().split())
    return DateValue(today + timedelta(days=_NAMED_DAYS[words]))


def _count(words: str) -> int | None:
    count = 2 if "couple" in words.lower() else number(words)
    return count if count is not None and count < 1000 else None


def _distance(match: re.Match[str]) -> relativedelta | None:
    count = _count(match["count"])
    unit = _UNITS[match["unit"].lower()]
    if count is None or (unit == "years" and count > _MEMORY):
        return None
    if unit == "fortnights":
        return relativedelta(days=14 * count)
    return relativedelta(**{unit: count})  # type: ignore[arg-type]


def _exactness(match: re.Match[str]) -> Precision:
    exact = match["unit"].lower() == "day" and match["hedge"] is None
    return Precision.DAY if exact and "couple" not in match["count"].lower() else Precision.ABOUT


def _ago(match: re.Match[str], today: date, country: str | None) -> DateValue | None:
    distance = _distance(match)
    return None if distance is None else DateValue(today - distance, precision=_exactness(match))


def _ahead(match: re.Match[str], today: date, country: str | None) -> DateValue | None:
    distance = _distance(match)
    return None if distance is None else DateValue(today + distance, precision=_exactness(match))


def _past_weekday(match: re.Match[str], today: date, country: str | None) -> DateValue:
    back = (today.weekday() - weekdays()[match["weekday"].lower()]) % 7 or 7
    return DateValue(today - timedelta(days=back))


def _coming_weekday(match: re.Match[str], today: date, country: str | None) -> DateValue:
    ahead = (weekdays()[match["weekday"].lower()] - today.weekday()) % 7 or 7
    return DateValue(today + timedelta(days=ahead))


def _weekday_of_last_week(match: re.Match[str], today: date, country: str | None) -> DateValue:
    monday = today - timedelta(days=today.weekday() + 7)
    return DateValue(monday + timedelta(days=weekdays()[match["weekday"].lower()]))


def _day_of_named_month(match: re.Match[str], today: date, country: str | None) -> DateValue | None:
    months_back = 1 if match["which"].lower() == "last" else 0
    month = today.replace(day=1) - relativedelta(months=months_back)
    value = day_of(month.year, month.month, int(match["d"]))
    return None if value is None else DateValue(value)


def _week(match: re.Match[str], today: date, country: str | None) -> DateValue:
    weeks_back = {"last": 1, "this": 0, "next": -1}[match["which"].lower()]
    monday = today - timedelta(days=today.weekday() + 7 * weeks_back)
    return DateValue(monday, precision=Precision.WEEK, sure=False)


def _month(match: re.Match[str], today: date, country: str | None) -> DateValue:
    months_back = {"last": 1, "this": 0, "next": -1}[match["which"].lower()]
    first = today.replace(day=1) - relativedelta(months=months_back)
    return DateValue(first, precision=Precision.MONTH, sure=False)


def _by_weekday(match: re.Match[str], today: date, country: str | None) -> DateValue:
    """Read "by Friday", which can be the one gone by or the one to come."""
    past = _past_weekday(match, today, country).value
    coming = _coming_weekday(match, today, country).value
    if past is None or coming is None:
        return DateValue(past)
    return DateValue(past, (past, coming), sure=False)


def _weekday_of_this_week(match: re.Match[str], today: date, country: str | None) -> DateValue:
    days = weekdays()[match["weekday"].lower()] - today.weekday()
    return DateValue(today + timedelta(days=days))


@lru_cache(maxsize=1)
def relative_shapes() -> tuple[Shape, ...]:
    """Return the shapes with their readers; where two match the same place, the first wins."""
    shapes = (*_days_and_distances(), *_weekday_phrases(), *_weeks_and_months())
    return tuple((re.compile(rf"(?<!\w){p}", re.IGNORECASE), reader) for p, reader in shapes)


def _days_and_distances() -> list[tuple[str, Reader]]:
    distance = rf"(?:{_HEDGE}\s+)?{_COUNT}\s*{_UNIT}"
    return [
        (rf"(?:the\s+)?(?P<named>{alternatives(_NAMED_DAYS)})\b", _named_day),
        (rf"{distance}\s+(?:ago|back)\b", _ago),
        (rf"{distance}\s+from\s+(?:now|today)\b", _ahead),
        (rf"(?<![\w\s])\s*in\s+{distance}(?:'?s?\s+time)?\s*[.!]?\s*$", _ahead),
    ]


def _weekday_phrases() -> list[tuple[str, Reader]]:
    weekday = rf"(?P<weekday>{alternatives(weekdays())})\b"
    full_weekday = rf"(?P<weekday>{alternatives(full_weekdays())})\b"
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
    return [
        (
            r"(?:the\s+)?(?P<d>\d{1,2})\s?(?:st|nd|rd|th)\s+of\s+(?P<which>last|this)\s+month\b",
            _day_of_named_month,
        ),
        (rf"{which}\s+(?:week|wk)\b", _week),
        (rf"{which}\s+month\b", _month),
    ]
