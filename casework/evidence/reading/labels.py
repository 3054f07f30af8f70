"""Where labels stand in a paper, and which words belong to each as its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casework.evidence.reading.layout import Cell, Grid
from casework.facts.yamlfile import read_yaml

_FILE = Path(__file__).with_name("labels.yml")
_NOT = "not_"
# Words that may stand between a label and its value: "order total (incl. VAT): ", "order no. is ".
_BETWEEN = r"(?:\s*\((?P<note>[^()]{0,40})\))?\s*(?:[:#=.]+|-(?=\s)|\bis\b|\bare\b)?\s*"
_CLAUSE_END = re.compile(r"[.;,!?)|]\s*$")


@dataclass(frozen=True)
class Label:
    """A label in a cell; ``rest`` is what follows it there, ``lead`` whether it opens the cell."""

    fact: str
    rank: int
    cell: Cell
    words: str
    rest: str
    note: str
    lead: bool
    marked: bool  # a colon or the like stands between label and rest
    opens: bool  # it opens the cell, or a sentence or part of one in it


@lru_cache(maxsize=1)
def _expressions() -> dict[str, list[tuple[int, str]]]:
    table = read_yaml(_FILE)
    return {
        fact: [(int(rank), str(label)) for rank, labels in ranks.items() for label in labels]
        for fact, ranks in table.items()
    }


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return one expression for all labels, longest first, so that "subtotal" is no "total"."""
    labels = {label for entries in _expressions().values() for _, label in entries}
    phrases = "|".join(_phrase(label) for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?<![\w@.-])(?P<label>{phrases})(?![\w@])", re.IGNORECASE)


def _phrase(label: str) -> str:
    words = re.escape(label.replace('"', "")).replace(r"\ ", r"\s{1,2}")
    return words.replace(r"\-", r"[-\s]?")


@lru_cache(maxsize=1)
def _meanings() -> dict[str, list[tuple[str, int]]]:
    """Return which facts a label may name, each with its rank."""
    meanings: dict[str, list[tuple[str, int]]] = {}
    for fact, entries in _expressions().items():
        for rank, label in entries:
            meanings.setdefault(_key(label), []).append((fact, rank))
    return meanings


def _key(label: str) -> str:
    return re.sub(r"[\s\"-]+", "", label).casefold()


def labels_of(grid: Grid) -> list[Label]:
    """Return the labels of a paper in reading order; one label may name several facts."""
    return [label for cell in grid.cells for label in _labels_in(cell)]


def _labels_in(cell: Cell) -> Iterator[Label]:
    for match in _pattern().finditer(cell.text):
        between = re.compile(_BETWEEN, re.IGNORECASE).match(cell.text, match.end())
        end = between.end() if between else match.end()
        marks = cell.text[match.end() : end]
        for fact, rank in _meanings().get(_key(match["label"]), ()):
            before = cell.text[: match.start()]
            yield Label(
                fact=fact,
                rank=rank,
                cell=cell,
                words=match["label"],
                rest=cell.text[end:].strip(),
                note=(between["note"] or "") if between else "",
                lead=not re.search(r"\w", before),
                marked=any(mark in marks for mark in ":#="),
                opens=not re.search(r"\w", before) or bool(_CLAUSE_END.search(before)),
            )


def is_label(cell: Cell) -> bool:
    """Tell whether a cell opens with a label of any kind."""
    return any(label.lead for label in _labels_in(cell))


def is_excluded(label: Label) -> bool:
    """Tell whether a label only looks like that of a fact."""
    return label.fact.startswith(_NOT)
