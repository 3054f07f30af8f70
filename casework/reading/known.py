"""Values of the facts in force, as the readers need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.casefile import KnownFact

Facts = Mapping[str, KnownFact]
"""The facts in force, by name."""


def known_value(facts: Facts, name: str) -> Any:
    """Return the value of a known fact, else None."""
    fact = facts.get(name)
    return fact.value if fact is not None and fact.standing == "known" else None


def known_day(facts: Facts, name: str) -> date | None:
    """Return the day of a known fact, stored as a date or as ISO text, else None."""
    value = known_value(facts, name)
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
