"""What a question is: the fact it asks for, when it is asked, and what can be an answer."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from casework.law.outcome import ClaimType
from casework.reading.known import Facts, known_day, known_value


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
    CHOICES = "choices"  # several can be meant: the fact is a list
    NUMBER_OR_NO = "number_or_no"
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
    """A choice: its value, the words that mean it, and further facts that it settles.

    ``told`` are expressions (case ignored) that mean it within a story, ``button`` is False for one
    that is only said, and ``leaves_open`` marks "something else": the fact stays unknown.
    """

    value: str
    words: tuple[str, ...] = ()
    sets: dict[str, Any] = Field(default_factory=dict)
    told: tuple[str, ...] = ()
    button: bool = True
    leaves_open: bool = False


class Stands(StrEnum):
    """Where a question of a claim belongs, when a case can have several claims."""

    ALONE = "alone"  # the claim is the only one of its case
    BESIDE = "beside"  # it has others beside it
    FURTHER = "further"  # it is not the first one


class Wish(_Frozen):
    """What people say when they want something, and the remedies that give it."""

    name: str
    words: tuple[str, ...]
    remedies: tuple[str, ...]

    @property
    def option(self) -> Option:
        """The wish as something to choose."""
        return Option(value=self.name, words=self.words)


class Within(_Frozen):
    """A day that is at most ``days`` after the day of another fact."""

    days: int
    after: str

    def holds(self, name: str, facts: Facts) -> bool:
        """Say whether both days are known and lie that close."""
        day, start = known_day(facts, name), known_day(facts, self.after)
        return day is not None and start is not None and (day - start).days <= self.days


class Condition(_Frozen):
    """A test of one fact; every test that is given must hold.

    ``one_of``: its known value, or one of a list, is in the list. ``none_of``: it is not.
    ``known``: it is known and not nothing. ``answered``: it was asked or told, even if only "I
    don't know". ``over``: larger than this. ``not_within``: it is no day shortly after another.
    """

    one_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    known: bool | None = None
    answered: bool | None = None
    over: float | None = None
    not_within: Within | None = None

    def holds(self, name: str, facts: Facts) -> bool:
        """Say whether the fact with this name, as it is in force, passes."""
        value = known_value(facts, name)
        return (
            self._is_among(value)
            and (self.known is None or (value is not None) is self.known)
            and (self.answered is None or (name in facts) is self.answered)
            and (self.over is None or (isinstance(value, int | float) and value > self.over))
            and (self.not_within is None or not self.not_within.holds(name, facts))
        )

    def _is_among(self, value: Any) -> bool:
        values = value if isinstance(value, list | tuple) else [value]
        return (self.one_of is None or any(v in self.one_of for v in values)) and (
            self.none_of is None or not any(v in self.none_of for v in values)
        )


class DateRule(_Frozen):
    """Where the day of a fact can lie; ``not_before`` names an earlier fact.

    ``told`` are expressions (case ignored) for the words that give a day of a story to the fact.
    """

    may_be_future: bool = False
    not_before: str | None = None
    told: tuple[str, ...] = ()


class Question(_Frozen):
    """One question of the interview.

    ``id`` names its words; ``asks`` are all facts that its words ask for, ``fact`` (the first)
    decides whether it is still open. A question that may not be skipped is needed to file.

    ``keeps`` is the fact that takes the consumer's own words beside a choice, or in place of one.
    ``told_in`` is the fact of a story in whose words the choices are looked for; ``told`` are
    expressions for a text of a story. ``open_with`` are facts that "I don't know" leaves open too.
    ``not_beside`` are facts that an answer tells of something else: a sum in a term is no price.
    ``if_yes`` and ``if_no`` are further facts that a number, or none, settles. ``stands`` limits it
    to claims that are alone in their case, or are not; ``words`` names its words where several
    questions share them.
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
    keeps: str | None = None
    told: tuple[str, ...] = ()
    told_in: str | None = None
    not_beside: tuple[str, ...] = ()
    open_with: tuple[str, ...] = ()
    if_yes: dict[str, Any] = Field(default_factory=dict)
    if_no: dict[str, Any] = Field(default_factory=dict)
    stands: Stands | None = None
    law_only: bool = False  # nothing but the rules reads the answer, so they say if it is asked
    words: str | None = None

    @property
    def worded_as(self) -> str:
        """The name of its words in the domain."""
        return self.words or self.id

    @property
    def settles(self) -> frozenset[str]:
        """All facts that an answer can settle, besides those that it tells by the way."""
        chosen = {name for option in self.options for name in option.sets}
        return frozenset({self.fact, *self.asks, *self.if_yes, *self.if_no, *chosen})

    def concerns(self, claim_types: tuple[ClaimType, ...]) -> bool:
        """Say whether the question belongs to any of these claims of one case, the first first."""
        several = len(claim_types) > 1
        if self.stands in (Stands.ALONE, Stands.BESIDE) and several is (self.stands == "alone"):
            return False
        counted = claim_types[1:] if self.stands is Stands.FURTHER else claim_types
        return not self.claims or any(c in self.claims for c in counted)

    def is_open(self, facts: Facts) -> bool:
        """Say whether the question still has to be asked."""
        if self.fact in facts:
            return False
        return all(test.holds(name, facts) for name, test in self.ask_if.items())

    def days_asked(self) -> tuple[str, ...]:
        """Return the facts of the question that are days, in the order in which it asks them."""
        return tuple(name for name in self.asks if name.endswith(("_date", "_until", "_set_on")))

    def with_options(self, options: tuple[Option, ...]) -> Question:
        """Return the question with the options of the moment, such as the law's remedies."""
        return self.model_copy(update={"options": options})
