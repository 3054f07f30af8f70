"""An earlier answer is corrected in free words; what is no correction changes nothing."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework.casefile import KnownFact
from casework.reading.correction import Correction, read_correction

TODAY = date(2026, 11, 24)
VALUES: Mapping[str, Any] = {
    "consumer_country": "DE",
    "goods": "lamp",
    "seller_name": "Lampenwelt",
    "order_number": "4711",
    "order_date": "2026-10-05",
    "promised_date": "2026-10-12",
    "amount": 54,
    "currency": "EUR",
    "delivery_state": "nothing",
    "payment_method": "paypal",
    "consumer_name": "Anna Meier",
    "consumer_email": "anna@mail.example",
    "consumer_address": "Hauptstr. 5, 10115 Berlin",
}


def corrected(text: str, values: Mapping[str, Any] = VALUES) -> Correction | None:
    facts = {name: KnownFact(name=name, value=value) for name, value in values.items()}
    return read_correction(text, TODAY, facts, list(facts))


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("the price was 45 not 54", "amount", Decimal(45)),
        ("The price was 45, not 54.", "amount", Decimal(45)),
        ("no, I paid 45", "amount", Decimal(45)),
        ("actually it was 45 euros", "amount", Decimal(45)),
        ("price: 45", "amount", Decimal(45)),
        ("the order date was 4 October", "order_date", date(2026, 10, 4)),
        ("I ordered it on 4 October", "order_date", date(2026, 10, 4)),
        ("no, 3 October not 5 October", "order_date", date(2026, 10, 3)),
        ("it was 3 October, not 5 October", "order_date", date(2026, 10, 3)),
        ("wrong date, 14 October", "promised_date", date(2026, 10, 14)),
        ("I meant 14 October", "promised_date", date(2026, 10, 14)),
        ("no, they promised 14 October", "promised_date", date(2026, 10, 14)),
        ("the delivery date was 14 October", "promised_date", date(2026, 10, 14)),
        ("change the seller to Shop24", "seller_name", "Shop24"),
        ("the shop is called Shop24", "seller_name", "Shop24"),
        ("actually I live in France", "consumer_country", "FR"),
        ("oops, I live in austria", "consumer_country", "AT"),
        ("the product was a chair", "goods", "chair"),
        ("order number is 4712", "order_number", "4712"),
        ("I paid by credit card", "payment_method", "credit_card"),
        ("my name is spelled Anna Mayer", "consumer_name", "Anna Mayer"),
        ("my email is anna@other.example", "consumer_email", "anna@other.example"),
        ("change my address to Weg 1, 10117 Berlin", "consumer_address", "Weg 1, 10117 Berlin"),
    ],
)
def test_a_correction_names_the_fact_or_means_the_latest_of_its_kind(
    text: str, fact: str, value: Any
) -> None:
    correction = corrected(text)
    assert correction is not None
    assert correction.values is not None
    assert (correction.fact, correction.values[fact]) == (fact, value)


def test_the_third_stays_in_the_month_of_the_day_that_it_corrects() -> None:
    correction = corrected("no, it was the 3rd", {"order_date": "2026-10-05"})
    assert correction == Correction("order_date", {"order_date": date(2026, 10, 3)})


def test_a_corrected_amount_keeps_its_currency_or_brings_its_own() -> None:
    kept, brought = corrected("the price was 45"), corrected("the price was £45")
    assert kept == Correction("amount", {"amount": Decimal(45), "currency": "EUR"})
    assert brought == Correction("amount", {"amount": Decimal(45), "currency": "GBP"})


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("the order date is wrong", "order_date"),
        ("wrong email", "consumer_email"),
        ("change the seller", "seller_name"),
        ("please change the price", "amount"),
    ],
)
def test_the_wish_alone_names_the_fact_and_no_value(text: str, fact: str) -> None:
    assert corrected(text) == Correction(fact, None)


@pytest.mark.parametrize(
    "text", ["I want to change something", "can I correct something?", "I made a mistake"]
)
def test_the_wish_to_change_anything_is_understood(text: str) -> None:
    assert corrected(text) == Correction(None, None)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "that's wrong",
        "wait",
        "3 May",
        "no, nothing arrived",
        "No, I want a refund",
        "Sorry, I don't know",
        "actually, not really",
        "the price is too high",
        "I ordered it on 5 October",
        "I live in Germany",
        "the lamp never came",
        "They said the price was 45 and it would come on 10 May",
        "No, it arrived on 3 November",
        "no, it will come tomorrow I think",
        "a lamp",
        "My name is on the parcel",
        "the shop is closed",
        "the seller is not answering",
        "the item was broken",
        "wrong item",
        "it was a scam",
        "No. 4711",
        "no, they are based in China",
        "actually the lamp came yesterday",
        "",
    ],
)
def test_what_only_sounds_like_a_correction_changes_nothing(text: str) -> None:
    assert corrected(text) is None


def test_a_day_to_come_corrects_no_day_that_has_been() -> None:
    assert corrected("the order date was 3 May 2027") is None


def test_only_facts_that_can_be_corrected_are() -> None:
    assert corrected("the price was 45", {"goods": "lamp"}) is None
