"""The words for facts, remedies, dates and verdicts, the same in chat, console and letter.

They are data (``en.yml``), so that they can be read in one place and translated.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency

MONEY = frozenset({"amount", "extra_amount", "fee_invoiced", "delivery_fee", "unauthorised_amount"})
"""Facts that are sums in the currency of the case."""


@lru_cache(maxsize=4)
def catalogue(language: str = "en") -> dict[str, dict[str, str]]:
    """Return all words of ``language``, by topic and key."""
    text = (resources.files(__name__) / f"{language}.yml").read_text("utf-8")
    return dict(yaml.safe_load(text))


def word(topic: str, key: str, language: str = "en") -> str:
    """Return the words for ``key``; a key without words is shown readable, never hidden."""
    return catalogue(language)[topic].get(key, key.replace("_", " "))


def spoken_date(day: date, language: str = "en") -> str:
    """Return a date as people say it: ``24 November 2026``."""
    return format_date(day, "d MMMM y", locale=language)


def spoken_money(amount: Decimal | float | str, currency: str, language: str = "en") -> str:
    """Return an amount with its currency sign: ``€129.99``."""
    return format_currency(Decimal(str(amount)), currency, locale=language)


def spoken_country(code: str, language: str = "en") -> str:
    """Return the name of a country given by its ISO 3166 code."""
    return Locale(language).territories.get(code, code)


def spoken_value(name: str, value: Any, currency: str | None = None, language: str = "en") -> str:
    """Return a fact's value as a person would write it."""
    if isinstance(value, bool):
        return word("values", "yes" if value else "no", language)
    if name in MONEY and currency:
        return spoken_money(value, currency, language)
    if isinstance(value, list | tuple):
        return ", ".join(spoken_value(name, item, currency, language) for item in value)
    if name.endswith("_country"):
        return spoken_country(str(value), language)
    day = _as_date(value)
    if day is not None:
        return spoken_date(day, language)
    return catalogue(language)["values"].get(f"{name}.{value}", str(value))


def _as_date(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) != len("2026-11-24"):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
