"""Sums of money as offers hold them: exact, positive, in the smallest unit of their currency."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal, InvalidOperation

from babel.numbers import get_currency_precision, is_currency

LARGEST_MINOR = 10**14
"""More than any consumer claim, and far below what a column of 64 bits holds."""


class BadSum(ValueError):
    """The sum cannot be offered: not positive, too fine for its currency, or no currency."""

    code = "bad_sum"


def to_minor(amount: Decimal | str, currency: str) -> int:
    """Return a sum in the smallest unit: 12.30 EUR is 1230, 1500 JPY is 1500.

    Raises:
        BadSum: the sum is not positive, too large, or has more places than its currency.

    """
    scaled = _decimal(amount).scaleb(_places(currency))
    if not 0 < scaled <= LARGEST_MINOR or scaled != scaled.to_integral_value(ROUND_DOWN):
        raise BadSum(f"{amount} {currency} cannot be offered")
    return int(scaled)


def from_minor(minor: int, currency: str) -> Decimal:
    """Return the sum that so many smallest units make."""
    return Decimal(minor).scaleb(-_places(currency))


def middle(low_minor: int, high_minor: int) -> int:
    """Return the middle of two sums; an odd smallest unit goes to the consumer."""
    return (low_minor + high_minor + 1) // 2


def _decimal(amount: Decimal | str) -> Decimal:
    try:
        number = Decimal(amount)
    except InvalidOperation as error:
        raise BadSum(f"{amount!r} is no number") from error
    if not number.is_finite():
        raise BadSum(f"{amount} is no sum")
    return number


def _places(currency: str) -> int:
    if not is_currency(currency):
        raise BadSum(f"{currency!r} is no currency")
    return get_currency_precision(currency)
