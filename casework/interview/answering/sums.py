"""Answers that are a price: amount and currency."""

from __future__ import annotations

import re
from typing import Any

from casework.interview.answering.asked import Asked
from casework.interview.answers import Accepted, Answer, Refused, Unsure
from casework.reading.closed import is_one_of
from casework.reading.currencies import own_currency
from casework.reading.money import ReadMoney, read_amounts, read_number
from casework.reading.text import squeezed

_BARE = re.compile(
    r"(?:(?:it was|it cost|it's|its|was|i paid|paid|price|total|cost|around|about|approx|roughly|"
    r"only|just|for|=|:)\s*)*(?P<n>\d[\d.,' ]*(?:[.,]-)?k?)"
    r"(?:\s*(?:in total|total|altogether|all in|each))?[.!]?",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"(?:total|altogether|in all|sum|paid|charged)\W[^.]{0,25}$", re.IGNORECASE)
_TOTAL_REACH = 35  # characters before an amount


def read_sum(asked: Asked) -> Answer:
    """Read the amount and its currency; codes not_an_amount, amount_zero.

    A bare number is in the money of the consumer's country; the currency is then ``assumed``.
    """
    amounts = read_amounts(asked.text, asked.country)
    if len({(a.amount, a.currency) for a in amounts}) > 1:
        amounts = _totals(asked.text, amounts) or amounts
    readings = list({(a.amount, a.currency): a for a in amounts}.values())
    if not readings:
        return _bare_number(asked)
    if len(readings) > 1:
        return Unsure(tuple(_values(a, asked) for a in readings), "which_amount")
    return _accepted(readings[0], asked)


def sum_beside(asked: Asked) -> dict[str, Any]:
    """Return the price that an answer tells besides, where it was asked for: "3 May, 45 euros"."""
    if "amount" not in asked.question.asks[1:] or "amount" in asked.facts:
        return {}
    amounts = {(a.amount, a.currency): a for a in read_amounts(asked.text, asked.country)}
    if len(amounts) != 1 or next(iter(amounts.values())).amount <= 0:
        return {}
    return _values(next(iter(amounts.values())), asked, "amount")


def _totals(text: str, amounts: list[ReadMoney]) -> list[ReadMoney]:
    return [a for a in amounts if _TOTAL.search(text[max(0, a.span[0] - _TOTAL_REACH) : a.span[0]])]


def _bare_number(asked: Asked) -> Answer:
    if is_one_of(asked.text, "free"):
        return Refused("amount_zero")
    match = _BARE.fullmatch(squeezed(asked.text))
    number = read_number(match["n"]) if match else None
    if number is None:
        return Refused("not_an_amount")
    return _accepted(ReadMoney(number, None, (0, len(asked.text)), asked.text), asked)


def _accepted(money: ReadMoney, asked: Asked) -> Answer:
    if money.amount <= 0:
        return Refused("amount_zero")
    values = _values(money, asked)
    is_assumed = "currency" in values and (bool(money.alternatives) or money.currency is None)
    is_hedged = money.currency is not None and not money.sure and not money.alternatives
    return Accepted(
        values,
        assumed=frozenset({"currency"} if is_assumed else ()),
        approximate=frozenset({asked.question.fact} if is_hedged else ()),
    )


def _values(money: ReadMoney, asked: Asked, fact: str = "") -> dict[str, Any]:
    """Return the sum as ``fact``, the one asked for where none is named, and its currency.

    All sums of a case are in one currency: where it is known, it stays.
    """
    value = {fact or asked.question.fact: money.amount}
    currency = money.currency
    if currency is None and not money.alternatives:
        currency = own_currency(asked.country)
    keeps = "currency" in asked.facts and asked.question.fact != "amount"
    return value if currency is None or keeps else value | {"currency": currency}
