"""Answers that are days: rules of the fact, several days in one answer, "no" for no day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from casework.casefile import KnownFact
from casework.interview.answers import Accepted, Answer, Refused, Unsure
from casework.interview.catalogue import date_rules
from casework.interview.questions import DateRule
from casework.reading.dates import Precision, ReadDate, first_on_or_after, read_dates

OLDEST_YEARS = 15  # an older purchase is a slip of the pen


def read_days(
    names: Sequence[str], text: str, today: date, facts: Mapping[str, KnownFact]
) -> Answer:
    """Read the days for the facts ``names``, the first of which has to be there.

    Further days fill further names in their order. Codes: not_a_date, day_missing and those of
    ``check_day``.
    """
    readings = read_dates(text, today, known_value(facts, "consumer_country"))
    if not readings:
        return Refused("not_a_date")
    first = _read_day(names[0], readings[0], today, facts)
    if not isinstance(first, Accepted):
        return first
    for name, reading in zip(names[1:], readings[1:], strict=False):
        further = _read_day(name, reading, today, {**facts, **_as_facts(first)})
        if isinstance(further, Accepted):
            first = merged(first, further)
    return first


def _read_day(
    name: str, reading: ReadDate, today: date, facts: Mapping[str, KnownFact]
) -> Accepted | Refused | Unsure:
    if reading.refusal is not None:
        return Refused(reading.refusal, {"words": reading.words})
    if reading.precision in (Precision.MONTH, Precision.WEEK):
        return Refused("day_missing", {"words": reading.words})
    options = _fitting(name, reading, today, facts)
    possible = [day for day in options if check_day(name, day, today, facts) is None]
    if len(possible) > 1 and not reading.sure:
        return Unsure(tuple({name: day} for day in possible), "date_ambiguous")
    if not possible:
        return check_day(name, options[0], today, facts) or Refused("not_a_date")
    if possible[0] != options[0] and reading.sure:
        return Unsure(tuple({name: day} for day in possible), "date_ambiguous")
    about = {name} if reading.precision is Precision.ABOUT else set()
    return Accepted({name: possible[0]}, approximate=frozenset(about))


def _fitting(
    name: str, reading: ReadDate, today: date, facts: Mapping[str, KnownFact]
) -> tuple[date, ...]:
    """Return the days the words can mean, the likeliest first, with the year that fits the rule."""
    days = reading.alternatives or ((reading.value,) if reading.value else ())
    rule = date_rules().get(name, DateRule())
    if reading.year_given or not rule.may_be_future:
        return days
    start = known_day(facts, rule.not_before) if rule.not_before else None
    return tuple(_in_year_after(day, reading, start, today) for day in days)


def _in_year_after(day: date, reading: ReadDate, start: date | None, today: date) -> date:
    """Return the yearless day after the earlier fact, else the nearest to today."""
    yearless = ReadDate(day, reading.span, reading.words, year_given=False)
    if start is not None:
        return first_on_or_after(yearless, start).value or day
    coming = first_on_or_after(yearless, today).value or day
    return min(day, coming, key=lambda d: abs((d - today).days))


def check_day(name: str, day: date, today: date, facts: Mapping[str, KnownFact]) -> Refused | None:
    """Return the refusal of a day that can't be, None for one that can.

    Codes: date_in_future, date_too_old, date_before_order and date_before_<earlier fact>.
    """
    rule = date_rules().get(name, DateRule())
    if day > today and not rule.may_be_future:
        return Refused("date_in_future", {"day": day})
    if day.year < today.year - OLDEST_YEARS:
        return Refused("date_too_old", {"day": day})
    earlier = known_day(facts, rule.not_before) if rule.not_before else None
    if rule.not_before and earlier is not None and day < earlier:
        code = (
            "date_before_order"
            if rule.not_before == "order_date"
            else f"date_before_{rule.not_before}"
        )
        return Refused(code, {"day": day, rule.not_before: earlier})
    return None


def known_value(facts: Mapping[str, KnownFact], name: str) -> Any:
    """Return the value of a known fact, else None."""
    fact = facts.get(name)
    return fact.value if fact is not None and fact.standing == "known" else None


def known_day(facts: Mapping[str, KnownFact], name: str) -> date | None:
    """Return the day of a known fact, stored as a date or as ISO text, else None."""
    value = known_value(facts, name)
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def merged(first: Accepted, further: Accepted) -> Accepted:
    """Return both answers as one; the first wins where both have a value."""
    return Accepted(
        {**further.values, **first.values},
        first.assumed | further.assumed,
        first.approximate | further.approximate,
    )


def _as_facts(answer: Accepted) -> dict[str, KnownFact]:
    return {name: KnownFact(name=name, value=value) for name, value in answer.values.items()}
