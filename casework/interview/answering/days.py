"""Answers that are days: which fact each belongs to, and whether it can be that day."""

from __future__ import annotations

import re
from datetime import date

from casework.casefile import KnownFact
from casework.interview.answering.asked import Asked
from casework.interview.answering.choices import options_meant
from casework.interview.answering.meant import days_meant, same_day
from casework.interview.answering.resuming import words_of_day
from casework.interview.answering.rules import check_day
from casework.interview.answers import Accepted, Answer, Refused, Unsure
from casework.reading.dates import Precision, ReadDate, read_dates
from casework.reading.known import Facts
from casework.reading.text import squeezed
from casework.reading.yes_no import read_yes_no

# Facts whose words in an answer ("I wrote on 5 May") also fit the question for the first.
_FITS: dict[str, frozenset[str]] = {
    "delivered_date": frozenset({"promised_date"}),
    "promised_date": frozenset({"delivered_date"}),
    "additional_period_until": frozenset({"promised_date", "notice_date"}),
    "defect_found_date": frozenset({"delivered_date", "notice_date", "event_date"}),
    "notice_date": frozenset({"request_date", "repair_requested_date", "defect_found_date"}),
    "repair_requested_date": frozenset({"notice_date", "request_date"}),
    "request_date": frozenset({"notice_date", "event_date"}),
    "event_date": frozenset({"delivered_date", "notice_date", "order_date", "defect_found_date"}),
    "withdrawal_sent_date": frozenset({"notice_date", "request_date", "repair_requested_date"}),
    "debit_date": frozenset({"order_date", "event_date", "delivered_date"}),
    "reported_date": frozenset({"notice_date", "request_date", "repair_requested_date"}),
    "discovered_date": frozenset({"defect_found_date", "notice_date", "event_date"}),
}

_NEVER = re.compile(
    r"(?:no,? )?(?:(?:i|we|they|he|she|nobody) (?:(?:have|has|did)(?:n'?t| not)|never) "
    r"(?!know|remember|got|have|say when)|(?:there was |they gave )?(?:no|none|not any) "
    r"(?:date|day|promise|deadline|time)\b)",
    re.IGNORECASE,
)


def read_days(asked: Asked) -> Answer:
    """Read the days that the question asks for; the words around a day tell which one it is.

    Days without such words fill what was asked in its order. Codes: not_a_date, date_impossible,
    day_missing (a month or a week) and those of ``check_day``.
    """
    readings = read_dates(words_of_day(asked), asked.today, asked.country)
    if not readings:
        return same_day(asked) or Refused("not_a_date")
    further = _shared_out(asked, readings)
    first = further.pop(asked.question.fact, None)
    if first is None:
        return Accepted({}) if asked.story.sure() else Refused("not_a_date")
    answer = _read_day(asked.question.fact, first, asked.today, asked.facts)
    if isinstance(answer, Accepted):
        return _with_further(asked, answer, further)
    return answer


def _shared_out(asked: Asked, readings: list[ReadDate]) -> dict[str, ReadDate]:
    """Return a reading for each fact that the question asks, as far as there are some."""
    names = list(asked.question.days_asked())
    told = {reading.span: name for name, reading in asked.story.facts.items()}
    told |= {reading.span: reading.fact for reading in asked.own_days}
    shares: dict[str, ReadDate] = {}
    free: list[ReadDate] = []
    for reading in readings:
        name = _asked_name(told.get(reading.span), names)
        if name is None and told.get(reading.span) is None:
            free.append(reading)
        elif name is not None:
            shares.setdefault(name, reading)
    for name in [n for n in names if n not in shares]:
        if free:
            shares[name] = free.pop(0)
    return shares


def _asked_name(told: str | None, names: list[str]) -> str | None:
    if told in names:
        return told
    return names[0] if told in _FITS.get(names[0], ()) else None


def also_fitting(name: str) -> frozenset[str]:
    """Return the facts whose words in an answer also fit the question for ``name``."""
    return _FITS.get(name, frozenset())


def _with_further(asked: Asked, answer: Accepted, further: dict[str, ReadDate]) -> Accepted:
    for name, reading in further.items():
        facts = {**asked.facts, **_as_facts(answer)}
        second = _read_day(name, reading, asked.today, facts)
        if isinstance(second, Accepted):
            answer = merged(answer, second)
    return answer


def _read_day(
    name: str, reading: ReadDate, today: date, facts: Facts
) -> Accepted | Refused | Unsure:
    if reading.refusal is not None:
        return Refused(reading.refusal, {"words": reading.words})
    if reading.precision in (Precision.MONTH, Precision.WEEK):
        return Refused("day_missing", {"words": reading.words})
    days, is_sure = days_meant(name, reading, today, facts)
    possible = [day for day in days if check_day(name, day, today, facts) is None]
    if not possible:
        return check_day(name, days[0], today, facts) or Refused("not_a_date")
    is_doubtful = possible[0] != days[0] if is_sure else len(possible) > 1
    if is_doubtful:
        return Unsure(tuple({name: day} for day in possible), "date_ambiguous")
    about = {name} if reading.precision is Precision.ABOUT else set()
    return Accepted({name: possible[0]}, approximate=frozenset(about))


def with_days_beside(asked: Asked, answer: Accepted) -> Accepted:
    """Add the days that the question asks for beside its own fact, where the words hold any."""
    readings = read_dates(asked.text, asked.today, asked.country)
    return _with_further(asked, answer, _shared_out(asked, readings))


def read_day_or_no(asked: Asked) -> Answer:
    """Read a day, or that there was none; code day_missing where only a yes was said."""
    answer = read_days(asked)
    if not (isinstance(answer, Refused) and answer.code == "not_a_date"):
        return answer
    meant = options_meant(asked.question.options, asked.text)
    if len(meant) == 1:
        return Accepted(dict(meant[0].sets))
    said = read_yes_no(asked.text)
    if said is False or _NEVER.match(squeezed(asked.text)):
        return Accepted({asked.question.fact: None})
    return Refused("day_missing") if said else answer


def merged(first: Accepted, further: Accepted) -> Accepted:
    """Return both answers as one; the first wins where both have a value."""
    return Accepted(
        {**further.values, **first.values},
        first.assumed | further.assumed,
        first.approximate | further.approximate,
    )


def _as_facts(answer: Accepted) -> dict[str, KnownFact]:
    return {name: KnownFact(name=name, value=value) for name, value in answer.values.items()}
