"""Dates in free text, read strictly: what is not certainly a date is not one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from casework.reading.date_relative import relative_shapes
from casework.reading.date_shapes import DateContext, Reader, written_shapes
from casework.reading.date_values import DateValue, Precision, ReadDate, in_coming_month
from casework.reading.references import reference_spans
from casework.reading.text import PlainText, Span, masked, plain_text

__all__ = ["Precision", "ReadDate", "date_spans", "read_dates"]

_ANY_DAY = date(2026, 7, 31)  # where dates stand does not depend on the day of reading
_MAY_BE_A_DATE = re.compile(
    r"\d|day|week|month|year|morning|noon|evening|night|yes|tom|tmrw|ago|back|jan|feb|mar|apr|may|"
    r"jun|jul|aug|sep|oct|nov|dec|last|in\b|\b(?:sun|mon|tue|wed|thu|fri|sat)",
    re.IGNORECASE,
)


def read_dates(text: str | PlainText, today: date, country: str | None = None) -> list[ReadDate]:
    """Return the dates in ``text``, in the order in which they stand there.

    ``country`` (ISO 3166) decides how 3/4 is read; without it both readings are returned in
    ``alternatives``. Numbers of orders, prices and telephones are never dates.
    """
    plain = plain_text(text)
    found = _found(plain, DateContext(today, country))
    spans = sorted(found)
    values = _in_the_month_before([found[span] for span in spans])
    return [_placed(plain, s, v, today) for s, v in zip(spans, values, strict=True)]


def _in_the_month_before(values: list[DateValue]) -> list[DateValue]:
    """Put a day without a month after the date before it: "on 5 October ... on the 12th"."""
    placed: list[DateValue] = []
    for value in values:
        before = placed[-1].value if placed else None
        if not value.month_given and value.value is not None and before is not None:
            day = in_coming_month(value.value.day, before) or value.value
            value = replace(value, value=day, month_given=True)
        placed.append(value)
    return placed


def date_spans(text: str | PlainText) -> list[Span]:
    """Return where dates stand, as positions in the plain form of ``text``."""
    return list(_found(plain_text(text), DateContext(_ANY_DAY)))


def _found(plain: PlainText, context: DateContext) -> dict[Span, DateValue]:
    if not _MAY_BE_A_DATE.search(plain.text):
        return {}
    searched = masked(plain.text, reference_spans(plain))
    return _without_overlaps(_matches(searched), context, len(searched))


@lru_cache(maxsize=8)
def _matches(text: str) -> tuple[tuple[Span, re.Match[str], Reader], ...]:
    return tuple(
        (_place(match), match, reader)
        for pattern, reader in (*written_shapes(), *relative_shapes())
        for match in pattern.finditer(text)
    )


def _place(match: re.Match[str]) -> Span:
    start, end = match.span("date") if "date" in match.re.groupindex else match.span()
    words = match.string[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _without_overlaps(
    matches: Iterable[tuple[Span, re.Match[str], Reader]], context: DateContext, length: int
) -> dict[Span, DateValue]:
    taken = bytearray(length)
    found: dict[Span, DateValue] = {}
    for span, match, reader in matches:
        value = None if any(taken[slice(*span)]) else reader(match, context)
        if value is not None:
            found[span] = value
            taken[slice(*span)] = b"\x01" * (span[1] - span[0])
    return found


def _placed(plain: PlainText, span: Span, value: DateValue, today: date) -> ReadDate:
    return ReadDate(
        value=value.value,
        span=plain.span(*span),
        words=plain.words(*span),
        sure=value.sure,
        alternatives=value.alternatives,
        precision=value.precision,
        year_given=value.year_given,
        in_future=value.value is not None and value.value > today,
        refusal=value.refusal,
        month_given=value.month_given,
    )
