"""What the rule engine returns: the answer of the law to one set of facts, with every reason.

The words used in the fields (outcomes, remedies, availabilities, deadline names) are those of the
packs; ``docs/law-facts.md`` lists the facts.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class ClaimType(StrEnum):
    """The kinds of infringement that a consumer can claim."""

    DELIVERY = "delivery"
    CONFORMITY = "conformity"
    PRIVACY = "privacy"
    WITHDRAWAL = "withdrawal"
    MISLEADING = "misleading"
    UNFAIR_TERMS = "unfair_terms"
    PAYMENT = "payment"


class Jurisdiction(StrEnum):
    """The bodies of law that have packs; OECD is the soft-law fallback."""

    EU = "EU"
    UK = "UK"
    US = "US"
    CN = "CN"
    JP = "JP"
    OECD = "OECD"


class Verdict(StrEnum):
    """The short answer."""

    CLAIM_VALID_NOW = "claim_valid_now"
    CLAIM_VALID_NOT_YET = "claim_valid_not_yet"
    CLAIM_PARTLY_VALID = "claim_partly_valid"
    DEADLINE_MISSED = "deadline_missed"
    NO_RIGHT = "no_right"
    FALLBACK_SOFT_LAW = "fallback_soft_law"
    UNDECIDED = "undecided"  # facts that are not known decide; ``missing_facts`` names them


class Availability(StrEnum):
    """Whether a remedy can be asked for."""

    NOW = "now"
    NOT_YET = "not_yet"
    CONDITIONAL = "conditional"
    LOST = "lost"
    NO = "no"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class SkippedDay(_Frozen):
    """A day that a count passed over, and why (``Saturday``, ``New Year's Day``)."""

    day: date
    reason: str


class Computation(_Frozen):
    """How a date came about, so that anybody can count it again."""

    start_event: str
    start_date: date
    rule_id: str
    period: str  # in words: "14 days", "1 month", "2 business days"
    convention: str  # the counting convention's id, e.g. CNT-EU
    counted: str  # in words: "14 days after 5 September 2026 is 19 September 2026"
    skipped: tuple[SkippedDay, ...] = ()


class DueDate(_Frozen):
    """A date that matters, its legal basis and its computation."""

    name: str
    date: date
    basis: str
    computation: Computation
    expired: bool = False


class RemedyOption(_Frozen):
    """A remedy, its rank in the law's order (same rank: free choice) and whether it is open."""

    order: int
    remedy: str
    available: Availability
    condition: str | None = None
    rule_id: str
    waits_for: tuple[str, ...] = ()  # unknown facts on which the availability hangs


class Citation(_Frozen):
    """A rule's source as the letter cites it, and how far it was verified."""

    rule_id: str
    cite: str
    certainty: str  # high, medium or doubtful


class MissingFact(_Frozen):
    """An unknown fact that would change the answer; ``weight`` sorts, larger is more decisive."""

    fact: str
    weight: float
    would_decide: tuple[str, ...] = ()  # remedies, deadlines or rules that hang on it


class Outcome(_Frozen):
    """The law's answer to one set of facts."""

    jurisdiction: Jurisdiction
    claim_type: ClaimType
    outcome: Verdict
    rules: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    remedies: tuple[RemedyOption, ...] = ()
    deadlines: tuple[DueDate, ...] = ()
    liable: tuple[str, ...] = ()
    not_liable: tuple[str, ...] = ()
    burden_of_proof: tuple[str, ...] = ()
    amounts: dict[str, Any] = Field(default_factory=dict)
    decisive_evidence: tuple[str, ...] = ()
    escalation: tuple[str, ...] = ()
    missing_facts: tuple[MissingFact, ...] = ()
    doubts: tuple[str, ...] = ()

    def available_now(self) -> tuple[RemedyOption, ...]:
        """Return the remedies that can be asked for today, in the law's order."""
        return tuple(r for r in self.remedies if r.available is Availability.NOW)
