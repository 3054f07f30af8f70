"""The text of a paper as rows of cells, so that a value is found beside or under its label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from casework.reading.text import plain_text

_GAP = re.compile(r"\t+| {2,}|\s\|\s|\s?\.{4,}\s?|\s?_{3,}\s?")
MOST_ROWS = 500
LONGEST_ROW = 400
"""Characters. A paper about an order is shorter; a longer text is no reason to read for minutes."""
_LOOSE_COLON = re.compile(r"[ \t]+:(?=\s|$)")


@dataclass(frozen=True)
class Cell:
    """A run of words in a row; ``start`` and ``end`` are columns, pages count from 1."""

    text: str
    page: int
    row: int
    start: int
    end: int


@dataclass(frozen=True)
class Grid:
    """A paper as rows; empty lines are left out."""

    rows: tuple[tuple[Cell, ...], ...]

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """All cells in reading order."""
        return tuple(cell for row in self.rows for cell in row)

    @cached_property
    def text(self) -> str:
        """The whole paper with one space between cells."""
        return "\n".join(" ".join(cell.text for cell in row) for row in self.rows)

    def line(self, cell: Cell) -> str:
        """Return the row of a cell as one line, for a quotation."""
        return " ".join(other.text for other in self.rows[cell.row])

    def right_of(self, cell: Cell) -> tuple[Cell, ...]:
        """Return the cells after ``cell`` in its row."""
        return tuple(other for other in self.rows[cell.row] if other.start > cell.start)

    def below(self, cell: Cell) -> Cell | None:
        """Return the cell under ``cell``: the same column, or the next line where there are none.

        HTML mails keep no columns; there, a row with as many cells counts by position.
        """
        if cell.row + 1 >= len(self.rows):
            return None
        row, under = self.rows[cell.row], self.rows[cell.row + 1]
        if under[0].page != cell.page:
            return None
        if len(row) == len(under):
            return under[row.index(cell)]
        return next((c for c in under if c.start < cell.end and cell.start < c.end), None)


def grid_of(pages: tuple[str, ...]) -> Grid:
    """Return the pages of a paper as one grid, in plain characters."""
    rows: list[tuple[Cell, ...]] = []
    for page, text in enumerate(pages, start=1):
        for line in plain_text(text).text.splitlines():
            cells = tuple(_cells(_LOOSE_COLON.sub(":", line[:LONGEST_ROW]), page, len(rows)))
            if cells:
                rows.append(cells)
            if len(rows) == MOST_ROWS:
                return Grid(tuple(rows))
    return Grid(tuple(rows))


def _cells(line: str, page: int, row: int) -> list[Cell]:
    cells: list[Cell] = []
    position = 0
    for gap in [*_GAP.finditer(line), None]:
        end = len(line) if gap is None else gap.start()
        words = line[position:end]
        if any(c.isalnum() or c in "€£$¥#" for c in words):
            start = position + len(words) - len(words.lstrip(" >*"))
            cells.append(Cell(words.strip(" >*"), page, row, start, end))
        position = len(line) if gap is None else gap.end()
    return cells
