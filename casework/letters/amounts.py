"""The amount that a letter asks for, as a table whose rows give its total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from babel.numbers import is_currency

from casework.law.outcome import Outcome
from casework.letters.content import AmountRow, AmountTable
from casework.letters.demand import Handling
from casework.letters.materials import Material, Typography, money_value, rule_sources
from casework.letters.writer import Writer


def amount_table(
    writer: Writer, outcome: Outcome, handling: Handling, caption: str
) -> AmountTable | None:
    """Return the computation of what a demand is worth, or None where that is not known.

    Args:
        writer: words and materials.
        outcome: its ``amounts`` go before sums of facts.
        handling: which amounts the demand is made of.
        caption: ``caption``, or ``caption_if`` where the money is only the fallback.

    """
    currency = _currency(writer)
    if currency is None:
        return None
    parts = _with_the_laws_total(list(_parts(writer, outcome, handling)), outcome, handling)
    return _table(writer, currency, [(part, writer) for part in parts], caption) if parts else None


def joint_table(claims: Iterable[tuple[Writer, Outcome, Handling]]) -> AmountTable | None:
    """Return one computation for several claims of a case, or None where no sum is known.

    What the claims have in common is asked for once: the price goes back once, and who gets it
    back gets no reduction of it as well.
    """
    rows: dict[str, tuple[Part, Writer]] = {}
    for writer, outcome, handling in claims:
        parts = _with_the_laws_total(list(_parts(writer, outcome, handling)), outcome, handling)
        priced = bool(_THE_PRICE & rows.keys())
        rows |= {
            part[0]: (part, writer)
            for part in parts
            if part[0] not in rows and not (priced and part[0] in _THE_PRICE)
        }
    if _THE_PRICE & rows.keys():
        rows = {name: row for name, row in rows.items() if name not in _OF_THE_PRICE}
    writers = [writer for _, writer in rows.values()]
    currency = _currency(writers[0]) if writers else None
    return (
        None if currency is None else _table(writers[0], currency, list(rows.values()), "caption")
    )


def _currency(writer: Writer) -> str | None:
    currency = writer.materials.get("currency")
    known = currency is not None and is_currency(str(currency.raw))
    return str(currency.raw) if currency is not None and known else None


_THE_PRICE = {"amount", "delivery_fee", "standard_delivery_fee", "refund"}
_OF_THE_PRICE = {"price_reduction", "claim_amount", "discount", "difference"}

Part = tuple[str, Decimal, tuple[str, ...]]  # name, amount, sources


def _parts(writer: Writer, outcome: Outcome, handling: Handling) -> Iterator[Part]:
    for names in handling.money:
        choices = [names] if isinstance(names, str) else names
        found = (part for name in choices if (part := _part(writer, outcome, name)) is not None)
        part = next(found, None)
        if part is not None:
            yield part


def _part(writer: Writer, outcome: Outcome, name: str) -> Part | None:
    """Return a positive amount of that name from the law's answer or, else, from the facts."""
    by_law = _positive(outcome.amounts.get(name))
    if by_law is not None:
        return name, by_law, rule_sources(outcome)
    fact = writer.materials.get(name)
    amount = None if fact is None else _positive(fact.raw)
    return None if fact is None or amount is None else (name, amount, fact.sources)


def _positive(value: Any) -> Decimal | None:
    amount = money_value(value)
    return amount if amount is not None and amount > 0 else None


def _with_the_laws_total(parts: list[Part], outcome: Outcome, handling: Handling) -> list[Part]:
    """Return the parts, or the law's own sum as the only one where it contradicts them.

    Where the law's answer is the price alone, the fees that were paid stay beside it.
    """
    due = _positive(outcome.amounts.get(handling.total)) if handling.total else None
    amounts = [amount for _, amount, _ in parts]
    if due is None or not handling.total or due in (sum(amounts), *amounts[:1]):
        return parts
    return [(handling.total, due, rule_sources(outcome))]


def _table(
    writer: Writer, currency: str, parts: list[tuple[Part, Writer]], caption: str
) -> AmountTable:
    words, typography = writer.words.amounts, Typography(writer.words.locale)
    sources = tuple(dict.fromkeys(source for (_, _, some), _ in parts for source in some))
    basis = writer.with_also(amount_basis=Material(True, None, sources))
    total = sum((amount for (_, amount, _), _ in parts), Decimal(0))
    return AmountTable(
        caption=basis.must(words.caption if caption == "caption" else words.caption_if),
        item_heading=writer.frame("item"),
        amount_heading=writer.frame("amount"),
        currency=currency,
        rows=tuple(_row(own, part, typography.money(part[1], currency)) for part, own in parts),
        total_label=basis.must(words.total),
        total=total,
        total_text=typography.money(total, currency),
    )


def _row(writer: Writer, part: Part, text: str) -> AmountRow:
    name, amount, sources = part
    this = writer.with_also(amount_basis=Material(True, None, sources))
    label = this.sentence(writer.words.amounts.rows[name]) or this.must(
        writer.words.amounts.rows[f"{name}_plain"]
    )
    return AmountRow(label=label, amount=amount, amount_text=text)
