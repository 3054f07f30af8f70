"""Numbers and addresses that name something: orders, parcels, e-mail, web, telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from casework.reading.text import PlainText, Span, plain_text


class ReferenceKind(StrEnum):
    """What a reference names."""

    CASE = "case"  # a case number of our own, RD-XXXX-XXXX
    EMAIL = "email"
    WEB = "web"
    ORDER = "order"
    TRACKING = "tracking"
    PHONE = "phone"
    OTHER = "other"  # customer, ticket, account and card numbers: no fact, but no date or price


@dataclass(frozen=True)
class ReadReference:
    """A reference in a text; ``sure`` where its kind was written beside it or its shape tells."""

    kind: ReferenceKind
    value: str
    span: Span
    words: str
    sure: bool = True


_MARK = r"(?:numbers?|numbr|nummer|no|nr|num|nbr|id|code|ref(?:erence)?)"
_ORDER = r"(?:order|purchase|booking|invoice|confirmation|transaction|reference|ref|bestell)"
_PARCEL = r"(?:tracking|parcel|shipment|shipping|consignment|package|waybill|airway\s?bill)"
_OTHER = (
    r"(?:customer|client|ticket|case|complaint|claim|account|acct|member(?:ship)?|contract|article|"
    r"item|model|serial|product|phone|card|iban|vat|flight|pnr|imei|sort)"
)
_JOINT = r"\s*\.?(?:\s+(?:is|was|it's|its))?\s*[:=#(]{0,3}\s*"
_TOKEN = r"(?P<value>(?=[a-z_/.-]{0,20}\d)[a-z0-9](?:[a-z0-9]|[-_/.](?=[a-z0-9])){2,39})(?![\w@])"
_NO_MONEY = r"(?!\s*(?:[€$£¥%]|eur|usd|gbp|dollars?|pounds?|quid|yen))"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?![\w])"
_MANY_DIGITS = r"(?=[A-Z_-]{0,10}(?:\d[A-Z_-]{0,9}){5})"
_SAFE_TLDS = (
    "com|org|net|info|biz|shop|store|online|site|app|eu|uk|ie|de|ch|fr|es|pt|nl|lu|dk|se|fi|ee|lv|"
    "lt|pl|cz|sk|hu|ro|bg|gr|cy|mt|si|hr|ca|au|nz|jp|cn|kr|hk|sg|br|mx|za|ae|tr|ua|io|ai|dev|test|"
    "example"
)
_WORD_TLDS = "it|at|be|no|is|in|me|us|to|so|co|my|by|am|as|do"  # "ordered.it was" is no address
_LABELS = r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}"
_PATH = r"(?:/[^\s<>\"']{0,500})?"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[ReferenceKind, bool, re.Pattern[str]], ...]:
    """Return kind, sureness and expression of each shape; earlier ones win."""
    kind, ignore = ReferenceKind, re.IGNORECASE
    shapes: tuple[tuple[ReferenceKind, bool, str, int], ...] = (
        (kind.EMAIL, True, r"(?<![\w.%+'-])[\w.%+'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}", 0),
        (kind.WEB, True, r"(?:https?://|(?<!\w)www\.)[^\s<>\"']{3,2000}", ignore),
        (kind.WEB, True, rf"{_LABELS}(?:{_SAFE_TLDS}){_PATH}(?![\w-]|\.\w)", ignore),
        (kind.WEB, True, rf"(?:^|(?<=from )|(?<=at )|(?<=on )|(?<=via )|(?<=called )|(?<=: ))"
                         rf"{_LABELS}(?:{_WORD_TLDS}){_PATH}(?![\w-]|\.\w)", ignore),
        (kind.CASE, True, r"(?<!\w)RD-?[0-9A-Z]{4}-?[0-9A-Z]{4}(?!\w)", ignore),
        (kind.TRACKING, True, rf"(?<!\w){_PARCEL}[\s-]*(?:{_MARK}\b|#|:){_JOINT}{_TOKEN}", ignore),
        (kind.TRACKING, True, rf"(?<!\w)tracking\s+(?=[a-z-]*\d[a-z0-9-]{{6}}){_TOKEN}", ignore),
        (kind.TRACKING, True, r"(?<!\w)(?:1Z[0-9A-Z]{16}|[A-Z]{2}\d{9}[A-Z]{2})(?!\w)", 0),
        (kind.OTHER, True, rf"(?<!\w){_OTHER}[\s-]*(?:{_MARK}\b|#){_JOINT}{_TOKEN}", ignore),
        (kind.ORDER, True, rf"(?<!\w){_ORDER}[\s-]*(?:{_MARK}\b|#){_JOINT}{_TOKEN}", ignore),
        (kind.ORDER, True, rf"(?<!\w){_ORDER}\s*:\s*#?\s*(?!{_DATE}){_TOKEN}{_NO_MONEY}", ignore),
        (kind.ORDER, True, rf"(?<![\w@.]){_TOKEN}\s+(?:is|was)\s+(?:my|the|our)\s+{_ORDER}\s?{_MARK}\b",
         ignore),
        (kind.ORDER, True, rf"(?<!\w)order\s+(?!{_DATE}|(?:19|20)\d\d\b)(?=[a-z-]*\d[a-z0-9-]*\d{{2}})"
                           rf"(?=[a-z0-9-]{{4}}){_TOKEN}{_NO_MONEY}", ignore),
        (kind.ORDER, True, r"(?<![\w-])(?:\d{3}-\d{7}-\d{7}|\d{2}-\d{5}-\d{5})(?![\w-])", 0),
        (kind.OTHER, True, r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)", 0),
        (kind.OTHER, True, r"(?<![\w.,+])\d(?:[ -]?\d){12,18}(?!\w)", 0),
        (kind.PHONE, True, rf"(?<![\w.,/-])(?:\+|00(?=[1-9]))(?!{_DATE})\(?\d(?:[\s()/.-]{{0,2}}\d){{7,13}}"
                           r"(?!\w)", 0),
        (kind.PHONE, True, rf"(?<![\w.,/-])(?!{_DATE})\(?0\d(?:[\s()/.-]{{0,2}}\d){{7,11}}(?!\w)", 0),
        (kind.PHONE, True, r"(?<![\w.,/-])(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}(?![\w-])", 0),
        (kind.ORDER, False, rf"(?<![\w@.-]){_MANY_DIGITS}[A-Z]{{1,8}}[-_]?\d[A-Z0-9_-]{{3,30}}(?![\w@])", 0),
        (kind.ORDER, False, rf"(?<![\w@.-]){_MANY_DIGITS}(?!{_DATE}|\d{{4}}-\d\d-\d\dT)(?=[\d-]{{1,12}}[A-Z])\d{{1,8}}[A-Z-][A-Z0-9-]{{3,30}}"
                            r"(?![\w@])", 0),
    )  # fmt: skip
    return tuple((k, sure, re.compile(p, flags)) for k, sure, p, flags in shapes)


def read_references(text: str | PlainText) -> list[ReadReference]:
    """Return the references in ``text`` in the order in which they stand there."""
    plain = plain_text(text)
    found = [_reference(plain, kind, sure, span) for span, kind, sure in _found(plain.text)]
    return sorted(found, key=lambda reference: reference.span)


def reference_spans(text: str | PlainText) -> list[Span]:
    """Return where references stand, as positions in the plain form of ``text``."""
    return [span for span, _, _ in _found(plain_text(text).text)]


def first_of(references: list[ReadReference], kind: ReferenceKind) -> ReadReference | None:
    """Return the first reference of ``kind``."""
    return next((r for r in references if r.kind is kind), None)


def _reference(plain: PlainText, kind: ReferenceKind, sure: bool, span: Span) -> ReadReference:
    return ReadReference(
        kind=kind,
        value=plain.text[slice(*span)],
        span=plain.span(*span),
        words=plain.words(*span),
        sure=sure,
    )


@lru_cache(maxsize=8)
def _found(text: str) -> tuple[tuple[Span, ReferenceKind, bool], ...]:
    taken = bytearray(len(text))
    return tuple(_search(text, taken))


def _search(text: str, taken: bytearray) -> Iterator[tuple[Span, ReferenceKind, bool]]:
    for kind, sure, pattern in _patterns():
        for match in pattern.finditer(text):
            span = _value_span(match, kind)
            if span[0] < span[1] and not any(taken[slice(*span)]):
                taken[slice(*span)] = b"\x01" * (span[1] - span[0])
                yield span, kind, sure


def _value_span(match: re.Match[str], kind: ReferenceKind) -> Span:
    start, end = match.span("value") if "value" in match.re.groupindex else match.span()
    if kind is ReferenceKind.WEB:
        end -= len(match[0]) - len(match[0].rstrip(".,;:!?)]}"))
    return start, end
