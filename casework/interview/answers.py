"""What an answer comes to: accepted values, an honest "I don't know", a doubt or a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Accepted:
    """Values by fact name; dates are ``date``, amounts ``Decimal``, the rest text, bool or None.

    None means "known to be nothing" (no date was promised). ``assumed`` names the facts that the
    consumer implied but did not say (the currency of a bare number) and ``approximate`` the dates
    counted from words such as "two weeks ago"; both deserve to be shown back. ``unknown`` names
    facts that stay unknown after this answer, though it was one.
    """

    values: dict[str, Any]
    assumed: frozenset[str] = frozenset()
    approximate: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DontKnow:
    """The consumer does not know, or (``skipped``) would rather leave the question out."""

    skipped: bool = False


@dataclass(frozen=True)
class Refused:
    """The answer can't be taken; ``code`` names the reason, ``details`` what it is about."""

    code: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Unsure:
    """The answer has several readings; each alternative is a set of values to choose from."""

    alternatives: tuple[dict[str, Any], ...]
    code: str = "ambiguous"


Answer = Accepted | DontKnow | Refused | Unsure
