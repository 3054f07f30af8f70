"""The signs and words that name a currency, and what each can mean."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import get_territory_currencies

from casework.reading.lexicon import any_of, lexicon, word_set

_TABLES = lexicon("currencies")


@dataclass(frozen=True)
class CurrencyMark:
    """What a sign or word stands for; ``unit`` is 1, or 0.01 for cents and pence."""

    currencies: tuple[str, ...]
    unit: Decimal = Decimal(1)


def currency_mark(words: str) -> CurrencyMark | None:
    """Return what a sign, word or ISO 4217 code stands for, whatever its case."""
    mark = " ".join(words.split()).rstrip(".")
    for key in (mark, mark.lower(), mark.upper()):
        if key in _TABLES["cents"]:
            return CurrencyMark(tuple(_TABLES["cents"][key]), Decimal("0.01"))
        if key in _named():
            return CurrencyMark(_named()[key])
    return None


@lru_cache(maxsize=1)
def _named() -> dict[str, tuple[str, ...]]:
    """Return the currencies that each sign, word and code can mean."""
    tables = {**_TABLES["signs"], **_TABLES["words"]}
    codes = {code: (code,) for code in word_set("currencies", "codes")}
    return {name: tuple(meant) for name, meant in tables.items()} | codes


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
    words = any_of([*_lower_codes(), *word_set("currencies", "before_number")])
    return rf"(?:{any_of(_TABLES['signs'])}|(?<!\w)(?:{words})(?![^\W\d_])\.?)"


@lru_cache(maxsize=1)
def after_number() -> str:
    """Return an expression (ignore case) for marks that stand after a number."""
    words = any_of([*_TABLES["words"], *_lower_codes(), *_long_cents()])
    return rf"(?:{any_of(_TABLES['signs'])}|(?:{words})(?!\w))"


@lru_cache(maxsize=1)
def currency_words() -> str:
    """Return an expression (ignore case) for words that can follow a number in words."""
    return rf"(?:{any_of([*_TABLES['words'], *_long_cents()])})(?!\w)"


def _lower_codes() -> list[str]:
    codes = word_set("currencies", "codes") - word_set("currencies", "needs_capitals")
    return [code.lower() for code in codes]


def _long_cents() -> list[str]:
    return [word for word in _TABLES["cents"] if len(word) > 1]
