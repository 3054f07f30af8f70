"""Amounts of money in free text, read strictly: a number is money only by its currency or words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from casework.reading.currencies import (
    CurrencyMark,
    after_number,
    before_number,
    currency_mark,
    currency_words,
    own_currency,
)
from casework.reading.dates import date_spans
from casework.reading.numbers import NUMBER_WORDS, number_in_words
from casework.reading.references import reference_spans
from casework.reading.text import PlainText, Span, masked, plain_text, squeezed

LARGEST = Decimal("1000000000")  # above it a number is a misreading, not a price


@dataclass(frozen=True)
class ReadMoney:
    """An amount in a text.

    ``currency`` is an ISO 4217 code, or None where none was named; ``alternatives`` lists what an
    ambiguous mark (``$``, ``¥``) can mean. ``hedged`` tells that the number is about right, the end
    of a range, or one of several payments ("about 40 euros", "20 euros a month"). ``sure`` is
    False where it is hedged or the currency is open.
    """

    amount: Decimal
    currency: str | None
    span: Span
    words: str
    sure: bool = True
    alternatives: tuple[str, ...] = ()
    hedged: bool = False


_NUMBER = r"\d{1,12}(?:[.,']\d{1,3}(?!\d)| \d{3}(?!\d)){0,4}(?:[.,]-)?(?:\s?k(?!\w))?"
_EDGE = r"(?<![\w.,'/-])"
_PRICE_WORDS = (
    r"(?:paid|pay|costs?|costed|price|spent|charged|total|amount|sum|worth|was|is|for|only|just)"
)
_HEDGES = re.compile(
    r"(?:about|around|approx(?:imately)?|roughly|over|almost|nearly|more than|less than|up to|"
    r"under|between|at least|from|ca|circa|~|\d\s?-|\d\s?(?:to|or|and))\.?\s*$",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*(?:each|per\b|apiece|a piece|an? (?:month|year|week|day)|/\s?(?:month|mo|year|week)|"
    r"monthly|yearly|or so|ish|-\s?\d|to \d|or \d|off\b)",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"(?:weigh\w{0,3}|weight)\W[^.]{0,20}$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:\d{3})+|\d{1,2}(?:,\d\d)+,\d{3}")


_SENTENCE_GOES_ON = (
    r"(?=\s*(?:$|[,;!?)\n]|\.(?!\d)|-\s|(?:not|and|but|for|on|in|from|at|by|with|to|i|it|they|"
    r"instead)\b))"
)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    before, after = before_number(), after_number()
    patterns = (
        rf"(?<![\d\w])(?P<before>{before})\s{{0,2}}(?P<n>{_NUMBER}|[.,]\d\d(?!\d))(?![\w%]|\.\d)",
        rf"{_EDGE}(?P<n>\d{{1,9}})\s{{0,2}}(?P<after>{after})\s{{0,2}}(?:and\s)?(?P<cents>\d\d)"
        rf"(?:\s?(?:cents?|pence|p)\b|(?=\s*(?:$|[.,;!?)](?!\d))))",
        rf"{_EDGE}(?P<n>{_NUMBER})\s{{0,2}}(?P<after>{after})(?!\d)",
        rf"{_EDGE}(?P<n>\d{{1,2}})(?P<after>p)(?!\w)",
        rf"(?<!\w)(?P<w>{NUMBER_WORDS})\s{{1,2}}(?P<after>{currency_words()})",
        rf"(?<!\w){_PRICE_WORDS}(?:\s+(?:was|is|only|just|me|of|a total of))?[:\s=]\s{{0,3}}"
        rf"(?P<n>{_NUMBER}){_SENTENCE_GOES_ON}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def read_amounts(text: str | PlainText, country: str | None = None) -> list[ReadMoney]:
    """Return the amounts of money in ``text``, in the order in which they stand there.

    ``country`` (ISO 3166) settles marks that several currencies share. Numbers of orders, years,
    quantities, percentages and telephones are never amounts.
    """
    plain = plain_text(text)
    searched = _searchable(plain)
    readings = (_read(plain, searched, match, country) for match in _matches(searched))
    return sorted((r for r in readings if r is not None), key=lambda r: r.span)


def amount_spans(text: str | PlainText) -> list[Span]:
    """Return where amounts stand, as positions in the plain form of ``text``."""
    return [_place(match) for match in _matches(_searchable(plain_text(text)))]


@lru_cache(maxsize=8)
def _searchable(plain: PlainText) -> str:
    return masked(plain.text, [*reference_spans(plain), *date_spans(plain)])


def read_number(text: str) -> Decimal | None:
    """Return the number that ``text`` as a whole is, in the notation of any country.

    >>> read_number("1.299,00"), read_number("1,299")
    (Decimal('1299.00'), Decimal('1299'))
    """
    digits = squeezed(text).lower().removesuffix(".-").removesuffix(",-")
    thousands = digits.endswith("k")
    value = _decimal(digits.removesuffix("k").strip().replace(" ", "").replace("'", ""))
    if value is None:
        return None
    value = value * 1000 if thousands else value
    return value if value < LARGEST else None


def _decimal(digits: str) -> Decimal | None:
    whole, mark, fraction = _split(digits)
    if fraction and not fraction.isdigit():
        return None
    if whole and not whole.isdigit() and not _is_grouped(whole):
        return None
    bare = re.sub(r"[.,]", "", whole)
    if not (bare or fraction):
        return None
    return Decimal(f"{bare or 0}.{fraction}" if mark else bare)


def _split(digits: str) -> tuple[str, str, str]:
    """Split at the mark that separates the decimals, if there is one."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits, "", ""
    whole, mark, fraction = digits[:last], digits[last], digits[last + 1 :]
    grouping = len(fraction) == 3 and (mark in whole or not re.search(r"[.,]", whole))
    if grouping and whole.strip("0"):
        return digits, "", ""
    return whole, mark, fraction


def _is_grouped(whole: str) -> bool:
    return bool(
        _GROUPED.fullmatch(whole) or re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", whole)
    )


def _matches(text: str) -> Iterator[re.Match[str]]:
    taken = bytearray(len(text))
    for pattern in _patterns():
        for match in pattern.finditer(text):
            span = _place(match)
            if not any(taken[slice(*span)]):
                taken[slice(*span)] = b"\x01" * (span[1] - span[0])
                yield match


def _place(match: re.Match[str]) -> Span:
    spans = [match.span(name) for name in match.re.groupindex if match[name] is not None]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _read(
    plain: PlainText, text: str, match: re.Match[str], country: str | None
) -> ReadMoney | None:
    groups = match.groupdict()
    words = groups.get("before") or groups.get("after")
    mark = currency_mark(words) if words else CurrencyMark(())
    spelt = groups.get("w")
    number = Decimal(number_in_words(spelt) or 0) if spelt else read_number(match["n"])
    if number is None or mark is None or _is_weight(text, match, words):
        return None
    start, end = _place(match)
    currency, alternatives = _currency(mark, country)
    hedged = _is_hedged(text, start, end)
    return ReadMoney(
        amount=number * mark.unit + Decimal(groups.get("cents") or 0) / 100,
        currency=currency,
        span=plain.span(start, end),
        words=plain.words(start, end),
        sure=not alternatives and currency is not None and not hedged,
        alternatives=alternatives,
        hedged=hedged,
    )


def _currency(mark: CurrencyMark, country: str | None) -> tuple[str | None, tuple[str, ...]]:
    if len(mark.currencies) == 1:
        return mark.currencies[0], ()
    own = own_currency(country)
    if own in mark.currencies:
        return own, ()
    likely = mark.currencies[0] if "USD" in mark.currencies else None
    return likely, mark.currencies


def _is_hedged(text: str, start: int, end: int) -> bool:
    return bool(
        _HEDGES.search(text[max(0, start - 16) : start]) or _PARTS.match(text[end : end + 16])
    )


def _is_weight(text: str, match: re.Match[str], words: str | None) -> bool:
    return (words or "").lower().startswith("pound") and bool(
        _WEIGHT.search(text[max(0, match.start() - 30) : match.start()])
    )
