"""What a question is: the fact it asks for, when it is asked, and what can be an answer."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from casework.casefile import KnownFact
from casework.law.outcome import ClaimType


class Phase(StrEnum):
    """The stretches of the interview, in their order."""

    FACTS = "facts"
    EVIDENCE = "evidence"
    REMEDY = "remedy"
    SUMMARY = "summary"
    IDENTITY = "identity"


class Kind(StrEnum):
    """How an answer is read."""

    GOODS = "goods"
    TRADER_NAME = "trader_name"
    TRADER_CONTACT = "trader_contact"
    LONG_TEXT = "long_text"
    DATE = "date"
    DATE_OR_NO = "date_or_no"  # "no" is an answer: the fact is known to be nothing
    MONEY = "money"
    CHOICE = "choice"
    YES_NO = "yes_no"
    COUNTRY = "country"
    PERSON_NAME = "person_name"
    EMAIL = "email"
    ADDRESS = "address"
    EVIDENCE = "evidence"
    REMEDY = "remedy"
    SUMMARY = "summary"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Frozen):
    """A choice: its value, the words that mean it, and further facts that it settles."""

    value: str
    words: tuple[str, ...] = ()
    sets: dict[str, Any] = Field(default_factory=dict)


class Wish(_Frozen):
    """What people say when they want something, and the remedies that give it."""

    name: str
    words: tuple[str, ...]
    remedies: tuple[str, ...]

    @property
    def option(self) -> Option:
        """The wish as something to choose."""
        return Option(value=self.name, words=self.words)


class Condition(_Frozen):
    """A test of one fact; every test that is given must hold.

    ``one_of``: its known value is in the list. ``known``: it is known and not nothing.
    ``answered``: it was asked or told, even if only "I don't know". ``over``: larger than this.
    """

    one_of: tuple[str, ...] | None = None
    known: bool | None = None
    answered: bool | None = None
    over: float | None = None

    def holds(self, fact: KnownFact | None) -> bool:
        """Say whether the fact in force, None where there is none, passes."""
        value = fact.value if fact is not None and fact.standing == "known" else None
        return (
            (self.one_of is None or value in self.one_of)
            and (self.known is None or (value is not None) is self.known)
            and (self.answered is None or (fact is not None) is self.answered)
            and (self.over is None or (isinstance(value, int | float) and value > self.over))
        )


class DateRule(_Frozen):
    """Where the day of a fact can lie; ``not_before`` names an earlier fact."""

    may_be_future: bool = False
    not_before: str | None = None


class Question(_Frozen):
    """One question of the interview.

    ``id`` names its words; ``asks`` are all facts that its words ask for, ``fact`` (the first)
    decides whether it is still open. A question that may not be skipped is needed to file.
    """

    id: str
    fact: str
    asks: tuple[str, ...]
    kind: Kind
    phase: Phase
    order: int
    claims: tuple[ClaimType, ...] = ()  # none: all claims
    ask_if: dict[str, Condition] = Field(default_factory=dict)
    options: tuple[Option, ...] = ()
    may_skip: bool = True
    longest: int = 500  # characters of an answer

    def concerns(self, claim_types: tuple[ClaimType, ...]) -> bool:
        """Say whether the question belongs to any of these claims."""
        return not self.claims or any(c in self.claims for c in claim_types)

    def is_open(self, facts: Mapping[str, KnownFact]) -> bool:
        """Say whether the question still has to be asked."""
        if self.fact in facts:
            return False
        return all(test.holds(facts.get(name)) for name, test in self.ask_if.items())

    def days_asked(self) -> tuple[str, ...]:
        """Return the facts of the question that are days, in the order in which it asks them."""
        return tuple(name for name in self.asks if name.endswith(("_date", "_until", "_set_on")))

    def with_options(self, options: tuple[Option, ...]) -> Question:
        """Return the question with the options of the moment, such as the law's remedies."""
        return self.model_copy(update={"options": options})
