"""The steps with others that are open if the trader does not answer; never one that is not open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from casework.facts.yamlfile import read_yaml
from casework.law.outcome import Availability, Outcome, RemedyOption
from casework.letters.demand import HERE, OPEN, is_certain, is_route

NOT_NAMED = ("told", "unsaid")
"""Topics of an escalation that a letter does not name as next steps."""


class Escalation(BaseModel):
    """What the entries of an escalation mean; the comments in ``escalation.yml`` explain it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    closer: dict[str, str]
    topics: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Step:
    """A step with somebody else; ``topic`` names its words, None where it has none of its own."""

    topic: str | None
    entry: str
    certain: bool
    rule_id: str | None


@lru_cache(maxsize=1)
def escalation() -> Escalation:
    """Return what the entries of an escalation mean."""
    return Escalation.model_validate(read_yaml(HERE / "escalation.yml"))


def step_topic(entry: str) -> str | None:
    """Return what an entry of an escalation means, or None where the letter has no words for it."""
    words = entry.split("(")[0].replace("_", " ").casefold().split()
    beginnings = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((_topics()[start] for start in beginnings if start in _topics()), None)


def steps_of(outcome: Outcome, *, to_shop: bool = False) -> tuple[Step, ...]:
    """Return the open steps, each once: routes among the remedies, then the escalation.

    ``to_shop``: a payment, in a letter to a shop; the bank is then somebody else.

    An entry of the escalation that names a route (or names it more closely) is open only where the
    route is, and only as certain.
    """
    kind = outcome.claim_type
    routes = {r.remedy: r for r in reversed(outcome.remedies) if is_route(r, kind, to_shop=to_shop)}
    steps = {name: _of_route(r, outcome) for name, r in routes.items() if r.available in OPEN}
    closed = routes.keys() - steps.keys()
    named = [step for step in _named(outcome) if _route_of(step) not in closed]
    replaced = {_route_of(step) for step in named}
    kept = [step for name, step in reversed(steps.items()) if name not in replaced]
    inherited = [_inheriting(step, steps) for step in named]
    return tuple({step.topic or step.entry: step for step in [*kept, *inherited]}.values())


@lru_cache(maxsize=1)
def _topics() -> dict[str, str]:
    return {entry: topic for topic, some in escalation().topics.items() for entry in some}


def _named(outcome: Outcome) -> Iterator[Step]:
    for entry in outcome.escalation:
        topic = step_topic(entry)
        if topic not in NOT_NAMED:
            yield Step(topic, entry, certain=True, rule_id=None)


def _route_of(step: Step) -> str:
    """Return the route that a step is or names more closely; its own topic if it is none."""
    topic = step.topic or step.entry
    return escalation().closer.get(topic, topic)


def _inheriting(step: Step, steps: dict[str, Step]) -> Step:
    """Return a step that stands for a route, as certain as the route is and with its rule."""
    route = steps.get(_route_of(step))
    if route is None:
        return step
    return Step(step.topic, step.entry, route.certain, route.rule_id)


def _of_route(route: RemedyOption, outcome: Outcome) -> Step:
    certain = route.available is Availability.NOW and is_certain(outcome, route.rule_id)
    return Step(route.remedy, route.remedy, certain, route.rule_id)
