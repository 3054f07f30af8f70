"""The planner: every open route of a case, what expires first comes first, and what excludes what.

It knows no law; ``packs/<xx>/routes.yml`` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from casework.facts.catalogue import label_of
from casework.law.aside import JudgedCase, read_aside
from casework.law.book import names_in
from casework.law.dates import in_words
from casework.law.outcome import Availability, ClaimType, DueDate, Jurisdiction
from casework.law.route_schema import Closing, Expiry, Route, RoutesFile
from casework.law.schema import Certainty
from casework.law.situation import Dated
from casework.law.unknown import UNKNOWN

_STATES = (Availability.NOW, Availability.NOT_YET, Availability.CONDITIONAL)


class Clock(StrEnum):
    """Whether a route has a last day: one that is known, one that is not, or none."""

    RUNS = "runs"
    UNKNOWN = "unknown"
    NONE = "none"


_CLOCKS = tuple(Clock)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class PlannedRoute(_Frozen):
    """A route that is open, with its last day and all that is still missing."""

    id: str
    kind: str
    name: str
    where: str | None
    web: str | None
    available: Availability  # now, not_yet or conditional
    condition: str | None
    clock: Clock
    clock_words: str | None
    expires: DueDate | None
    expires_certainty: Certainty | None
    final: bool
    needs: tuple[str, ...]  # unknown facts on which the route or its last day hangs
    says: str
    cite: tuple[str, ...]
    certainty: Certainty
    doubts: tuple[str, ...]


class ClosedRoute(_Frozen):
    """A route that is no longer open, and why."""

    id: str
    kind: str
    name: str
    expired_on: date | None  # the last day that has passed, where that is the reason
    why: str


class Conflict(_Frozen):
    """A route that closes others of the plan once it is taken to its end."""

    route: str
    closes: tuple[str, ...]
    says: str
    certainty: Certainty


class RoutePlan(_Frozen):
    """The routes of a case on one day, in the order in which they expire."""

    jurisdiction: Jurisdiction
    claim_type: ClaimType
    today: date
    routes: tuple[PlannedRoute, ...]
    closed: tuple[ClosedRoute, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True)
class _LastDay:
    """The last day of a route as far as it is known."""

    clock: Clock
    due: DueDate | None
    certainty: Certainty | None
    needs: tuple[str, ...]


@dataclass(frozen=True)
class _State:
    """Whether a route can be taken today, why, and the facts that would decide it."""

    available: Availability
    because: str | None
    needs: tuple[str, ...] = ()


def plan_routes(case: JudgedCase) -> RoutePlan:
    """Return the plan for a case that was judged (``casework.law.aside.judged_case``).

    Routes with a known last day come first, the earliest at the top; then those whose last day is
    not known, then those without one. A route whose last day has passed is never planned; it
    is named under ``closed``.

    Raises:
        PackError: the routes of the jurisdiction cannot be read.

    """
    file = routes_of(case.outcome.jurisdiction)
    beside = case.beside(file)
    seen = [entry for route in file.routes if (entry := _enter(route, beside)) is not None]
    planned = sorted((e for e in seen if isinstance(e, PlannedRoute)), key=_turn)
    return RoutePlan(
        jurisdiction=case.outcome.jurisdiction,
        claim_type=case.outcome.claim_type,
        today=case.today,
        routes=tuple(planned),
        closed=tuple(e for e in seen if isinstance(e, ClosedRoute)),
        conflicts=tuple(_conflicts(file, planned)),
    )


def routes_of(jurisdiction: Jurisdiction) -> RoutesFile:
    """Return the routes of a jurisdiction, as its file has them.

    Raises:
        PackError: the file is missing or does not have its shape.

    """
    return read_aside(RoutesFile, jurisdiction, "routes.yml")


def _turn(route: PlannedRoute) -> tuple[int, date, int]:
    last = route.expires.date if route.expires else date.max
    return _CLOCKS.index(route.clock), last, _STATES.index(route.available)


def _enter(route: Route, case: JudgedCase) -> PlannedRoute | ClosedRoute | None:
    """Return the route as it stands in this case; None where it does not exist."""
    if case.outcome.claim_type not in route.claims:
        return None
    exists = route.when.evaluate(case)
    if exists is not UNKNOWN and not exists:
        return None
    last = _last_day(route, case)
    if last.due is not None and last.due.expired:
        return _closed(route, _too_late(last), last.due.date)
    state = _state(route, case, exists)
    if state.available not in _STATES:
        return _closed(route, state.because or "This way is not open.", None)
    return _planned(route, case, state, last)


def _too_late(last: _LastDay) -> str:
    day = in_words(last.due.date) if last.due else ""
    if last.certainty is Certainty.HIGH:
        return f"The last day was {day}."
    return f"The last day was probably {day} ({last.certainty} certainty). Ask all the same."


def _closed(route: Route, why: str, expired_on: date | None) -> ClosedRoute:
    return ClosedRoute(
        id=route.id, kind=route.kind, name=route.name, expired_on=expired_on, why=why
    )


def _planned(route: Route, case: JudgedCase, state: _State, last: _LastDay) -> PlannedRoute:
    return PlannedRoute(
        id=route.id,
        kind=route.kind,
        name=route.name,
        where=route.where.name if route.where else None,
        web=route.where.web if route.where else None,
        available=state.available,
        condition=state.because,
        clock=last.clock,
        clock_words=route.clock,
        expires=last.due,
        expires_certainty=last.certainty,
        final=route.final,
        needs=tuple(dict.fromkeys((*state.needs, *last.needs))),
        says=route.says,
        cite=tuple(said.text for said in route.cite if said.when(case) is True),
        certainty=route.certainty,
        doubts=tuple(said.text for said in route.doubts if said.when(case) is True),
    )


def _state(route: Route, case: JudgedCase, exists: Any) -> _State:
    """Return the first step that holds; what is unknown leaves the route conditional."""
    if exists is UNKNOWN:
        return _waiting(case.unknown_facts(route.when.names))
    for step in route.available:
        holds = step.when.evaluate(case)
        if holds is UNKNOWN:
            return _waiting(case.unknown_facts(step.when.names))
        if holds:
            return _State(step.status, step.because)
    return _State(Availability.NO, None)


def _waiting(facts: tuple[str, ...]) -> _State:
    words = f"We do not know yet: {', '.join(label_of(fact) for fact in facts)}."
    return _State(Availability.CONDITIONAL, words, facts)


def _last_day(route: Route, case: JudgedCase) -> _LastDay:
    """Return the earliest last day; a day that cannot be counted leaves the clock unknown."""
    found = [(expiry, _due(expiry, route, case)) for expiry in route.expires]
    known = [(due, expiry.certainty) for expiry, due in found if isinstance(due, DueDate)]
    needs = tuple(fact for e, due in found if due is UNKNOWN for fact in _facts_for(e, route, case))
    if known:
        due, certainty = min(known, key=lambda pair: pair[0].date)
        return _LastDay(Clock.RUNS, due, certainty, needs)
    unknown = bool(route.clock) or any(due is UNKNOWN for _, due in found)
    return _LastDay(Clock.UNKNOWN if unknown else Clock.NONE, None, None, needs)


def _facts_for(expiry: Expiry, route: Route, case: JudgedCase) -> tuple[str, ...]:
    told = tuple(fact for fact in route.needs if fact not in case.facts)
    return told or case.unknown_facts(names_in(expiry) | names_in(expiry.counted))


def _due(expiry: Expiry, route: Route, case: JudgedCase) -> Any:
    """Return the day (a ``DueDate``), None where there is none, or UNKNOWN."""
    holds = expiry.when.evaluate(case)
    if holds is UNKNOWN or not holds:
        return UNKNOWN if holds is UNKNOWN else None
    if expiry.counted is None:
        waits = any(fact not in case.facts for fact in route.needs)
        due = next((d for d in case.outcome.deadlines if d.name == expiry.deadline), None)
        return due or (UNKNOWN if waits else None)
    dated = case.dated(expiry.counted, route.id, case)
    if not isinstance(dated, Dated):
        return dated
    return DueDate(
        name=expiry.counted.name,
        date=dated.day,
        basis=expiry.counted.basis or route.cite[0].text,
        computation=dated.computation,
        expired=dated.day < case.today,
    )


def _conflicts(file: RoutesFile, planned: list[PlannedRoute]) -> Iterator[Conflict]:
    closings = {route.id: route.closes for route in file.routes}
    for route in planned:
        for closing in closings[route.id]:
            closed = tuple(other.id for other in planned if _is_closed(closing, route, other))
            if closed:
                yield Conflict(
                    route=route.id, closes=closed, says=closing.says, certainty=closing.certainty
                )


def _is_closed(closing: Closing, route: PlannedRoute, other: PlannedRoute) -> bool:
    return other.id != route.id and (other.kind in closing.kinds or other.id in closing.routes)
