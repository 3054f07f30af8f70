"""A story is read as a whole: each date, sum and name becomes the fact that its words make it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.reading.story import LONGEST_STORY, FactReading, read_story

TODAY = date(2026, 11, 24)

LATE_LAMP = (
    "Hi, I ordered a blue lamp from Lampenwelt on 3 October 2026 for 129,99 EUR (order no. "
    "LW-20931). It was promised for 10 October but nothing has arrived. I wrote to them on 15 "
    "October and they said it was lost in the warehouse. I live in Germany and paid with "
    "PayPal."
)
BROKEN_PHONE = (
    "I bought a phone at TechStore24 on May 3rd, it arrived on 8 May and on 20 September the "
    "screen stopped working. I told the seller on 21 September and they refuse to repair it. I "
    "paid £499 by credit card. I'm in the UK."
)
SPAM = (
    "ShopX keep sending me newsletters since 3 March. I unsubscribed on 5 May. My email address "
    "and phone number are in their system. No reply."
)


def test_a_late_parcel_told_in_one_message_answers_nearly_everything() -> None:
    assert read_story(LATE_LAMP, TODAY).values() == {
        "order_date": date(2026, 10, 3),
        "promised_date": date(2026, 10, 10),
        "notice_date": date(2026, 10, 15),
        "amount": Decimal("129.99"),
        "currency": "EUR",
        "goods": "blue lamp",
        "seller_name": "Lampenwelt",
        "order_number": "LW-20931",
        "consumer_country": "DE",
        "delivery_state": "nothing",
        "payment_method": "paypal",
        "seller_reply": "they said it was lost in the warehouse.",
    }


def test_a_broken_phone_told_in_one_message_answers_nearly_everything() -> None:
    assert read_story(BROKEN_PHONE, TODAY).values() == {
        "order_date": date(2026, 5, 3),
        "delivered_date": date(2026, 5, 8),
        "defect_found_date": date(2026, 9, 20),
        "notice_date": date(2026, 9, 21),
        "amount": Decimal(499),
        "currency": "GBP",
        "goods": "phone",
        "seller_name": "TechStore24",
        "consumer_country": "GB",
        "payment_method": "credit_card",
        "defect": "on 20 September the screen stopped working.",
        "seller_reply": "they refuse to repair it.",
    }


def test_unwanted_newsletters_told_in_one_message() -> None:
    assert read_story(SPAM, TODAY).values() == {
        "event_date": date(2026, 3, 3),
        "request_date": date(2026, 5, 5),
        "privacy_problem": "marketing",
        "request_type": "object_marketing",
        "data": "email address and phone number",
        "seller_reply": "No reply.",
    }


MAY, THIRD, TENTH = "3 May 2026", date(2026, 5, 3), date(2026, 5, 10)


@pytest.mark.parametrize(
    ("story", "fact"),
    [
        (f"I ordered it on {MAY}.", "order_date"),
        (f"On {MAY}, I bought a lamp.", "order_date"),
        (f"paid on {MAY}", "order_date"),
        (f"My order from {MAY}", "order_date"),
        (f"It was promised for {MAY}.", "promised_date"),
        (f"due {MAY}", "promised_date"),
        (f"It should have arrived by {MAY}", "promised_date"),
        (f"it was supposed to be delivered on {MAY}", "promised_date"),
        (f"estimated delivery {MAY}", "promised_date"),
        (f"They said it would come on {MAY}.", "promised_date"),
        (f"It arrived on {MAY}.", "delivered_date"),
        (f"On {MAY} it finally came.", "delivered_date"),
        (f"I received it {MAY}", "delivered_date"),
        (f"it broke on {MAY}", "defect_found_date"),
        (f"On {MAY} it stopped working", "defect_found_date"),
        (f"I noticed the crack on {MAY}", "defect_found_date"),
        (f"I told the shop on {MAY}", "notice_date"),
        (f"I wrote to them on {MAY}", "notice_date"),
        (f"complained {MAY}", "notice_date"),
        (f"I asked for a repair on {MAY}", "repair_requested_date"),
        (f"I asked them on {MAY} to delete my data", "request_date"),
        (f"unsubscribed on {MAY}", "request_date"),
        (f"I get spam since {MAY}", "event_date"),
        (f"my data was leaked in a breach on {MAY}", "event_date"),
        (f"I gave them until {MAY}", "additional_period_until"),
        (f"I asked them to deliver by {MAY}", "additional_period_until"),
    ],
)
def test_the_words_around_a_date_tell_which_fact_it_is(story: str, fact: str) -> None:
    assert read_story(story, TODAY).values().get(fact) == THIRD


@pytest.mark.parametrize(
    "story",
    [
        f"It has not arrived on {MAY}.",
        f"The tracking says it was delivered on {MAY}",
        f"They told me on {MAY} that it was lost",
        f"I received an email on {MAY}",
        f"no reply since {MAY}",
        f"it was shipped on {MAY}",
        f"{MAY} was a nice day",
        "I ordered it in May",
    ],
)
def test_a_date_that_tells_something_else_becomes_no_fact(story: str) -> None:
    values = read_story(story, TODAY).values()
    assert not [name for name in values if name.endswith("_date")]


def test_a_date_given_to_set_a_last_date_is_told_from_the_last_date() -> None:
    values = read_story("I told them on 1 November to deliver by 10 November.", TODAY).values()
    assert values["additional_period_set_on"] == date(2026, 11, 1)
    assert values["additional_period_until"] == date(2026, 11, 10)


def test_a_promise_without_a_year_lies_after_the_order() -> None:
    values = read_story("ordered on 20 November 2026, promised by 10 December", TODAY).values()
    assert values["promised_date"] == date(2026, 12, 10)


def test_two_dates_for_one_fact_are_not_decided() -> None:
    reading = read_story("I ordered on 3 May 2026. I ordered on 10 May 2026.", TODAY)
    assert not reading.facts["order_date"].sure
    assert reading.facts["order_date"].alternatives == (THIRD, TENTH)


def test_a_date_that_reads_two_ways_is_settled_by_the_country_of_the_story() -> None:
    assert not read_story("I ordered on 3/5/2026", TODAY).facts["order_date"].sure
    told = read_story("I ordered on 3/5/2026. I live in the UK", TODAY)
    assert told.values()["order_date"] == THIRD


@pytest.mark.parametrize(
    ("story", "values"),
    [
        (
            "I paid 30 pounds plus 5 pounds shipping",
            {"amount": Decimal(30), "delivery_fee": Decimal(5)},
        ),
        ("I paid 30 pounds. They offered me 5 pounds.", {"amount": Decimal(30)}),
        (
            "a lamp for 10 euros and a chair for 30 euros, 40 euros in total",
            {"amount": Decimal(40)},
        ),
        ("They charge an extra fee of 10 euros", {}),
        ("They offered a voucher of 10 euros", {}),
    ],
)
def test_the_price_is_told_from_other_sums(story: str, values: dict[str, Any]) -> None:
    told = read_story(story, TODAY).values()
    assert {k: v for k, v in told.items() if k in ("amount", "delivery_fee")} == values


def test_two_prices_are_not_decided() -> None:
    reading = read_story("I paid 30 euros. The lamp costs 40 euros.", TODAY)
    assert not reading.facts["amount"].sure


@pytest.mark.parametrize(
    ("story", "state"),
    [
        ("nothing has arrived", "nothing"),
        ("it never came", "nothing"),
        ("I haven't received it", "nothing"),
        ("still waiting for my lamp", "nothing"),
        ("it came three weeks late", "late"),
        ("only one of the two chairs arrived", "part"),
        ("part of my order is missing", "part"),
        ("it is marked as delivered but I never got it", "marked_delivered"),
        ("tracking says it was delivered, I have nothing", "marked_delivered"),
        ("they left it at the wrong address", "wrong_place"),
        ("it was given to a neighbour", "wrong_place"),
    ],
)
def test_what_arrived_is_read_in_the_words_of_the_fact(story: str, state: str) -> None:
    assert read_story(story, TODAY).values().get("delivery_state") == state


@pytest.mark.parametrize(
    "story",
    [
        "I never received a reply",
        "my refund has not arrived",
        "still no answer",
        "they sent the wrong size",
    ],
)
def test_replies_and_refunds_that_do_not_come_are_no_late_delivery(story: str) -> None:
    assert "delivery_state" not in read_story(story, TODAY).facts


@pytest.mark.parametrize(
    ("story", "problem", "asked_for"),
    [
        ("they refuse to delete my account and data", "erasure_refused", "erasure"),
        ("I asked for a copy of my data", "access_refused", "access"),
        ("I get spam and unwanted emails", "marketing", "object_marketing"),
        ("my personal data was leaked, a data breach", "breach", None),
    ],
)
def test_what_happened_to_the_data_is_read(story: str, problem: str, asked_for: str | None) -> None:
    values = read_story(story, TODAY).values()
    assert (values["privacy_problem"], values.get("request_type")) == (problem, asked_for)


@pytest.mark.parametrize(
    ("story", "method"),
    [
        ("I paid by credit card", "credit_card"),
        ("paid with my debit card", "debit_card"),
        ("paid via PayPal", "paypal"),
        ("I bought it with Klarna", "invoice"),
        ("paid by bank transfer", "bank_transfer"),
        ("paid cash on delivery", "cash_on_delivery"),
        ("my credit card company does not help", None),
    ],
)
def test_how_it_was_paid_is_read_only_where_it_was_paid(story: str, method: str | None) -> None:
    assert read_story(story, TODAY).values().get("payment_method") == method


def test_a_card_of_unknown_kind_is_asked_for() -> None:
    reading = read_story("I paid with my card", TODAY).facts["payment_method"]
    assert (reading.sure, reading.alternatives) == (False, ("credit_card", "debit_card"))


@pytest.mark.parametrize(
    ("story", "facts"),
    [
        ("I live in France", {"consumer_country": "FR"}),
        ("I'm a customer from Texas", {"consumer_country": "US", "consumer_state": "TX"}),
        ("the shop is based in China", {"seller_country": "CN"}),
        ("a German shop", {"seller_country": "DE"}),
        ("an Italian sofa", {}),
    ],
)
def test_countries_belong_to_the_consumer_or_the_trader(story: str, facts: dict[str, str]) -> None:
    told = read_story(story, TODAY).values()
    assert {k: v for k, v in told.items() if k.startswith(("consumer_", "seller_c"))} == facts


def test_whose_mail_address_it_is_is_read_from_the_words_before_it() -> None:
    told = read_story("my email is anna@mail.example. I wrote to help@shop.example", TODAY).values()
    assert told["consumer_email"] == "anna@mail.example"
    assert told["seller_contact"] == "help@shop.example"


@pytest.mark.parametrize("story", [LATE_LAMP, BROKEN_PHONE, SPAM])
@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda s: s.replace("'", "\u2019"),
        lambda s: s.replace(" ", "\u00a0"),
        lambda s: "\U0001f621\U0001f621 " + s + " \U0001f622",
        lambda s: f"<b>{s}</b>",
        lambda s: s.replace(". ", " / "),
    ],
)
def test_capitals_emoji_html_and_odd_spaces_change_no_date_or_sum(story: str, change: Any) -> None:
    def told(text: str) -> dict[str, Any]:
        values = read_story(text, TODAY).values()
        return {k: v for k, v in values.items() if isinstance(v, date | Decimal)}

    assert told(change(story)) == told(story)


def test_a_very_long_story_is_read_up_to_its_limit() -> None:
    story = LATE_LAMP + " and so on" * 3000
    assert read_story(story, TODAY).values()["order_number"] == "LW-20931"
    assert "order_date" not in read_story(" " * LONGEST_STORY + LATE_LAMP, TODAY).facts


WORDS = st.sampled_from(
    [
        *("ordered", "on", "3 May", "2026", ",", ".", "they", "said", "it", "arrived", "broken"),
        *("from", "Lampenwelt", "for", "40", "euros", "€", "my", "data", "was", "leaked", "until"),
        *("order", "number", "4711", "not", "never", "in", "Germany", "by", "10/11", "<b>"),
        *("\u2019", "\U0001f600"),
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_every_reading_of_a_story_quotes_its_own_words(story: str) -> None:
    for reading in read_story(story, TODAY).facts.values():
        start, end = reading.span
        assert 0 <= start <= end <= len(story)
        assert story[start:end] == reading.words
        assert isinstance(reading, FactReading)
