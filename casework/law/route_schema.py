"""The shape of ``packs/<xx>/routes.yml``; ``docs/law.md`` explains each field to an author."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field, model_validator

from casework.law.aside import Aside, Where
from casework.law.outcome import Availability, ClaimType
from casework.law.schema import (
    Certainty,
    Condition,
    DateRule,
    SaidList,
    Step,
    Strict,
    Words,
    always,
)


def _always() -> Any:
    return always(True)


def _now() -> tuple[Step, ...]:
    return (Step.model_validate({"is": Availability.NOW}),)


class Expiry(Strict):
    """The last day of a route: a date of the outcome by its name, or one that is counted here."""

    deadline: str | None = None
    counted: DateRule | None = None
    when: Condition = Field(default_factory=_always)
    certainty: Certainty = Certainty.HIGH

    @model_validator(mode="after")
    def _one_way(self) -> Expiry:
        if (self.deadline is None) is (self.counted is None):
            raise ValueError("give one of deadline, counted")
        return self


class Closing(Strict):
    """Which other routes a route closes once it is taken to its end, and why in plain words."""

    kinds: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    says: Words
    certainty: Certainty = Certainty.HIGH


class Route(Strict):
    """One way to get redress.

    ``when`` decides whether it is listed, ``available`` whether it can be taken today (a route that
    is ``lost`` or ``no`` is closed). ``clock`` says in words that terms not known here set a limit.
    ``needs`` are the facts without which the last day cannot be counted.
    """

    id: str = Field(pattern=r"^[A-Z]+-RT-[A-Z0-9-]+$")
    kind: str
    name: Words
    where: Where | None = None
    claims: tuple[ClaimType, ...] = tuple(ClaimType)
    when: Condition = Field(default_factory=_always)
    available: tuple[Step, ...] = Field(default_factory=_now, min_length=1)
    expires: tuple[Expiry, ...] = ()
    clock: Words | None = None
    final: bool = False
    closes: tuple[Closing, ...] = ()
    needs: tuple[str, ...] = ()
    cite: SaidList = Field(min_length=1)
    status: Words
    certainty: Certainty
    says: Words
    doubts: SaidList = ()

    @model_validator(mode="after")
    def _some_step_holds(self) -> Route:
        if self.available[-1].when.names:
            raise ValueError(f"{self.id}: the last step of `available` has no condition")
        return self


class RouteTest(Strict):
    """A case and its plan: ``order`` lists every route; what is not named is not compared."""

    name: Words
    claim: ClaimType
    today: date = date(2026, 11, 24)
    facts: dict[str, Any]
    order: tuple[str, ...] | None = None
    available: dict[str, Availability] = Field(default_factory=dict)
    expires: dict[str, date] = Field(default_factory=dict)
    closed: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class RoutesFile(Aside):
    """The routes of one jurisdiction."""

    routes: tuple[Route, ...] = Field(min_length=1)
    tests: tuple[RouteTest, ...] = Field(min_length=1)
