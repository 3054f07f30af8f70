"""The black and grey lists: one YAML file a body of law, checked by a schema."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from casework.facts.catalogue import fact_catalogue
from casework.facts.yamlfile import read_yaml
from casework.law.outcome import Jurisdiction
from casework.terms.errors import ListError
from casework.terms.report import Listing

HERE = Path(__file__).parent


class Entry(BaseModel):
    """What a body of law says of one kind of term.

    ``above`` is a rate in percent a year: at or below it the term is allowed, above it the entry
    holds; where the terms name no rate the term is grey. ``even_softened`` marks a black entry
    that stays so though the clause says "to the extent permitted by law". ``void_under`` is a rule
    that makes a grey term void where it applies: it hangs on facts that the words do not tell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    listing: Listing
    rule: str
    cite: str
    certainty: Literal["high", "medium", "doubtful"] = "high"
    because: str = ""
    verdict: str = ""  # in place of the usual sentence of a grey list
    even_softened: bool = False
    void_under: str = ""
    above: float | None = None

    @model_validator(mode="after")
    def _a_verdict_of_its_own_is_grey(self) -> Entry:
        if self.verdict and self.listing is Listing.BLACK:
            raise ValueError("a black entry says that the term is not binding, in the usual words")
        return self

    def allows(self, rate: float | None) -> bool:
        """Tell whether the law allows a charge of this rate."""
        return self.above is not None and rate is not None and rate <= self.above

    def at(self, rate: float | None) -> Entry:
        """Return the entry for a rate: grey where a limit exists and the rate is unknown."""
        if self.above is None or rate is not None:
            return self
        return self.model_copy(update={"listing": Listing.GREY})


class JurisdictionList(BaseModel):
    """The lists of one body of law.

    ``home_courts`` and ``home_laws`` are words by which a court or a law is no foreign one there.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    jurisdiction: Jurisdiction
    reviewed_on: date
    review_by: date
    home_courts: tuple[str, ...] = ()
    home_laws: tuple[str, ...] = ()
    note: str = ""
    countries: dict[str, str] = Field(default_factory=dict)
    entries: dict[str, Entry]

    @model_validator(mode="after")
    def _every_kind_is_listed(self) -> JurisdictionList:
        wanted = set(fact_catalogue()["term_kinds"].values)
        if missing := wanted ^ set(self.entries):
            raise ValueError(f"kinds that are missing or unknown: {', '.join(sorted(missing))}")
        return self

    def is_near(self, kind: str, text: str) -> bool:
        """Tell whether a sentence that names a court or a law names one of this body of law."""
        names = {"foreign_court": self.home_courts, "foreign_law": self.home_laws}.get(kind, ())
        return bool(names) and _any_of(names).search(text) is not None


@lru_cache(maxsize=16)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def list_of(jurisdiction: Jurisdiction) -> JurisdictionList:
    """Return the lists of a body of law.

    Raises:
        ListError: the file is malformed.

    """
    path = HERE / f"{jurisdiction.lower()}.yml"
    try:
        return JurisdictionList(**read_yaml(path))
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as error:
        raise ListError(f"{path.name}: {error}") from error


def listing_of(
    jurisdiction: Jurisdiction,
    kinds: Iterable[str],
    rules: Collection[str] = (),
    rate: float | None = None,
) -> Listing | None:
    """Return the strictest listing of some kinds of term; None where there is no kind.

    Args:
        jurisdiction: the body of law.
        kinds: values of the fact ``term_kinds``.
        rules: ids of the rules that apply to the case.
        rate: the late charge in percent a year.

    """
    entries = list_of(jurisdiction).entries
    listed = [entries[kind] for kind in kinds if kind in entries]
    if any(e.at(rate).listing is Listing.BLACK or e.void_under in rules for e in listed):
        return Listing.BLACK
    return Listing.GREY if listed else None
