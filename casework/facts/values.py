"""Facts as told become typed values, or a clear refusal that names the fact.

A fact that is absent is unknown. A fact that is null is known to be none: no such day, no answer,
nothing paid. The two are never mixed up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.numbers import list_currencies

from casework.facts.catalogue import FactDefinition, FactType, fact_catalogue

PARTS_OF_THE_UK = ("GB-EAW", "GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR", "GB-GBN", "GB-UKM")


class FactError(Exception):
    """A fact that cannot be used; ``code`` is machine readable, ``fact`` is its name."""

    def __init__(self, code: str, fact: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.fact = fact
        self.message = message


def typed_facts(facts: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the catalogued facts with typed values, checked one by one and against each other.

    Names that the catalogue does not have are left out: they cannot change what the law says.
    Dates come as ``date`` (moments as ``datetime``), numbers as ``Decimal``.

    Raises:
        FactError: a value has the wrong type, is not one of the choices, lies in the future where
            it cannot, contradicts another, or is an amount without currency or not above zero.

    """
    catalogue = fact_catalogue()
    typed = {n: typed_value(catalogue[n], v) for n, v in facts.items() if n in catalogue}
    _check_dates(typed, today)
    _check_money(typed)
    return typed


def typed_value(definition: FactDefinition, value: Any) -> Any:
    """Return one value with its type; null stays None, or ``none`` where the choices have it.

    Raises:
        FactError: ``wrong_type``, ``not_a_choice``, ``unknown_country``, ``unknown_currency``.

    """
    if value is None:
        return "none" if "none" in definition.values else None
    return _READERS[definition.type](definition, value)


def unknown_names(facts: Mapping[str, Any]) -> list[str]:
    """Return the names that the catalogue does not have, for a caller that wants to be strict."""
    return [name for name in facts if name not in fact_catalogue()]


def _wrong(definition: FactDefinition, value: Any, wanted: str) -> FactError:
    return FactError(
        "wrong_type", definition.name, f"{definition.name} should be {wanted}, not {value!r}."
    )


def _date(definition: FactDefinition, value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip()[:10])
        except ValueError:
            pass
    raise _wrong(definition, value, "a date like 2026-11-23")


def _moment(definition: FactDefinition, value: Any) -> date | datetime:
    if isinstance(value, str) and len(value.strip()) > len("2026-11-23"):
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            raise _wrong(definition, value, "a moment like 2026-11-23T09:30") from None
    return value if isinstance(value, datetime) else _date(definition, value)


def _number(definition: FactDefinition, value: Any) -> Decimal:
    if not isinstance(value, bool) and isinstance(value, int | float | str | Decimal):
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite():
            return number
    raise _wrong(definition, value, "a number")


def _text(definition: FactDefinition, value: Any) -> str:
    if isinstance(value, str):
        return value
    raise _wrong(definition, value, "text")


def _boolean(definition: FactDefinition, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise _wrong(definition, value, "true or false")


def _choice(definition: FactDefinition, value: Any) -> str:
    if not isinstance(value, str):
        raise _wrong(definition, value, f"one of {', '.join(definition.values)}")
    if value not in definition.values:
        choices = ", ".join(definition.values)
        raise FactError(
            "not_a_choice", definition.name, f"{definition.name} is {value!r}; use one of {choices}"
        )
    return value


def _list(definition: FactDefinition, value: Any) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple):
        raise _wrong(definition, value, "a list")
    read = _choice if definition.values else _text
    return tuple(read(definition, item) for item in items)


def _country(definition: FactDefinition, value: Any) -> str:
    text = _text(definition, value).strip().upper()
    if text in PARTS_OF_THE_UK or text in _countries():
        return text
    raise FactError(
        "unknown_country",
        definition.name,
        f"{definition.name} is {value!r}; use a two-letter country code such as DE or GB.",
    )


def _currency(definition: FactDefinition, value: Any) -> str:
    text = _text(definition, value).strip().upper()
    if text in _currencies():
        return text
    raise FactError(
        "unknown_currency",
        definition.name,
        f"{definition.name} is {value!r}; use a three-letter currency code such as EUR.",
    )


_READERS: dict[FactType, Callable[[FactDefinition, Any], Any]] = {
    FactType.DATE: _date,
    FactType.MOMENT: _moment,
    FactType.NUMBER: _number,
    FactType.MONEY: _number,
    FactType.TEXT: _text,
    FactType.BOOLEAN: _boolean,
    FactType.CHOICE: _choice,
    FactType.LIST: _list,
    FactType.COUNTRY: _country,
    FactType.CURRENCY: _currency,
}


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """Return the ISO 3166 alpha-2 codes; CLDR's codes for what is no country are left out."""
    regions = {"EU", "EZ", "UN", "XA", "XB", "XK", "ZZ", "QO"}
    exceptional = {"AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    codes = frozenset(str(code) for code in Locale("en").territories)
    return frozenset(c for c in codes - regions - exceptional if len(c) == 2 and c.isalpha())


@lru_cache(maxsize=1)
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def _check_dates(typed: Mapping[str, Any], today: date) -> None:
    for name, value in typed.items():
        definition = fact_catalogue()[name]
        if not definition.is_date or value is None:
            continue
        day = day_of(value)
        if definition.past and day > today:
            raise FactError(
                "date_in_future", name, f"{name} is {day}, which is after today ({today})."
            )
        _check_order(definition, day, typed)


def _check_order(definition: FactDefinition, day: date, typed: Mapping[str, Any]) -> None:
    for earlier in definition.not_before:
        other = typed.get(earlier)
        if other is not None and day < day_of(other):
            raise FactError(
                "contradictory_dates",
                definition.name,
                f"{definition.name} ({day}) is before {earlier} ({day_of(other)}).",
            )


def _check_money(typed: Mapping[str, Any]) -> None:
    for name, value in typed.items():
        definition = fact_catalogue()[name]
        if definition.type is not FactType.MONEY or value is None:
            continue
        if value < 0 or (definition.positive and value == 0):
            raise FactError(
                "amount_not_positive", name, f"{name} is {value}; it must be above zero."
            )
        if typed.get("currency") is None:
            raise FactError("currency_missing", "currency", f"{name} is told without its currency.")


def day_of(value: date | datetime) -> date:
    """Return the calendar day of a date or a moment."""
    return value.date() if isinstance(value, datetime) else value
