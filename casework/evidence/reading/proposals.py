"""What was read in a paper and is proposed to the consumer; nothing of it is a fact yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

LEAST = 0.6
"""What is less certain is not proposed: a question costs less than a wrong answer."""
LONGEST_QUOTE = 200


@dataclass(frozen=True)
class ProposedFact:
    """A value read in an exhibit; days are ``date``, sums ``Decimal``.

    ``page`` counts from 1; ``quote`` is the line it stands in; ``confidence`` runs from 0 to 1 and
    is a rank by rules, not a measured share.
    """

    name: str
    value: Any
    exhibit_id: str
    page: int
    quote: str
    confidence: float


@dataclass(frozen=True)
class Candidate:
    """One reading of a fact, before the readings are weighed against each other."""

    value: Any
    page: int
    quote: str
    confidence: float


def weighed(candidates: Iterable[Candidate]) -> Candidate | None:
    """Return the most certain reading, None where two equally certain ones contradict each other.

    Readings that agree strengthen each other a little.
    """
    ranked = sorted(candidates, key=lambda c: -c.confidence)
    if not ranked or ranked[0].confidence < LEAST:
        return None
    best = ranked[0]
    rivals = [c for c in ranked if c.confidence == best.confidence]
    if any(not same(c.value, best.value) for c in rivals):
        return None
    agreeing = sum(same(c.value, best.value) for c in ranked)
    raised = min(0.98, best.confidence + 0.02 * (agreeing - 1))
    return Candidate(best.value, best.page, best.quote[:LONGEST_QUOTE], raised)


def same(one: Any, other: Any) -> bool:
    """Tell whether two readings mean the same; words are compared without case and spaces."""
    if isinstance(one, str) and isinstance(other, str):
        return "".join(one.split()).casefold() == "".join(other.split()).casefold()
    return bool(one == other)
