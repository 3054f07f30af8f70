"""Answers that are a price: amount, currency and, where it is said, the way of paying."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from casework.casefile import KnownFact
from casework.interview.answering.days import known_value
from casework.interview.answers import Accepted, Answer, Refused, Unsure
from casework.reading.closed import closed_form
from casework.reading.currencies import own_currency
from casework.reading.money import ReadMoney, read_amounts, read_number
from casework.reading.text import squeezed

_BARE = re.compile(
    r"(?:it was|it cost|it's|its|was|i paid|paid|price|total|cost|around|about|approx|roughly|only|"
    r"just|for|=|:|\s)*(?P<n>\d[\d.,' ]*(?:[.,]-)?k?)(?:\s*(?:in total|total|altogether|all in|each))?[.!]?",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:total|altogether|in all|sum|paid|charged)\W[^.]{0,25}$", re.IGNORECASE)
_FREE = frozenset("nothing free zero none for free it was free".split()) | {
    "it was free",
    "for free",
}


def read_sum(text: str, facts: Mapping[str, KnownFact]) -> Answer:
    """Read the amount and its currency; codes not_an_amount, amount_zero.

    A bare number is in the money of the consumer's country; the currency is then ``assumed``.
    """
    country = known_value(facts, "consumer_country")
    amounts = read_amounts(text, country)
    if len({(a.amount, a.currency) for a in amounts}) > 1:
        amounts = _totals(text, amounts) or amounts
    if not amounts:
        return _bare_number(text, country)
    readings = {(a.amount, a.currency): a for a in amounts}
    if len(readings) > 1:
        return Unsure(tuple(_values(a, country) for a in readings.values()), "which_amount")
    return _accepted(next(iter(readings.values())), country)


def _totals(text: str, amounts: list[ReadMoney]) -> list[ReadMoney]:
    return [a for a in amounts if _TOTAL.search(text[max(0, a.span[0] - 35) : a.span[0]])]


def _bare_number(text: str, country: str | None) -> Answer:
    if closed_form(text) in _FREE:
        return Refused("amount_zero")
    match = _BARE.fullmatch(squeezed(text))
    number = read_number(match["n"]) if match else None
    if number is None:
        return Refused("not_an_amount")
    return _accepted(ReadMoney(number, None, (0, len(text)), text), country)


def _accepted(money: ReadMoney, country: str | None) -> Answer:
    if money.amount <= 0:
        return Refused("amount_zero")
    values = _values(money, country)
    assumed = (
        {"currency"}
        if "currency" in values and (money.alternatives or not money.currency)
        else set()
    )
    hedged = {"amount"} if money.currency and not money.sure and not money.alternatives else set()
    return Accepted(values, frozenset(assumed), frozenset(hedged))


def _values(money: ReadMoney, country: str | None) -> dict[str, Any]:
    currency = money.currency
    if currency is None and not money.alternatives:
        currency = own_currency(country)
    return {"amount": money.amount} | ({"currency": currency} if currency else {})
