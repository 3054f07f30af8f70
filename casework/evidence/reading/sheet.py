"""A paper laid out for its readers: grid, labels, heads of mails, and how to read its values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from casework.evidence.reading.document import ReadDocument
from casework.evidence.reading.labels import Label, is_label, labels_of
from casework.evidence.reading.layout import Cell, Grid, grid_of
from casework.evidence.reading.proposals import Candidate
from casework.evidence.reading.values import Reading, reading_of

_HEAD_LINE = re.compile(
    r"^(?P<name>from|von|de|da|van|sent|gesendet|envoyé|enviado|inviato|verzonden|date|datum|fecha|"
    r"data|to|an|à|para|a|aan|subject|betreff|objet|asunto|oggetto|onderwerp|reply-to)\s*:\s*"
    r"(?P<value>.+)$",
    re.IGNORECASE,
)
_FIELDS = {
    "from": "from von de da van",
    "date": "sent gesendet envoyé enviado inviato verzonden date datum fecha data",
    "to": "to an à para a aan",
    "subject": "subject betreff objet asunto oggetto onderwerp",
    "reply": "reply-to",
}
_FIELD_OF = {word: field for field, words in _FIELDS.items() for word in words.split()}


@dataclass(frozen=True)
class MailHead:
    """Who wrote a mail, when, and about what; ``rows`` are the rows where the head stands."""

    sender: str
    subject: str
    date: str
    to: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Sheet:
    """A paper and the means to read it; ``heads`` of a mail passed on: the innermost last."""

    grid: Grid
    labels: tuple[Label, ...]
    heads: tuple[MailHead, ...]
    reading: Reading

    @property
    def head(self) -> MailHead | None:
        """The head of the mail that the shop wrote: of mails within mails, the innermost."""
        return self.heads[-1] if self.heads else None

    @cached_property
    def head_rows(self) -> frozenset[int]:
        """The rows that belong to the head of a mail."""
        return frozenset(row for head in self.heads for row in head.rows)

    @cached_property
    def leading(self) -> dict[int, frozenset[str]]:
        """The facts whose labels open a cell, by row."""
        rows: dict[int, set[str]] = {}
        for label in self.labels:
            if label.lead:
                rows.setdefault(label.cell.row, set()).add(label.fact)
        return {row: frozenset(facts) for row, facts in rows.items()}

    def labelled(self, fact: str) -> list[Label]:
        """Return the labels of a fact outside the heads of mails, in reading order."""
        return [
            label
            for label in self.labels
            if label.fact == fact and label.cell.row not in self.head_rows
        ]

    def values_of(self, label: Label, *, below: bool = True) -> Iterator[tuple[Cell, str]]:
        """Yield the words that may be the value of a label, the likeliest first.

        Words behind the label need not be its value ("Total charged to my card", then the sum).
        """
        if label.rest:
            yield label.cell, label.rest
        if not label.lead:
            if not label.rest and label.marked and below:
                yield from self._on_the_next_line(label)
            return
        for cell in self.grid.right_of(label.cell):
            if not label.rest or not is_label(cell):
                yield cell, cell.text
        if below:
            yield from self._on_the_next_line(label)

    def _on_the_next_line(self, label: Label) -> Iterator[tuple[Cell, str]]:
        under = self.grid.below(label.cell)
        if under is not None and not is_label(under):
            yield under, under.text

    def candidate(self, value: object, cell: Cell, confidence: float) -> Candidate:
        """Return a reading with its place."""
        return Candidate(value, cell.page, self.grid.line(cell), confidence)


def sheet_of(document: ReadDocument, today: date, country: str | None) -> Sheet:
    """Lay out a document that was read."""
    grid = grid_of(document.pages)
    heads = tuple(_heads(grid))
    plain = Reading(today, country, None, None, None)
    days = plain.days(heads[-1].date) if heads else []
    reading = reading_of(grid, today, country, days[0].value if days else None)
    return Sheet(grid, tuple(labels_of(grid)), heads, reading)


def _heads(grid: Grid) -> Iterator[MailHead]:
    """Yield the heads of mails: rows of names and values, among them a sender and a day."""
    block: dict[str, str] = {}
    rows: list[int] = []
    for position, cells in enumerate((*grid.rows, ())):
        line = " ".join(cell.text for cell in cells)
        match = _HEAD_LINE.match(line)
        if match and _FIELD_OF[match["name"].lower()] not in block:
            block[_FIELD_OF[match["name"].lower()]] = match["value"]
            rows.append(position)
            continue
        if {"from", "date"} <= block.keys():
            yield _head(block, rows)
        block, rows = {}, []


def _head(block: dict[str, str], rows: list[int]) -> MailHead:
    return MailHead(
        sender=block["from"],
        subject=block.get("subject", ""),
        date=block["date"],
        to=block.get("to", ""),
        rows=tuple(rows),
    )
