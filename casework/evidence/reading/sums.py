"""The sums on a paper: what the order cost in all, and what the delivery cost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from casework.evidence.reading.labels import Label
from casework.evidence.reading.layout import Cell
from casework.evidence.reading.proposals import Candidate, same, weighed
from casework.evidence.reading.sheet import Sheet
from casework.evidence.reading.values import Sum, is_nothing

_BRACKETS = re.compile(r"\([^()]*\)")
_WORDS = re.compile(r"[^\W\d_]{2,}")
# What may follow "total" without making it the total of something else.
_HARMLESS = frozenset(
    "eur gbp usd chf jpy aud cad incl inc including vat tax mwst btw tva iva gst paid charged to "
    "visa mastercard paypal card ending by with of is in all for your order the was comes due "
    "euro euros pounds dollars".split()
)
_IN_TOTAL = re.compile(r"\s{0,2}(?:in total|altogether|in all|insgesamt|au total|en total)\b", re.I)


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
    others = {id(label.cell): label for label in sheet.labelled("not_amount")}
    for label in sheet.labelled("amount"):
        if not label.lead or id(label.cell) in others or _is_item_head(sheet, label):
            continue
        found = _total(sheet, label)
        if found is not None:
            yield Total(found[1], found[0], _rank(label))


def _rank(label: Label) -> int:
    """Return the label's rank, less where further words make it the total of something."""
    before_sum = re.split(r"[\d€£$¥:]", label.rest)[0]
    words = {word.lower() for word in _WORDS.findall(before_sum)}
    return label.rank if words <= _HARMLESS else 1


def _is_item_head(sheet: Sheet, label: Label) -> bool:
    """Tell whether "Total" heads a column of items."""
    row = label.cell.row
    heads = {x.fact for x in sheet.labels if x.cell.row == row and x.lead and not x.rest}
    return bool(heads & {"goods", "quantity"})


def _is_alone(sheet: Sheet, cell: Cell) -> bool:
    """Tell whether a value may stand under a label: alone in its row, or in a row of heads."""
    row = sheet.grid.rows[cell.row]
    facts = {x.fact for x in sheet.labels if x.cell.row == cell.row and x.lead}
    return len(row) == 1 or bool(facts & {"order_number", "order_date"})


def _total(sheet: Sheet, label: Label) -> tuple[Cell, Sum] | None:
    """Return the first sum behind the label, of several columns the last one."""
    values = list(sheet.values_of(label, below=_is_alone(sheet, label.cell)))
    inside = [(c, w) for c, w in values if c is label.cell]
    columns = [(c, w) for c, w in values if c is not label.cell]
    for cell, words in [*inside, *reversed(columns)]:
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
    for rank, confidence in ((3, 0.92), (2, 0.9), (1, 0.6)):
        ranked = [total for total in totals if total.rank == rank]
        if not ranked:
            continue
        if _agree(ranked):
            return ranked[0], _checked(sheet, ranked[0], confidence)
        adding_up = [t for t in ranked if _adds_up(sheet, t)]
        return (adding_up[0], 0.85) if adding_up and _agree(adding_up) else None
    return None


def _agree(totals: Iterable[Total]) -> bool:
    first, *others = totals
    return all(same(t.sum.amount, first.sum.amount) for t in others)


def _checked(sheet: Sheet, total: Total, confidence: float) -> float:
    return 0.97 if _adds_up(sheet, total) else confidence


def _adds_up(sheet: Sheet, total: Total) -> bool:
    """Tell whether subtotal and delivery, with or without the tax, make the total."""
    subtotals = _sums_of(sheet, "not_amount")
    fee = delivery_fee(sheet)
    fees = {Decimal(0), fee.value if fee else Decimal(0)}
    taxes = {Decimal(0), *_sums_of(sheet, "tax")}
    return any(s + f + t == total.sum.amount for s in subtotals for f in fees for t in taxes)


def _sums_of(sheet: Sheet, fact: str) -> set[Decimal]:
    labels = (label for label in sheet.labelled(fact) if label.lead)
    found = (_total(sheet, label) for label in labels)
    return {entry[1].amount for entry in found if entry is not None}
