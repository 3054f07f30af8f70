"""The documented JSON of a case: what ``redress case show --json`` prints and filing sends.

``docs/case-json.md`` explains each field; a test keeps the two together.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class ExhibitRecord(_Record):
    """A piece of evidence; the hash is that of the bytes as they arrived."""

    label: str = Field(description="A, B, ... as the letter names it")
    title: str
    sha256: str = Field(description="hexadecimal")
    media_type: str
    size: int = Field(description="bytes")
    received_at: dt.datetime


class DeadlineRecord(_Record):
    """A date that matters, and how it was counted."""

    claim_type: str
    name: str
    date: dt.date
    basis: str = Field(description="the source of law or contract")
    computation: dict[str, Any] = Field(
        description="start_event, start_date, rule_id, period, convention, counted, skipped"
    )


class RemedyRecord(_Record):
    """What the law gives, in its order; the same number means a free choice."""

    claim_type: str
    order: int
    remedy: str
    available: str = Field(description="now, not_yet, conditional, lost or no")
    condition: str | None
    rule_id: str


class CitationRecord(_Record):
    """The source of a rule, and how well it was verified."""

    rule_id: str
    cite: str
    certainty: str = Field(description="high, medium or doubtful")


class LetterRecord(_Record):
    """The newest version of the demand letter."""

    id: str
    version: int
    text: str
    content: dict[str, Any] = Field(description="each sentence with its sources")
    created_at: dt.datetime


class PartyRecord(_Record):
    """One side; null for what is not known."""

    name: str | None
    email: str | None
    address: str | None
    country: str | None


class PartiesRecord(_Record):
    """Both sides of the dispute."""

    consumer: PartyRecord
    trader: PartyRecord


class CaseRecord(_Record):
    """A case as other programs read it."""

    number: str
    status: str = Field(description="intake, filed or cancelled")
    claim_type: str | None = Field(description="the first claim; null while none was named")
    claim_types: list[str]
    jurisdiction: str = Field(description="EU, UK, US, CN, JP or OECD (soft law)")
    facts: dict[str, Any] = Field(description="name to value; dates as ISO 8601 text")
    unknown_facts: list[str] = Field(description='asked, and answered with "I do not know"')
    unconfirmed_facts: list[str] = Field(description="read from free text, not yet confirmed")
    exhibits: list[ExhibitRecord]
    outcome: str | None = Field(description="the law's short answer at filing, first claim")
    remedies: list[RemedyRecord]
    deadlines: list[DeadlineRecord]
    rules: list[str] = Field(description="ids of the rules that applied")
    citations: list[CitationRecord]
    letter: LetterRecord | None
    parties: PartiesRecord
    person_wanted: bool
    person_wanted_at: dt.datetime | None
    person_wanted_why: str | None
    created_at: dt.datetime
    filed_at: dt.datetime | None
