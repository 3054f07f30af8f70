"""What ``life.yml`` says of each change: whose word it takes, its rule, how it ends a case."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from casework.facts.yamlfile import read_yaml

_FILE = Path(__file__).with_name("life.yml")

SYSTEM = "system"
CONSUMER = "consumer"
TRADER = "trader"
MEDIATOR = "mediator"


class Ending(StrEnum):
    """How a case ended."""

    CONFIRMED = "confirmed"
    CLAIMED = "claimed"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"
    UNRESOLVED = "unresolved"
    REFERRED = "referred"


SOLVED = frozenset({Ending.CONFIRMED})
"""The endings that count as solved: silence and the trader's bare word do not."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LifeRule(_Frozen):
    """One kind of change."""

    by: tuple[str, ...] = Field(min_length=1)
    rule: str
    closed_as: Ending | None = None


class LifeRules(_Frozen):
    """The whole file."""

    events: dict[str, LifeRule]
    endings: dict[Ending, str]
    states: dict[str, str]


@lru_cache(maxsize=1)
def life_rules() -> LifeRules:
    """Return what the file says."""
    return LifeRules.model_validate(read_yaml(_FILE))


def rule_of(event: str) -> LifeRule:
    """Return the rule of an event.

    Raises:
        KeyError: there is no such event.

    """
    return life_rules().events[event]


def role_of(actor: str) -> str:
    """Return the role of an actor: ``mediator:mia`` is a mediator."""
    return actor.partition(":")[0]
