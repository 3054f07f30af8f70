"""The signs and words that name a currency, and what each can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_territory_currencies

DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
CROWNS = ("SEK", "NOK", "DKK", "ISK", "CZK")
RUPEES = ("INR", "PKR", "LKR")
PESOS = ("MXN", "PHP", "ARS", "CLP", "COP")

_SIGNS: dict[str, tuple[str, ...]] = {
    "US$": ("USD",), "AU$": ("AUD",), "A$": ("AUD",), "CA$": ("CAD",), "C$": ("CAD",),
    "NZ$": ("NZD",), "HK$": ("HKD",), "S$": ("SGD",), "NT$": ("TWD",), "R$": ("BRL",),
    "€": ("EUR",), "£": ("GBP",), "$": DOLLARS, "¥": ("JPY", "CNY"), "₹": ("INR",),
    "₩": ("KRW",), "₽": ("RUB",), "₺": ("TRY",), "₴": ("UAH",), "₪": ("ILS",), "฿": ("THB",),
    "₫": ("VND",), "₱": ("PHP",), "円": ("JPY",), "元": ("CNY",), "zł": ("PLN",), "kč": ("CZK",),
}  # fmt: skip
_WORDS: dict[str, tuple[str, ...]] = {
    "euro": ("EUR",), "euros": ("EUR",), "eruos": ("EUR",), "euors": ("EUR",), "quid": ("GBP",),
    "pound": ("GBP",), "pounds": ("GBP",), "pounds sterling": ("GBP",), "sterling": ("GBP",),
    "us dollars": ("USD",), "canadian dollars": ("CAD",), "australian dollars": ("AUD",),
    "dollar": DOLLARS, "dollars": DOLLARS, "bucks": DOLLARS, "buck": DOLLARS,
    "yen": ("JPY",), "yuan": ("CNY",), "rmb": ("CNY",), "renminbi": ("CNY",),
    "swiss francs": ("CHF",), "francs": ("CHF",), "fr": ("CHF",), "zloty": ("PLN",),
    "zlotys": ("PLN",), "zlotych": ("PLN",), "zl": ("PLN",), "kr": CROWNS, "crowns": CROWNS,
    "kroner": ("NOK", "DKK"), "kronor": ("SEK",), "forint": ("HUF",), "forints": ("HUF",),
    "lei": ("RON",), "leva": ("BGN",), "rs": RUPEES, "rupees": RUPEES, "rupee": RUPEES,
    "pesos": PESOS, "rand": ("ZAR",), "reais": ("BRL",), "lira": ("TRY",),
}  # fmt: skip
_CODES = (
    "EUR USD GBP CHF CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN JPY CNY KRW HKD SGD TWD INR "
    "PKR LKR MXN PHP BRL ZAR AED ILS THB VND UAH TRY"
).split()
_CENTS: dict[str, tuple[str, ...]] = {
    "cents": (*DOLLARS, "EUR"), "cent": (*DOLLARS, "EUR"), "pence": ("GBP",), "p": ("GBP",),
}  # fmt: skip
_NEEDS_CAPITALS = frozenset({"TRY"})  # "try" is a word


@dataclass(frozen=True)
class CurrencyMark:
    """What a sign or word stands for; ``unit`` is 1, or 0.01 for cents and pence."""

    currencies: tuple[str, ...]
    unit: Decimal = Decimal(1)


def currency_mark(words: str) -> CurrencyMark | None:
    """Return what a sign, word or ISO 4217 code stands for, whatever its case."""
    mark = " ".join(words.split()).rstrip(".")
    for key in (mark, mark.lower(), mark.upper()):
        if key in _CENTS:
            return CurrencyMark(_CENTS[key], Decimal("0.01"))
        if key in _SIGNS or key in _WORDS:
            return CurrencyMark(_SIGNS.get(key) or _WORDS[key])
        if key in _CODES:
            return CurrencyMark((key,))
    return None


@lru_cache(maxsize=300)
def own_currency(country: str | None) -> str | None:
    """Return the currency that people in a country (ISO 3166) pay in."""
    try:
        currencies = get_territory_currencies(country) if country else []
    except KeyError:
        return None
    return str(currencies[-1]) if currencies else None


@lru_cache(maxsize=1)
def before_number() -> str:
    """Return an expression (ignore case) for marks that stand before a number."""
    words = "|".join(sorted((*_lower_codes(), "rs", "kr", "fr", "rmb"), key=len, reverse=True))
    return rf"(?:{_signs()}|(?<!\w)(?:{words})(?![^\W\d_])\.?)"


@lru_cache(maxsize=1)
def after_number() -> str:
    """Return an expression (ignore case) for marks that stand after a number."""
    words = sorted((*_WORDS, *_lower_codes(), "cents", "cent", "pence"), key=len, reverse=True)
    return rf"(?:{_signs()}|(?:{'|'.join(w.replace(' ', ' {1,3}') for w in words)})(?!\w))"


@lru_cache(maxsize=1)
def currency_words() -> str:
    """Return an expression (ignore case) for words that can follow a number in words."""
    words = sorted((*_WORDS, "cents", "pence"), key=len, reverse=True)
    return rf"(?:{'|'.join(w.replace(' ', ' {1,3}') for w in words)})(?!\w)"


def _signs() -> str:
    return "|".join(re.escape(s) for s in sorted(_SIGNS, key=len, reverse=True))


def _lower_codes() -> list[str]:
    return [code.lower() for code in _CODES if code not in _NEEDS_CAPITALS]
