"""Law as data: packs of rules a jurisdiction and claim type, and the engine that reads them.

``assess`` is the door: facts in, an ``Outcome`` out, with remedies, dates and their reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.facts.values import FactError, typed_facts
from casework.law.engine import judge
from casework.law.jurisdiction import check_jurisdiction, jurisdiction_of
from casework.law.outcome import ClaimType, Jurisdiction, Outcome
from casework.law.packs import book_of, find_rule
from casework.law.schema import Rule

__all__ = ["FactError", "assess", "explain", "jurisdiction_of"]


def assess(
    jurisdiction: Jurisdiction | str,
    claim_type: ClaimType | str,
    facts: Mapping[str, Any],
    today: date,
) -> Outcome:
    """Return what the law gives for these facts on this day.

    Args:
        jurisdiction: the body of law, ``jurisdiction_of(facts)`` as a rule.
        claim_type: the kind of claim.
        facts: facts by name (``docs/law-facts.md``); dates as ``date`` or ISO text. A fact that is
            absent is unknown; one that is None is known to be none. Unknown names are ignored.
        today: the day on which the question is asked.

    Raises:
        FactError: a fact is unusable or contradicts another; it names the fact. Nothing is guessed.
        PackError: a pack cannot be read.

    """
    law = _member(Jurisdiction, "jurisdiction", jurisdiction)
    claim = _member(ClaimType, "claim_type", claim_type)
    typed = typed_facts(facts, today)
    check_jurisdiction(law, typed)
    return judge(book_of(law, claim), typed, today)


def explain(rule_id: str) -> Rule:
    """Return the rule with this id, with citation, status and review date.

    Raises:
        KeyError: no pack has such a rule.

    """
    return find_rule(rule_id)


def _member(kind: type[Any], name: str, value: Any) -> Any:
    """Return a member of an enumeration, or refuse the value by its name."""
    if isinstance(value, list | tuple) or (isinstance(value, str) and "," in value):
        raise FactError(f"two_{name}s", name, f"{name} names more than one: {value}. Choose one.")
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise FactError(
            f"unknown_{name}", name, f"{name} is {value!r}; use one of {known}"
        ) from None
