"""The sums on a paper: what the order cost in all, and what the delivery cost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from casework.evidence.reading.labels import Label
from casework.evidence.reading.layout import Cell
from casework.evidence.reading.proposals import Candidate, same, weighed
from casework.evidence.reading.sheet import Sheet
from casework.evidence.reading.values import Sum, is_nothing
from casework.evidence.reading.wordlists import either, word_list

_BRACKETS = re.compile(r"\([^()]*\)")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_SUM_FOLLOWS = re.compile(r"\D{0,6}\d")  # within a line, nothing but a currency stands between
_PAID, _TOTAL = 3, 2
_CONFIDENCE = {4: 0.92, _PAID: 0.92, _TOTAL: 0.9, 1: 0.6}  # by the rank of the label
_DOUBTFUL = 0.65
_IN_TOTAL = re.compile(rf"\s{{0,2}}{either('in_all')}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Total:
    """A sum that may be the total, and where it stands."""

    sum: Sum
    cell: Cell
    rank: int


def amount_and_currency(sheet: Sheet) -> tuple[Candidate | None, Candidate | None]:
    """Return the total of the order and its currency; None where the paper leaves a doubt."""
    totals = [t for t in [*_labelled_totals(sheet), *_told_totals(sheet)] if t.sum.amount > 0]
    best = _best(sheet, totals)
    if best is None:
        return None, None
    total, confidence = best
    amount = sheet.candidate(total.sum.amount, total.cell, confidence)
    if total.sum.currency is None:
        return amount, None
    sure = confidence if total.sum.certain else 0.6
    return amount, sheet.candidate(total.sum.currency, total.cell, sure)


def delivery_fee(sheet: Sheet) -> Candidate | None:
    """Return what the delivery cost, zero where the paper says that it was free."""
    found = []
    for label in sheet.labelled("delivery_fee"):
        fee = _fee(sheet, label) if label.lead else None
        if fee is not None:
            found.append(sheet.candidate(fee[1], fee[0], 0.9))
    return weighed(found[:1])


def _fee(sheet: Sheet, label: Label) -> tuple[Cell, Decimal] | None:
    for cell, words in sheet.values_of(label, below=_is_alone(sheet, label.cell)):
        sums = sheet.reading.sums(words, bare=True)
        if sums:
            return cell, sums[0].amount
        if is_nothing(words):
            return cell, Decimal(0)
    return None


def _labelled_totals(sheet: Sheet) -> Iterator[Total]:
    for label in sheet.labelled("amount"):
        is_told = label.opens and bool(_SUM_FOLLOWS.match(label.rest))
        if not (label.lead or is_told) or _is_item_head(sheet, label):
            continue
        found = _total(sheet, label)
        if found is not None:
            yield Total(found[1], found[0], _rank(label))


def _rank(label: Label) -> int:
    """Return the label's rank, less where further words make it the total of something."""
    before_sum = re.split(r"[\d€£$¥:]", label.rest)[0]
    words = {word.lower() for word in _WORDS.findall(before_sum)}
    return label.rank if words <= set(word_list("harmless_after_total")) else 1


def _is_item_head(sheet: Sheet, label: Label) -> bool:
    """Tell whether "Total" heads a column of items."""
    heads = sheet.leading.get(label.cell.row, frozenset())
    return not label.rest and bool(heads & {"goods", "quantity"}) and _has_no_sum(sheet, label)


def _has_no_sum(sheet: Sheet, label: Label) -> bool:
    row = sheet.grid.rows[label.cell.row]
    return not any(sheet.reading.sums(cell.text, bare=True) for cell in row)


def _is_alone(sheet: Sheet, cell: Cell) -> bool:
    """Tell whether a value may stand under a label: alone in its row, or in a row of heads."""
    row = sheet.grid.rows[cell.row]
    facts = sheet.leading.get(cell.row, frozenset())
    return len(row) == 1 or bool(facts & {"order_number", "order_date"})


def _total(sheet: Sheet, label: Label) -> tuple[Cell, Sum] | None:
    """Return the first sum behind the label, of several columns the last one."""
    values = list(sheet.values_of(label, below=_is_alone(sheet, label.cell)))
    inside = [(c, w) for c, w in values if c is label.cell]
    columns = [(c, w) for c, w in values if c.row == label.cell.row and c is not label.cell]
    under = [(c, w) for c, w in values if c.row != label.cell.row]
    for cell, words in [*inside, *reversed(columns), *under]:
        sums = sheet.reading.sums(_BRACKETS.sub(" ", words), bare=True)
        if sums:
            return cell, _in_currency_of(sheet, sums[0], label)
    return None


def _in_currency_of(sheet: Sheet, found: Sum, label: Label) -> Sum:
    """Give a sum without a currency the one that its label names: "Total (GBP)"."""
    if found.certain:
        return found
    named = sheet.reading.sums(f"{label.note} 1.00") if label.note else []
    return Sum(found.amount, named[0].currency, named[0].certain) if named else found


def _told_totals(sheet: Sheet) -> Iterator[Total]:
    """Yield sums that a sentence calls the total: "we have charged £32.40 in total"."""
    for row in sheet.grid.rows:
        line = sheet.grid.line(row[0])
        for match in re.finditer(r"[€£$¥]?\s?\d[\d.,']*\s?(?:[€£$¥]|[A-Z]{3}\b)?", line):
            if _IN_TOTAL.match(line, match.end()):
                for found in sheet.reading.sums(match[0]):
                    yield Total(found, row[0], 3)


def _best(sheet: Sheet, totals: list[Total]) -> tuple[Total, float] | None:
    """Return the total of the clearest label; where "total" and "paid" differ, a doubtful one."""
    for rank, confidence in _CONFIDENCE.items():
        ranked = [total for total in totals if total.rank == rank]
        if not ranked:
            continue
        if not _agree(ranked):
            adding_up = [t for t in ranked if _adds_up(sheet, t, ranked)]
            return (adding_up[0], 0.85) if adding_up and _agree(adding_up) else None
        if rank == _PAID and not _agree([*ranked, *(t for t in totals if t.rank == _TOTAL)]):
            return max(totals, key=lambda t: t.sum.amount), _DOUBTFUL
        return ranked[0], _checked(sheet, ranked[0], confidence)
    return None


def _is(total: Total, amount: Decimal) -> bool:
    return total.sum.amount == amount


def _agree(totals: Sequence[Total]) -> bool:
    return all(same(total.sum.amount, totals[0].sum.amount) for total in totals)


def _checked(sheet: Sheet, total: Total, confidence: float) -> float:
    return 0.97 if _adds_up(sheet, total) else confidence


def _adds_up(sheet: Sheet, total: Total, others: Sequence[Total] = ()) -> bool:
    """Tell whether subtotal and delivery, with or without the tax, make the total.

    A smaller one of several totals may be the subtotal.
    """
    subtotals = _sums_of(sheet, "not_amount")
    fee = delivery_fee(sheet)
    fees = {Decimal(0), fee.value if fee else Decimal(0)}
    if fee is not None and fee.value and any(_is(t, total.sum.amount - fee.value) for t in others):
        return True
    taxes = {Decimal(0), *_sums_of(sheet, "tax")}
    return any(s + f + t == total.sum.amount for s in subtotals for f in fees for t in taxes)


def _sums_of(sheet: Sheet, fact: str) -> set[Decimal]:
    labels = (label for label in sheet.labelled(fact) if label.lead)
    found = (_total(sheet, label) for label in labels)
    return {entry[1].amount for entry in found if entry is not None}
