"""The shape of the rights' files (``eu.yml`` and so on), and how they are read."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import BeforeValidator, Field, ValidationError, model_validator

from casework.facts.yamlfile import read_yaml
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.packs import find_rule
from casework.law.schema import Certainty, Strict, Words

HERE = Path(__file__).parent


class Right(StrEnum):
    """The five rights, in the order in which they are told."""

    INFORMATION = "information"
    SECURITY = "security"
    CHOICE = "choice"
    FAIR_DEALING = "fair_dealing"
    REDRESS = "redress"


class RightsError(Exception):
    """A file of rights cannot be read; the message names the file and the place."""

    code = "rights_invalid"


def _listed(source: object) -> object:
    return (source,) if isinstance(source, str) else source


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Statement(Strict):
    """One thing that a right gives: plain words, the rules behind them, how certain they are.

    ``cite`` narrows the source to a part of what the rules cite, or stands for rules that no pack
    has; without it the source is all that the rules cite.
    """

    says: Words
    rule: Names = ()
    cite: Names = ()
    certainty: Certainty = Certainty.HIGH

    @model_validator(mode="after")
    def _rests_on_something(self) -> Statement:
        if not self.rule and not self.cite:
            raise ValueError(f"neither a rule nor a citation: {self.says!r}")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the citations of the statement, each once."""
        cited = self.cite or (cite for name in self.rule for cite in find_rule(name).cites)
        return tuple(dict.fromkeys(cited))


class RightsFile(Strict):
    """What the five rights are under one body of law."""

    jurisdiction: Jurisdiction
    reviewed_on: date
    review_by: date
    about: Words  # what kind of law this is, and what it leaves open
    rights: dict[Right, tuple[Statement, ...]]

    @model_validator(mode="after")
    def _every_right_is_told(self) -> RightsFile:
        missing = [right.value for right in Right if not self.rights.get(right)]
        if missing:
            raise ValueError(f"nothing is told of {', '.join(missing)}")
        return self


class RightName(Strict):
    """How a right is called, and what it means in one sentence."""

    name: Words
    means: Words


class RightsWords(Strict):
    """The words around the statements."""

    rights: dict[Right, RightName]
    places: dict[Jurisdiction, Words]
    certainty: dict[Certainty, Words]
    page: dict[str, Words]
    said: dict[Right, tuple[str, ...]] = Field(description="how people name a right")
    said_places: dict[Jurisdiction, tuple[str, ...]]


class NextTime(Strict):
    """How to stay out of trouble: tips for each kind of claim, the most useful first."""

    tips: dict[str, Words]
    claims: dict[ClaimType, tuple[str, ...]]

    @model_validator(mode="after")
    def _every_claim_has_known_tips(self) -> NextTime:
        for claim in ClaimType:
            unknown = set(self.claims.get(claim, ("none",))) - set(self.tips)
            if unknown:
                raise ValueError(f"{claim}: no tip is called {', '.join(sorted(unknown))}")
        return self


Read = TypeVar("Read", bound=Strict)


def _read(kind: type[Read], name: str) -> Read:
    try:
        return kind(**read_yaml(HERE / name))
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as error:
        raise RightsError(f"rights/{name}: {error}") from error


@lru_cache(maxsize=8)
def rights_of(jurisdiction: Jurisdiction) -> RightsFile:
    """Return the five rights under a body of law.

    Raises:
        RightsError: the file is missing or does not have its shape.

    """
    return _read(RightsFile, f"{jurisdiction.lower()}.yml")


@lru_cache(maxsize=1)
def words() -> RightsWords:
    """Return the words around the statements; raises RightsError as ``rights_of`` does."""
    return _read(RightsWords, "words.yml")


@lru_cache(maxsize=1)
def next_time() -> NextTime:
    """Return all tips; raises RightsError as ``rights_of`` does."""
    return _read(NextTime, "next_time.yml")


def tips(claim_types: tuple[str, ...], most: int = 3) -> list[str]:
    """Return at most ``most`` tips for claims, each once; unknown kinds of claim give none."""
    known = [ClaimType(claim) for claim in claim_types if claim in set(ClaimType)]
    names = dict.fromkeys(name for claim in known for name in next_time().claims[claim])
    return [next_time().tips[name] for name in names][:most]
