"""What is asked once the law has answered: the files beside the packs, and a case that was judged.

Routes, forum and parties are data as rules are. Their conditions read facts, the definitions and
dates of the jurisdiction's packs, and what the outcome says (``OUTCOME_NAMES``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import Field, ValidationError

from casework.facts.catalogue import Asked, fact_catalogue
from casework.facts.values import typed_facts
from casework.facts.yamlfile import read_yaml
from casework.law import assess, packs
from casework.law.book import Book
from casework.law.outcome import Availability, ClaimType, Jurisdiction, Outcome
from casework.law.packs import PackError, book_of
from casework.law.schema import Condition, DateRule, Strict, Words
from casework.law.situation import Situation

OUTCOME_NAMES = frozenset(
    {
        "verdict",
        "liable",
        "not_liable",
        "remedies_now",
        "remedies_not_yet",
        "remedies_conditional",
        "remedies_open",
        "remedies_lost",
    }
)
BUILT_IN = frozenset({"today", "claim_type"})
_OPEN = (Availability.NOW, Availability.NOT_YET, Availability.CONDITIONAL)


class Where(Strict):
    """Where to go: the name of an office, and its web address if the fact base has one."""

    name: Words
    web: str | None = None


class Aside(Strict):
    """A file beside the packs; its definitions and dates are seen by itself only."""

    jurisdiction: Jurisdiction
    reviewed_on: date
    review_by: date
    define: dict[str, Condition] = Field(default_factory=dict)
    dates: tuple[DateRule, ...] = ()


AnyAside = TypeVar("AnyAside", bound=Aside)


class JudgedCase(Situation):
    """A case with its outcome: conditions read the facts and what the outcome says of them."""

    def __init__(self, book: Book, facts: Mapping[str, Any], today: date, outcome: Outcome) -> None:
        super().__init__(book, facts, today)
        self.outcome = outcome
        self._values.update(_told_by(outcome))

    def beside(self, file: Aside) -> JudgedCase:
        """Return the same case, seeing also the definitions and dates of a file."""
        return JudgedCase(book_beside(self.book, file), self.facts, self.today, self.outcome)

    def unknown_facts(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the facts behind names that were asked for in vain, in alphabetical order.

        Facts that a chat never asks for are named only where there is no other.
        """
        found = sorted(self.book.facts_behind_names(names) & self.missed)
        asked = [name for name in found if fact_catalogue()[name].asked is not Asked.NEVER]
        return tuple(asked or found)


def judged_case(
    jurisdiction: Jurisdiction | str,
    claim_type: ClaimType | str,
    facts: Mapping[str, Any],
    today: date,
) -> JudgedCase:
    """Return the case with its outcome, as ``casework.law.assess`` judges it.

    Raises:
        FactError: as ``assess`` does; nothing is guessed.

    """
    outcome = assess(jurisdiction, claim_type, facts, today)
    book = book_of(outcome.jurisdiction, outcome.claim_type)
    return JudgedCase(book, typed_facts(facts, today), today, outcome)


def read_aside(kind: type[AnyAside], jurisdiction: Jurisdiction, name: str) -> AnyAside:
    """Return the file ``packs/<jurisdiction>/<name>``.

    Raises:
        PackError: the file is missing, is not YAML or does not have its shape.

    """
    return _read(kind, packs.PACKS / jurisdiction.lower() / name)


@lru_cache(maxsize=32)
def _read(kind: type[AnyAside], path: Path) -> AnyAside:
    try:
        return kind(**read_yaml(path))
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as error:
        raise PackError(f"{path.parent.name}/{path.name}: {error}") from error


def book_beside(book: Book, file: Aside) -> Book:
    """Return a book that knows also the definitions and dates of a file."""
    return replace(
        book,
        define={**book.define, **file.define},
        dates={**book.dates, **{rule.name: rule for rule in file.dates}},
    )


def _told_by(outcome: Outcome) -> dict[str, Any]:
    by_state = {
        f"remedies_{state}": tuple(r.remedy for r in outcome.remedies if r.available is state)
        for state in (*_OPEN, Availability.LOST)
    }
    return {
        "verdict": outcome.outcome.value,
        "liable": outcome.liable,
        "not_liable": outcome.not_liable,
        "remedies_open": tuple(r.remedy for r in outcome.remedies if r.available in _OPEN),
        **by_state,
    }


def known_names(book: Book, file: Aside) -> frozenset[str]:
    """Return every name that a condition of the file may read."""
    own = {*file.define, *(rule.name for rule in file.dates)}
    told = {*BUILT_IN, *OUTCOME_NAMES, *fact_catalogue()}
    return frozenset({*told, *book.define, *book.tables, *book.dates, *own})
