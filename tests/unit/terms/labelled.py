"""Pages of terms with every clause labelled, and how well the check finds the labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from casework.law.outcome import Jurisdiction
from casework.terms import Finding, check_terms

PAGES = Path(__file__).with_name("pages")  # the patterns were mended on these
UNSEEN = Path(__file__).with_name("unseen")  # kept back while the patterns were written
DEPENDS_ON_PLACE = {"foreign_court", "foreign_law"}


@dataclass(frozen=True)
class Labelled:
    """One clause of a page: where it stands and what it does, as its writer meant it."""

    says: str
    start: int
    end: int
    kinds: frozenset[str]
    also: frozenset[str]  # can be seen in it, need not be
    softened: bool


@dataclass(frozen=True)
class Page:
    name: str
    jurisdiction: Jurisdiction
    text: str
    clauses: tuple[Labelled, ...]

    def clause_at(self, position: int) -> Labelled:
        return next(c for c in self.clauses if c.start <= position < c.end)


@lru_cache(maxsize=2)
def pages(folder: Path = PAGES) -> tuple[Page, ...]:
    return tuple(_page(path) for path in sorted(folder.glob("*.yml")))


def _page(path: Path) -> Page:
    read = yaml.safe_load(path.read_text("utf-8"))
    between = read.get("between", "\n\n")
    text = between.join(read["heads"]) + "\n\n"
    clauses = []
    for clause in read["clauses"]:
        says = clause["says"].replace("\n", read.get("newline", "\n"))
        clauses.append(_labelled(clause, says, len(text)))
        text += says + between
    return Page(path.stem, Jurisdiction(read["jurisdiction"]), text, tuple(clauses))


def _labelled(clause: dict[str, Any], says: str, start: int) -> Labelled:
    kinds = frozenset() if clause["is"] == "fair" else frozenset(clause["is"])
    also = frozenset(clause.get("also", ()))
    return Labelled(says, start, start + len(says), kinds, also, clause.get("softened", False))


@dataclass
class Score:
    """What was found and missed over pages; each item is (page, kind, words)."""

    right: list[tuple[str, str, str]]
    wrong: list[tuple[str, str, str]]
    missed: list[tuple[str, str, str]]

    @property
    def precision(self) -> float:
        return len(self.right) / (len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        return len(self.right) / (len(self.right) + len(self.missed))


def score(some: tuple[Page, ...], only: Mapping[Jurisdiction, set[str]] | None = None) -> Score:
    """Compare the labels with what is found, once for each clause and kind.

    With ``only``, no more kinds count than it names for the law of each page.
    """
    result = Score([], [], [])
    for page in some:
        found = kinds_found(page, check_terms(page.text, page.jurisdiction).findings)
        for clause in page.clauses:
            kinds, wanted = found.get(clause, set()), set(clause.kinds)
            if only is not None:
                kinds, wanted = kinds & only[page.jurisdiction], wanted & only[page.jurisdiction]
            result.right += [(page.name, k, clause.says) for k in kinds & wanted]
            result.wrong += [(page.name, k, clause.says) for k in kinds - wanted - clause.also]
            result.missed += [(page.name, k, clause.says) for k in wanted - kinds]
    return result


def kinds_found(page: Page, findings: tuple[Finding, ...]) -> dict[Labelled, set[str]]:
    found: dict[Labelled, set[str]] = {}
    for finding in findings:
        found.setdefault(page.clause_at(finding.start), set()).add(finding.kind)
    return found
