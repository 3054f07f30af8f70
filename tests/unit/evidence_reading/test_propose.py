"""What a confirmation tells is proposed rightly, or not at all."""

import shutil
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework.evidence.reading import ProposedFact, ReadDocument, ReadState, propose
from casework.evidence.reading.extract import extract
from casework.evidence.reading.values import Reading
from tests.unit.evidence_reading.confirmations import CONFIRMATIONS
from tests.unit.evidence_reading.papers import EMAIL, PHOTO, TEXT, Paper
from tests.unit.evidence_reading.templates import TEMPLATES
from tests.unit.evidence_reading.unseen import UNSEEN

TODAY = date(2026, 11, 24)
SURE = 0.8


def _read(media_type: str, data: bytes) -> ReadDocument:
    told = extract(media_type, data)
    return ReadDocument(ReadState(told["state"]), media_type, tuple(told["pages"]))


_ALL: dict[str, dict[str, ProposedFact]] = {}


def _proposed(paper: Paper) -> dict[str, ProposedFact]:
    """Return what a paper gives; each is read once, for reading is slow."""
    if paper.name not in _ALL:
        document = _read(paper.media_type, paper.make())
        found = propose(document, "exhibit", TODAY, paper.country)
        _ALL[paper.name] = {proposal.name: proposal for proposal in found}
    return _ALL[paper.name]


def _written(words: str, media_type: str = TEXT) -> dict[str, ProposedFact]:
    document = ReadDocument(ReadState.READ, media_type, (words,))
    return {p.name: p for p in propose(document, "exhibit", TODAY)}


def _values(words: str) -> dict[str, Any]:
    return {name: proposal.value for name, proposal in _written(words).items()}


def _wanted(paper: Paper) -> dict[str, Any]:
    amount = None if paper.amount is None else Decimal(paper.amount)
    return {
        "order_number": paper.order_number,
        "order_date": paper.order_date,
        "amount": amount,
    }


def _readable(papers: Iterable[Paper]) -> list[Paper]:
    """Return the papers that can be read here: photos only where tesseract is installed."""
    return [p for p in papers if p.media_type != PHOTO or shutil.which("tesseract")]


def _share_right(papers: list[Paper]) -> float:
    right = [
        name in found and found[name].value == value
        for paper in papers
        for found in [_proposed(paper)]
        for name, value in _wanted(paper).items()
    ]
    return sum(right) / len(right)


READABLE = _readable([*CONFIRMATIONS, *UNSEEN, *TEMPLATES])


def test_of_twenty_confirmations_nine_in_ten_numbers_days_and_sums_are_right() -> None:
    papers = _readable(CONFIRMATIONS)
    assert len(papers) >= 20
    assert _share_right(papers) >= 0.9


@pytest.mark.parametrize("papers", [UNSEEN, TEMPLATES], ids=["unseen", "templates"])
def test_the_same_holds_for_layouts_that_the_reader_was_not_made_with(papers: list[Paper]) -> None:
    assert _share_right(_readable(papers)) >= 0.9


@pytest.mark.parametrize("paper", READABLE, ids=lambda p: p.name)
def test_no_wrong_value_is_proposed_with_confidence(paper: Paper) -> None:
    wanted = {**_wanted(paper), "currency": paper.currency, **paper.others}
    if "delivery_fee" in wanted:
        wanted["delivery_fee"] = Decimal(wanted["delivery_fee"])
    found = _proposed(paper)
    wrong = {
        name: proposal.value
        for name, proposal in found.items()
        if name in wanted and proposal.value != wanted[name] and proposal.confidence >= SURE
    }
    assert wrong == {}


@pytest.mark.parametrize("paper", READABLE, ids=lambda p: p.name)
def test_each_value_names_its_exhibit_its_page_and_the_line_it_stands_in(paper: Paper) -> None:
    for proposal in _proposed(paper).values():
        assert proposal.exhibit_id == "exhibit"
        assert proposal.page == 1
        assert proposal.quote
        assert 0.6 <= proposal.confidence <= 1


def test_a_value_on_the_second_page_names_the_second_page() -> None:
    pages = ("Order number: A-1001", "Grand total: €20.00")
    found = propose(ReadDocument(ReadState.READ, TEXT, pages), "exhibit", TODAY)
    assert {p.name: p.page for p in found} == {"order_number": 1, "amount": 2, "currency": 2}


@pytest.mark.parametrize(
    "words",
    [
        "Order today! Save up to £120.00. Free delivery over £30. Offer ends 8 November 2026.",
        "Your cart total: £45.00. Complete your order today!",
        "Bank statement\n01/10/2026   CARD PAYMENT SHOPX   49.90\nBalance   £1,204.55",
        "1. Orders. Your order number is shown in the confirmation. The total price includes VAT.",
        "Rechnungsnummer: RE-2026-1188\nGesamtbetrag   49,00 €",
        "",
    ],
)
def test_a_paper_about_no_order_of_mine_gives_nothing(words: str) -> None:
    assert _written(words) == {}


def test_two_orders_on_one_paper_leave_number_and_total_open() -> None:
    found = _values("Order number: 5567-A\nTotal: €45.00\nOrder number: 5568-B\nTotal: €12.00")
    assert found == {}


def test_a_day_that_can_be_read_both_ways_is_left_open() -> None:
    found = _values("Order number: 5567-A\nOrder date: 03/04/2026\nTotal: 45.00")
    assert "order_date" not in found


def test_a_day_with_only_one_reading_shows_how_the_others_are_meant() -> None:
    found = _values("Order number: 5567-A\nOrder date: 03/04/2026\nDelivery date: 15/04/2026")
    assert found["order_date"] == date(2026, 4, 3)
    assert found["promised_date"] == date(2026, 4, 15)


def test_a_total_without_a_currency_is_left_open() -> None:
    assert "amount" not in _values("Order number: 5567-A\nTotal: 45.00")


def test_a_dollar_that_may_be_any_dollar_is_never_sure() -> None:
    found = _written("Order number: 70012\nTotal: $20.00")
    assert found["currency"].confidence < SURE


def test_the_currency_is_taken_from_the_head_of_the_column() -> None:
    found = _values("Order number: 70012\nTotal (GBP)   20.00")
    assert (found["amount"], found["currency"]) == (Decimal("20.00"), "GBP")


def test_a_part_payment_is_not_taken_for_the_price_with_confidence() -> None:
    found = _written("Order no: 12-AB-991\nTotal: £300.00\nAmount paid: £50.00")
    assert "amount" not in found or found["amount"].confidence < SURE


def test_a_refund_is_no_price() -> None:
    found = _values("We refunded £20.00 for order A-1002-77.\nRefund total: £20.00")
    assert found == {"order_number": "A-1002-77"}


def test_the_day_of_a_mail_about_the_parcel_is_no_day_of_the_order() -> None:
    mail = (
        "From: Shop <help@shop.example>\nTo: sam@example.org\n"
        "Date: Mon, 02 Nov 2026 09:00:00 +0000\nSubject: Your order A-1002-77 has shipped\n\n"
        "Tracking number: 1Z999AA10123456784\nExpected delivery: 5 November"
    )
    found = {name: p.value for name, p in _written(mail, EMAIL).items()}
    assert "order_date" not in found
    assert found["promised_date"] == date(2026, 11, 5)
    assert found["tracking_number"] == "1Z999AA10123456784"


def test_a_delivery_before_the_order_is_not_proposed() -> None:
    found = _values("Order no: A-100\nOrder date: 5 Oct 2026\nDelivery date: 1 Oct 2026")
    assert "promised_date" not in found


def test_the_consumer_is_not_taken_for_the_seller() -> None:
    words = "Order no: A-100\nSold by: Sam Rivers"
    document = ReadDocument(ReadState.READ, TEXT, (words,))
    found = propose(document, "exhibit", TODAY, own_names=frozenset({"sam rivers"}))
    assert [p.name for p in found] == ["order_number"]


def test_a_price_for_shipping_is_no_number_of_a_parcel() -> None:
    found = _values("Order no: A-100\nShipping: 6.90\nTotal: EUR 50.00")
    assert "tracking_number" not in found
    assert found["delivery_fee"] == Decimal("6.90")


def test_a_total_may_stand_within_a_line() -> None:
    found = _values("Thank you. Order number: 123456. Total: 25.00 EUR. See you soon.")
    assert (found["order_number"], found["amount"]) == ("123456", Decimal("25.00"))


def test_an_address_that_nothing_ties_to_the_shop_is_not_proposed() -> None:
    assert "seller_contact" not in _values("Order no: A-100\nOrdered by: sam@example.org")


def test_the_address_of_the_consumer_is_not_taken_for_the_shops() -> None:
    mail = (
        "From: Sam <sam@example.org>\nDate: Mon, 02 Nov 2026 09:00:00 +0000\n"
        "Subject: Fwd: order\n\n"
        "Order no: A-100. Confirmation sent to you."
    )
    assert "seller_contact" not in _written(mail, EMAIL)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Jan 3 - Jan 6", date(2026, 1, 6)),
        ("Tue, Nov 10 - Fri, Nov 13", date(2025, 11, 13)),
        ("20 - 24 October 2026", date(2026, 10, 24)),
        ("Oct 20 - 24, 2026", date(2026, 10, 24)),
        ("between 3 May 2026 and 9 May 2026", date(2026, 5, 9)),
        ("12. bis 14. Oktober 2026", date(2026, 10, 14)),
    ],
)
def test_of_a_span_of_days_the_last_one_is_promised(words: str, day: date) -> None:
    reading = Reading(TODAY, None, None, None, None)
    found = reading.later_day(words, date(2025, 11, 1) if "2026" not in words else None)
    assert found is not None
    assert found.value == day
