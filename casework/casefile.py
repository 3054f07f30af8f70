"""A case as plain values: what law, letter and exports read, free of the database."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from casework.law.outcome import ClaimType, Jurisdiction

STEPS = frozenset({"evidence", "summary_confirmed", "file_confirmed", "claims_agreed"})
"""Answers that move the conversation on but tell nothing about the case."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class KnownFact(_Frozen):
    """A fact in force; ``standing`` is ``known``, ``unknown`` ("I don't know") or ``skipped``."""

    name: str
    value: Any = None
    standing: str = "known"
    confirmed: bool = True
    turn_id: str | None = None
    exhibit_id: str | None = None
    said: str | None = None


class ExhibitEntry(_Frozen):
    """An exhibit as a letter or list names it."""

    id: str
    label: str  # A, B, ...
    title: str
    media_type: str
    sha256: str
    received_at: datetime


class PartyDetails(_Frozen):
    """A side of the dispute; what is not known is None, never a made-up value."""

    name: str
    email: str | None = None
    address: str | None = None
    country: str | None = None


class CaseFile(_Frozen):
    """Everything about one case on one day."""

    number: str
    today: date
    claim_types: tuple[ClaimType, ...]
    jurisdiction: Jurisdiction
    wished_remedy: str | None = None
    facts: dict[str, KnownFact] = Field(default_factory=dict)
    exhibits: tuple[ExhibitEntry, ...] = ()
    consumer: PartyDetails
    trader: PartyDetails

    def known(self, name: str) -> Any:
        """Return the value of a known fact, or None where it is unknown, skipped or absent."""
        fact = self.facts.get(name)
        return fact.value if fact is not None and fact.standing == "known" else None

    def wish_for(self, claim: ClaimType) -> str | None:
        """Return the remedy that is wished for one of the claims; each has a wish of its own."""
        if claim in self.claim_types[1:]:
            return self.known(f"wished_remedy_{claim}")
        return self.wished_remedy or self.known("wished_remedy")

    def known_values(self) -> dict[str, Any]:
        """Return name and value of every known fact, as the rule engine takes them."""
        return {name: f.value for name, f in self.facts.items() if f.standing == "known"}
