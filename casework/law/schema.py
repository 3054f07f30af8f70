"""The shape of a rule pack; ``docs/law.md`` explains each field to a pack's author."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, partial
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from casework.law.conditions import Expression, always, compile_condition
from casework.law.dates import Unit
from casework.law.outcome import Availability, ClaimType, Jurisdiction, Verdict


class Certainty(StrEnum):
    """How far a rule was verified: in the text of the law, from knowledge, or not enough."""

    HIGH = "high"
    MEDIUM = "medium"
    DOUBTFUL = "doubtful"


def _expression(source: Any) -> Expression:
    return source if isinstance(source, Expression) else compile_condition(source)


def _listed(source: Any) -> list[Any]:
    return list(source) if isinstance(source, list | tuple) else [source]


Condition = Annotated[Expression, BeforeValidator(_expression)]
Words = Annotated[str, AfterValidator(lambda text: " ".join(text.split()))]
_ALWAYS = partial(always, True)


class Strict(BaseModel):
    """A part of a file of law: it cannot change, and knows no field that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Said(Strict):
    """Words that hold under a condition: a burden of proof, a doubt, a piece of evidence."""

    text: Words
    when: Condition = Field(default_factory=_ALWAYS)


def _said(source: Any) -> Any:
    return {"text": source} if isinstance(source, str) else source


SaidIf = Annotated[Said, BeforeValidator(_said)]
SaidList = Annotated[tuple[SaidIf, ...], BeforeValidator(_listed)]


class Party(Strict):
    """Somebody who answers (or does not), under a condition; ``why`` in plain words."""

    who: str
    when: Condition = Field(default_factory=_ALWAYS)
    why: Words | None = None


PartyIf = Annotated[Party, BeforeValidator(lambda s: {"who": s} if isinstance(s, str) else s)]
Parties = Annotated[tuple[PartyIf, ...], BeforeValidator(_listed)]


class Step(Strict):
    """One answer to "is this remedy open?"; the first step whose condition holds is the answer."""

    status: Availability = Field(alias="is")
    when: Condition = Field(default_factory=_ALWAYS)
    because: Words | None = None


class RemedyRule(Strict):
    """A remedy that a rule gives.

    ``when`` decides whether it is listed at all, ``available`` whether it is open. ``partly`` marks
    a remedy whose loss makes the claim only partly valid while another one is open.
    """

    remedy: str
    order: Condition
    when: Condition = Field(default_factory=_ALWAYS)
    available: tuple[Step, ...] = Field(min_length=1)
    partly: bool = False


class DateRule(Strict):
    """A date that a rule fixes: a period from an event, or a choice among other dates.

    ``count_from`` is an expression with a date; ``n`` a number or an expression. ``shown: false``
    computes a date for conditions only.
    """

    name: str
    when: Condition = Field(default_factory=_ALWAYS)
    count_from: Condition | None = Field(None, alias="from")
    n: Condition = Field(default_factory=partial(always, Decimal(0)))
    unit: Unit = Unit.DAY
    event: Words = ""
    first_day_counts: bool = False
    backwards: bool = False
    runs_on: bool = True
    convention: str | None = None
    same_as: str | None = None
    later_of: tuple[str, ...] = ()
    earlier_of: tuple[str, ...] = ()
    basis: Words = ""
    rule: str | None = None  # the rule that fixes the date, where another rule shows it
    shown: bool = True

    @model_validator(mode="after")
    def _one_way_to_compute(self) -> DateRule:
        ways = [self.count_from is not None, self.same_as, self.later_of, self.earlier_of]
        if sum(bool(way) for way in ways) != 1:
            raise ValueError(f"{self.name}: give one of from, same_as, later_of, earlier_of")
        return self

    @property
    def chosen_from(self) -> tuple[str, ...]:
        """Return the names of the other dates among which this one is chosen."""
        return (self.same_as,) if self.same_as else self.later_of or self.earlier_of


class AmountRule(Strict):
    """A sum or word that follows; ``value`` is arithmetic such as ``max(3 * amount, 500)``."""

    value: Condition
    when: Condition = Field(default_factory=_ALWAYS)


AmountIf = Annotated[
    AmountRule, BeforeValidator(lambda s: s if isinstance(s, dict) else {"value": s})
]


class InForce(Strict):
    """The days on which a rule is law, judged on the day that ``judged_on`` names."""

    start: date | None = Field(None, alias="from")
    end: date | None = Field(None, alias="to")
    judged_on: Condition = Field(default_factory=partial(compile_condition, "today"))


class VerdictRule(Strict):
    """An answer that overrides the one which follows from the remedies."""

    verdict: Verdict = Field(alias="is")
    when: Condition = Field(default_factory=_ALWAYS)


class Expected(Strict):
    """What a test expects; what it does not name is not compared."""

    outcome: Verdict | None = None
    rules: tuple[str, ...] | None = None  # exactly these
    without_rules: tuple[str, ...] = ()
    remedies: dict[str, Availability] = Field(default_factory=dict)
    without_remedies: tuple[str, ...] = ()
    dates: dict[str, date] = Field(default_factory=dict)
    without_dates: tuple[str, ...] = ()
    liable: tuple[str, ...] | None = None  # exactly these
    not_liable: tuple[str, ...] = ()
    amounts: dict[str, Any] = Field(default_factory=dict)
    missing: tuple[str, ...] = ()


class RuleTest(Strict):
    """A case that a rule promises to decide: facts and what follows from them."""

    name: Words
    claim: ClaimType | None = None
    today: date = date(2026, 11, 23)
    facts: dict[str, Any]
    applies: bool = True
    expect: Expected = Field(default_factory=Expected)


class Rule(Strict):
    """One rule of law, as data: when it applies, what it gives, by what authority."""

    id: str = Field(pattern=r"^[A-Z]+(-[A-Z]+)?-?\d*$")
    title: Words
    cite: SaidList = Field(min_length=1)
    status: Words
    certainty: Certainty
    reviewed_on: date | None = None
    in_force: InForce = Field(default_factory=InForce)
    claims: tuple[ClaimType, ...] = ()
    when: Condition = Field(default_factory=_ALWAYS)
    says: Words
    liable: Parties = ()
    not_liable: Parties = ()
    burden: SaidList = ()
    dates: tuple[DateRule, ...] = ()
    remedies: tuple[RemedyRule, ...] = ()
    amounts: dict[str, AmountIf] = Field(default_factory=dict)
    evidence: SaidList = ()
    escalation: SaidList = ()
    doubts: SaidList = ()
    verdicts: tuple[VerdictRule, ...] = ()
    tests: tuple[RuleTest, ...] = Field(min_length=1)

    @cached_property
    def dates_by_name(self) -> dict[str, DateRule]:
        """Return the dates of the rule by their names."""
        return {dated.name: dated for dated in self.dates}

    @property
    def cites(self) -> tuple[str, ...]:
        """Return every citation of the rule, also those that hold only under a condition."""
        return tuple(said.text for said in self.cite)


class TableEntry(Strict):
    """A country's own choice where the law leaves one, its source and how far it is verified."""

    value: Any
    cite: Words
    certainty: Certainty = Certainty.HIGH


class Table(Strict):
    """Values by country (or another fact). Only entries of high certainty decide; others are told.

    ``default`` is the value without an entry; ``words`` says what is chosen.
    """

    by: str
    words: Words
    default: TableEntry
    entries: dict[str, TableEntry]


class Pack(Strict):
    """A file of rules. Definitions, tables and dates are seen by all packs of the jurisdiction."""

    jurisdiction: Jurisdiction
    claim_type: ClaimType | None = None  # None: a shared file; its rules name their claims
    convention: str | None = None
    reviewed_on: date
    review_by: date
    define: dict[str, Condition] = Field(default_factory=dict)
    tables: dict[str, Table] = Field(default_factory=dict)
    dates: tuple[DateRule, ...] = ()
    rules: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _every_rule_serves_a_claim(self) -> Pack:
        for rule in self.rules:
            if not rule.claims and self.claim_type is None:
                raise ValueError(f"{rule.id}: a rule of a shared file names its claims")
        return self
