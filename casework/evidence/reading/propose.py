"""From the text of a paper to proposed facts: order number, days, sums, seller, goods, parcel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casework.evidence.reading.days import delivered_date, order_date, promised_date
from casework.evidence.reading.document import ReadDocument, ReadState
from casework.evidence.reading.goods import goods
from casework.evidence.reading.order_numbers import order_number, tracking_number
from casework.evidence.reading.proposals import LEAST, Candidate, ProposedFact
from casework.evidence.reading.sellers import own_addresses, seller_contact, seller_name
from casework.evidence.reading.sheet import Sheet, sheet_of
from casework.evidence.reading.sums import amount_and_currency, delivery_fee

Found = tuple[str, Candidate | None]


def propose(
    document: ReadDocument,
    exhibit_id: str,
    today: date,
    country: str | None = None,
    own_names: frozenset[str] = frozenset(),
) -> list[ProposedFact]:
    """Return what a paper tells of an order, most telling first, each value once.

    Nothing is proposed from a paper that shows neither an order number nor both a day of the order
    and a total: it is no paper about an order. ``country`` (ISO 3166) is the consumer's, and
    ``own_names`` (lower case) are names and addresses that cannot be the seller's.
    """
    if document.state is not ReadState.READ:
        return []
    sheet = sheet_of(document, today, country)
    found = {name: value for name, value in _found(sheet, own_names) if value is not None}
    if not _is_about_an_order(found):
        return []
    return [
        ProposedFact(name, c.value, exhibit_id, c.page, c.quote, round(c.confidence, 2))
        for name, c in found.items()
        if c.confidence >= LEAST
    ]


def _found(sheet: Sheet, own_names: frozenset[str]) -> Iterator[Found]:
    ordered = order_date(sheet)
    day = None if ordered is None else ordered.value
    amount, currency = amount_and_currency(sheet)
    yield "order_number", order_number(sheet)
    yield "order_date", ordered
    yield "amount", amount if currency is not None else None
    yield "currency", currency
    yield "delivery_fee", delivery_fee(sheet) if currency is not None else None
    yield "seller_name", seller_name(sheet, own_names)
    yield "seller_contact", seller_contact(sheet, own_addresses(sheet) | own_names)
    yield "goods", goods(sheet)
    yield "promised_date", promised_date(sheet, day)
    yield "delivered_date", delivered_date(sheet, day)
    yield "tracking_number", tracking_number(sheet)


def _is_about_an_order(found: dict[str, Candidate]) -> bool:
    return "order_number" in found or {"order_date", "amount"} <= found.keys()
