"""What was bought, by the rows that carry a price before the sums begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.evidence.reading.labels import is_label
from casework.evidence.reading.layout import Cell
from casework.evidence.reading.proposals import Candidate
from casework.evidence.reading.sheet import Sheet
from casework.evidence.reading.wordlists import pattern
from casework.reading.money import amount_spans

_MOST = 3  # items that are named; more would fill the screen of a phone
_TIMES = "[x\u00d7]"  # the letter and the sign
_COUNT = re.compile(
    rf"^\s*\d{{1,3}}\s?{_TIMES}\s+|^\s*{_TIMES}\s?\d{{1,3}}\s+|\s*{_TIMES}\s?\d{{1,3}}\s*$"
    rf"|\s+\d{{1,3}}\s?(?:{_TIMES}|@).*$",
    re.IGNORECASE,
)
_CONFIDENCE = 0.7
_SUMMARY = frozenset(
    {"amount", "not_amount", "delivery_fee", "tax", "discount", "order_number", "order_date"}
)


def goods(sheet: Sheet) -> Candidate | None:
    """Return what was bought, up to three items, None where no row names a thing with its price."""
    found = list(_items(sheet))
    if not found:
        return None
    names = list(dict.fromkeys(name for name, _ in found))
    return sheet.candidate(", ".join(names[:_MOST]), found[0][1], _CONFIDENCE)


def _items(sheet: Sheet) -> Iterator[tuple[str, Cell]]:
    for position, row in enumerate(sheet.grid.rows):
        is_summary = bool(_SUMMARY & sheet.leading.get(position, frozenset()))
        if is_summary or position in sheet.head_rows or _is_a_sentence(row):
            continue
        name = _name_in(row) if _has_price(row, sheet) else None
        if name is not None:
            yield name, row[0]


def _is_a_sentence(row: tuple[Cell, ...]) -> bool:
    return len(row) == 1 and row[0].text.endswith((".", "!", "?"))


def _has_price(row: tuple[Cell, ...], sheet: Sheet) -> bool:
    return any(sheet.reading.sums(cell.text, bare=len(row) > 1) for cell in row)


def _name_in(row: tuple[Cell, ...]) -> str | None:
    """Return the first cell of words in a row with a price, without counts and prices."""
    for cell in row:
        words = _without_price(cell.text)
        letters = sum(c.isalpha() for c in words)
        if letters >= 3 and not is_label(cell) and not pattern("no_goods").search(words):
            return words
    return None


def _without_price(words: str) -> str:
    spans = amount_spans(words)
    kept = words[: spans[0][0]] if spans else words
    return _COUNT.sub("", _COUNT.sub("", kept)).strip(" -:,;@")
