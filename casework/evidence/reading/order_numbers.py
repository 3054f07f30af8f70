"""The number of the order, and that of the parcel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casework.evidence.reading.labels import Label
from casework.evidence.reading.proposals import Candidate, weighed
from casework.evidence.reading.sheet import Sheet
from casework.reading.references import ReadReference, ReferenceKind, read_references

_OTHER_NUMBER = re.compile(
    r"(?:invoice|transaction|(?<!order )confirmation|booking|payment|receipt|rechnung|facture)"
    r"[\s-]*(?:number|no|nr|id|code|ref\w*|#|:|\.)",
    re.IGNORECASE,
)
_SHORTEST_PARCEL = 8
_BY_RANK = {3: 0.95, 2: 0.85}


def order_number(sheet: Sheet) -> Candidate | None:
    """Return the order number, None where the paper has none or several."""
    return weighed([*_labelled(sheet), *_in_lines(sheet)])


def tracking_number(sheet: Sheet) -> Candidate | None:
    """Return the number of the parcel."""
    found = [
        sheet.candidate(reference.value, cell, 0.9)
        for cell in sheet.grid.cells
        for reference in read_references(cell.text)
        if reference.kind is ReferenceKind.TRACKING and reference.sure
        if _is_long_enough(reference.value)
    ]
    labelled = [
        sheet.candidate(reference.value, cell, 0.95)
        for label in sheet.labelled("tracking_number")
        for cell, words in sheet.values_of(label)
        if (reference := _at_start(f"tracking number: {words}", ReferenceKind.TRACKING))
        if _is_long_enough(reference.value)
    ]
    return weighed(labelled[:1] or found[:1])


def _is_long_enough(number: str) -> bool:
    # No carrier numbers its parcels so shortly; "Shipping: 6.90" is a price.
    return sum(c.isalnum() for c in number) >= _SHORTEST_PARCEL


def _labelled(sheet: Sheet) -> Iterator[Candidate]:
    """Yield numbers beside or under the labels of an order number."""
    for label in sheet.labelled("order_number"):
        if label.rank == 2 and not _is_plain_head(label):
            continue
        for cell, words in sheet.values_of(label):
            reference = _at_start(f"order number: {_bare(words)}", ReferenceKind.ORDER)
            if reference is not None:
                yield sheet.candidate(reference.value, cell, _BY_RANK[label.rank])
                break


def _is_plain_head(label: Label) -> bool:
    """Tell whether "Order" stands alone at its number, and is no word of a sentence."""
    alone = not label.rest and not label.note
    return label.lead and (alone or label.marked)


def _bare(words: str) -> str:
    return re.sub(r"^[\s#:.]*(?:is\s)?[\s#:]*", "", words)


def _at_start(words: str, kind: ReferenceKind) -> ReadReference | None:
    """Return the reference that the words after the label begin with."""
    start = words.index(":") + 1
    found = (r for r in read_references(words) if r.kind is kind and r.sure)
    return next((r for r in found if not re.search(r"\w", words[start : r.span[0]])), None)


def _in_lines(sheet: Sheet) -> Iterator[Candidate]:
    """Yield numbers that a line calls an order's: "your order #1001 is confirmed"."""
    for cell in sheet.grid.cells:
        for reference in read_references(cell.text):
            if reference.kind is not ReferenceKind.ORDER:
                continue
            if _OTHER_NUMBER.search(cell.text[: reference.span[0]]):
                continue
            yield sheet.candidate(reference.value, cell, 0.9 if reference.sure else 0.5)
