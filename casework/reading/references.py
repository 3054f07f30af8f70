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
    ACCOUNT = "account"  # an IBAN
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
_LABELLED = (
    r"(?P<value>(?=[a-z_/.-]{0,20}\d)[a-z0-9](?:[a-z0-9]|[-_/.](?=[a-z0-9])){2,39})(?![\w@])"
)
_NO_MONEY = r"(?!\s*(?:[€$£¥%]|eur|usd|gbp|dollars?|pounds?|quid|yen))"
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\w)"
_DATE_AND_TIME = r"\d{4}-\d\d-\d\dT"
_SIX_DIGITS = r"(?=[A-Z_-]{0,10}(?:\d[A-Z_-]{0,9}){6})"
_SAFE_TLDS = (
    "com|org|net|info|biz|shop|store|online|site|app|eu|uk|ie|de|ch|fr|es|pt|nl|lu|dk|se|fi|ee|lv|"
    "lt|pl|cz|sk|hu|ro|bg|gr|cy|mt|si|hr|ca|au|nz|jp|cn|kr|hk|sg|br|mx|za|ae|tr|ua|io|ai|dev|test|"
    "example"
)
_WORD_TLDS = "it|at|be|no|is|in|me|us|to|so|co|my|by|am|as|do"  # "ordered.it was" is no address
_AFTER_A_WORD = r"(?:^|(?<=from )|(?<=at )|(?<=on )|(?<=via )|(?<=called )|(?<=is )|(?<=: ))"
_HOST = r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}"
_PATH = r"(?:/[^\s<>\"']{0,500})?(?![\w-]|\.\w)"
_NO_DIGIT_BEFORE = r"(?<![\w.,/-])"

_Shape = tuple[ReferenceKind, bool, re.Pattern[str]]


@lru_cache(maxsize=1)
def _shapes() -> tuple[_Shape, ...]:
    """Return kind, sureness and expression of each shape; earlier ones win."""
    return (*_addresses(), *_labelled_numbers(), *_bare_numbers(), *_telephones(), *_codes())


def _shape(
    kind: ReferenceKind, pattern: str, *, sure: bool = True, capitals: bool = False
) -> _Shape:
    return kind, sure, re.compile(pattern, 0 if capitals else re.IGNORECASE)


def _addresses() -> list[_Shape]:
    kind = ReferenceKind
    mailbox = r"(?<![\w.%+'-])[\w.%+'-]{1,64}@"
    return [
        _shape(kind.EMAIL, rf"{mailbox}(?:[\w-]{{1,63}}\.){{1,8}}[^\W\d_]{{2,24}}"),
        _shape(kind.WEB, r"(?:https?://|(?<!\w)www\.)[^\s<>\"']{3,2000}"),
        _shape(kind.WEB, rf"{_HOST}(?:{_SAFE_TLDS}){_PATH}"),
        _shape(kind.WEB, rf"{_AFTER_A_WORD}{_HOST}(?:{_WORD_TLDS}){_PATH}"),
    ]


def _labelled_numbers() -> list[_Shape]:
    kind, number = ReferenceKind, rf"[\s-]*(?:{_MARK}\b|#){_JOINT}{_LABELLED}"
    looks_like_one = r"(?=[a-z-]*\d[a-z0-9-]*\d\d)(?=[a-z0-9-]{4})"
    return [
        _shape(kind.CASE, r"(?<!\w)RD-?[0-9A-Z]{4}-?[0-9A-Z]{4}(?!\w)"),
        _shape(kind.TRACKING, rf"(?<!\w){_PARCEL}{number}"),
        _shape(kind.TRACKING, rf"(?<!\w){_PARCEL}\s*:{_JOINT}{_LABELLED}"),
        _shape(kind.TRACKING, rf"(?<!\w)tracking\s+(?=[a-z-]*\d[a-z0-9-]{{6}}){_LABELLED}"),
        _shape(kind.OTHER, rf"(?<!\w){_OTHER}{number}"),
        _shape(kind.ORDER, rf"(?<!\w){_ORDER}{number}"),
        _shape(kind.ORDER, rf"(?<!\w){_ORDER}\s*:\s*#?\s*(?!{_DATE}){_LABELLED}{_NO_MONEY}"),
        _shape(
            kind.ORDER,
            rf"(?<![\w@.]){_LABELLED}\s+(?:is|was)\s+(?:my|the|our)\s+{_ORDER}\s?{_MARK}\b",
        ),
        _shape(
            kind.ORDER,
            rf"(?<!\w)order\s+(?!{_DATE}|(?:19|20)\d\d\b){looks_like_one}{_LABELLED}{_NO_MONEY}",
        ),
    ]


def _bare_numbers() -> list[_Shape]:
    kind = ReferenceKind
    account = r"[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?"
    return [
        _shape(
            kind.TRACKING, r"(?<!\w)(?:1Z[0-9A-Z]{16}|[A-Z]{2}\d{9}[A-Z]{2})(?!\w)", capitals=True
        ),
        _shape(kind.ORDER, r"(?<![\w-])(?:\d{3}-\d{7}-\d{7}|\d{2}-\d{5}-\d{5})(?![\w-])"),
        _shape(kind.ACCOUNT, rf"(?<!\w){account}(?!\w)", capitals=True),
        _shape(kind.OTHER, r"(?<![\w.,+])\d(?:[ -]?\d){12,18}(?!\w)"),
    ]


def _telephones() -> list[_Shape]:
    kind, joint = ReferenceKind, r"[\s()/.-]{0,2}"
    international = rf"(?:\+|00(?=[1-9]))(?!{_DATE})\(?\d(?:{joint}\d){{7,13}}"
    return [
        _shape(kind.PHONE, rf"{_NO_DIGIT_BEFORE}{international}(?!\w)"),
        _shape(kind.PHONE, rf"{_NO_DIGIT_BEFORE}(?!{_DATE})\(?0\d(?:{joint}\d){{7,11}}(?!\w)"),
        _shape(
            kind.PHONE,
            rf"{_NO_DIGIT_BEFORE}(?:\(\d{{3}}\)\s?|\d{{3}}[-. ])\d{{3}}[-. ]\d{{4}}(?![\w-])",
        ),
    ]


def _codes() -> list[_Shape]:
    """Return shapes of codes without a label, which only look like an order number."""
    kind, edge = ReferenceKind, r"(?<![\w@.-])"
    letters_first = r"[A-Z]{1,8}[-_]?\d[A-Z0-9_-]{3,30}"
    digits_first = r"(?=[\d-]{1,12}[A-Z])\d{1,8}[A-Z-][A-Z0-9-]{3,30}"
    return [
        _shape(
            kind.ORDER,
            rf"{edge}{_SIX_DIGITS}(?!{_DATE}|{_DATE_AND_TIME})(?:{letters_first}|{digits_first})"
            r"(?![\w@])",
            sure=False,
            capitals=True,
        ),
    ]


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
    for kind, sure, pattern in _shapes():
        for match in pattern.finditer(text):
            span = _value_span(match, kind)
            is_free = span[0] < span[1] and not any(taken[slice(*span)])
            if is_free and (kind is not ReferenceKind.ACCOUNT or _is_account(text[slice(*span)])):
                taken[slice(*span)] = b"\x01" * (span[1] - span[0])
                yield span, kind, sure


def _is_account(number: str) -> bool:
    """Say whether the check digits of an IBAN are right (ISO 13616: modulo 97)."""
    letters = number.replace(" ", "")
    digits = "".join(str(int(c, 36)) for c in letters[4:] + letters[:4])
    return int(digits) % 97 == 1


def _value_span(match: re.Match[str], kind: ReferenceKind) -> Span:
    start, end = match.span("value") if "value" in match.re.groupindex else match.span()
    if kind is ReferenceKind.WEB:
        end -= len(match[0]) - len(match[0].rstrip(".,;:!?)]}"))
    return start, end
