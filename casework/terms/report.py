"""What the check of terms returns."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from casework.law.outcome import ClaimType, Jurisdiction


class Listing(StrEnum):
    """How the law sees a kind of term."""

    BLACK = "black"  # "is not binding"
    GREY = "grey"  # "may be unfair"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Quote(_Frozen):
    """Words of the terms, verbatim: ``text[start:end] == quote``."""

    quote: str
    start: int
    end: int


class Finding(Quote):
    """One sentence of the terms that does one thing a list names."""

    kind: str  # a value of the fact ``term_kinds``
    listing: Listing
    rule_id: str
    citation: str
    certainty: str  # high, medium or doubtful
    explanation: str
    clause: int  # which paragraph or list item of the page, from 1
    lead: Quote | None = None  # words it needs: what opens its list, or the sentence before it
    softened: bool = False  # the terms say that it stops where the law forbids it


class TermsReport(_Frozen):
    """All that was found in a text under one body of law."""

    jurisdiction: Jurisdiction
    clauses: int
    findings: tuple[Finding, ...] = ()
    carve_outs: tuple[Quote, ...] = ()  # sentences that keep the consumer's rights
    late_charge_rate: float | None = None  # percent a year, as the terms ask it
    notes: tuple[str, ...] = ()

    @property
    def term_kinds(self) -> tuple[str, ...]:
        """The kinds that were found, black ones first: the fact ``term_kinds``."""
        first_black = sorted(self.findings, key=lambda f: f.listing is not Listing.BLACK)
        return tuple(dict.fromkeys(finding.kind for finding in first_black))

    def facts(self) -> dict[str, Any]:
        """Return the facts of a case about these terms; none where nothing was found.

        ``term`` holds the words that the letter quotes: of the black findings, or else of the
        grey ones, with a mark between what does not stand together.
        """
        if not self.findings:
            return {}
        facts = {"claim_type": ClaimType.UNFAIR_TERMS.value, "term_kinds": list(self.term_kinds)}
        rate = {} if self.late_charge_rate is None else {"late_charge_rate": self.late_charge_rate}
        return {**facts, "term": self.words_to_quote(), **rate}

    def words_to_quote(self) -> str:
        """Return the verbatim words that matter most, in their order, joined by ``[…]``."""
        black = [f for f in self.findings if f.listing is Listing.BLACK]
        quotes: dict[str, None] = {}
        for finding in black or self.findings:
            if finding.lead is not None:
                quotes[finding.lead.quote] = None
            quotes[finding.quote] = None
        return " […] ".join(quotes)
