"""What an answer means: the value asked for, what else was said, or why it can't be taken."""

from datetime import date
from decimal import Decimal

import pytest

from casework.interview import (
    Accepted,
    Option,
    Refused,
    Unsure,
    question_with_id,
    read_answer,
)
from tests.unit.interview.talk import TODAY, answered, code, known, values

THIRD = date(2026, 10, 3)


# More than was asked -------------------------------------------------------------------------


def test_an_answer_gives_all_that_it_says() -> None:
    text = "A lamp for 40 euros from Lampenwelt, ordered on 3 October"
    assert values("goods", text) == {
        "goods": "lamp",
        "seller_name": "Lampenwelt",
        "amount": Decimal(40),
        "currency": "EUR",
        "order_date": THIRD,
    }


def test_an_answer_adds_only_what_is_not_known_yet() -> None:
    facts = known(amount=50, currency="GBP")
    assert values("goods", "a lamp for 40 euros", facts) == {"goods": "lamp"}


def test_what_is_asked_in_one_breath_can_be_answered_in_one() -> None:
    assert values("amount", "45 euros, PayPal") == {
        "amount": Decimal(45),
        "currency": "EUR",
        "payment_method": "paypal",
    }
    assert values("seller_name", "Lampenwelt, www.lampenwelt.de") == {
        "seller_name": "Lampenwelt",
        "seller_contact": "www.lampenwelt.de",
    }


def test_an_order_number_beside_the_date_is_kept() -> None:
    told = values("order_and_promised_date", "3 October, order number LW-20931")
    assert told == {"order_date": THIRD, "order_number": "LW-20931"}


@pytest.mark.parametrize(
    ("text", "goods", "seller"),
    [
        ("kettle, Amazon", "kettle", "Amazon"),
        ("I bought it from Amazon, it's a kettle", "kettle", "Amazon"),
        ("a t-shirt and jeans, from ASOS", "t-shirt and jeans", "ASOS"),
    ],
)
def test_goods_and_seller_are_told_apart(text: str, goods: str, seller: str) -> None:
    assert values("goods", text) == {"goods": goods, "seller_name": seller}


# Money -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("country", "currency"), [("DE", "EUR"), ("GB", "GBP"), ("JP", "JPY")])
def test_a_bare_number_is_in_the_money_of_the_country_and_said_so(
    country: str, currency: str
) -> None:
    answer = answered("amount", "45", known(consumer_country=country))
    assert answer == Accepted(
        {"amount": Decimal(45), "currency": currency}, assumed=frozenset({"currency"})
    )


def test_a_bare_number_without_a_country_leaves_the_currency_open() -> None:
    assert values("amount", "it was 45.50") == {"amount": Decimal("45.50")}


def test_the_total_counts_where_several_sums_are_told() -> None:
    text = "30 euros for the lamp and 5 euros for shipping, 35 euros in total: total 35 euros"
    assert values("amount", text)["amount"] == Decimal(35)


def test_several_sums_without_a_total_are_asked_back() -> None:
    answer = answered("amount", "30 euros or 40 euros")
    assert isinstance(answer, Unsure)
    assert [a["amount"] for a in answer.alternatives] == [Decimal(30), Decimal(40)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a lot", "not_an_amount"), ("too much", "not_an_amount"), ("0 euros", "amount_zero"),
     ("nothing", "amount_zero"), ("it was free", "amount_zero"), ("order 4711-B", "not_an_amount")],
)  # fmt: skip
def test_what_is_no_price_is_refused(text: str, expected: str) -> None:
    assert code("amount", text) == expected


# Choices -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("nothing", "nothing"),
        ("NOTHING CAME!!!", "nothing"),
        ("no", "nothing"),
        ("it never arrived", "nothing"),
        ("I haven't got it", "nothing"),
        ("only a part", "part"),
        ("part", "part"),
        ("one of two is missing", "part"),
        ("it came too late", "late"),
        ("marked_delivered", "marked_delivered"),
        ("it shows as delivered but I have nothing", "marked_delivered"),
        ("they left it with a neighbour", "wrong_place"),
        ("the first one", "nothing"),
        ("2", "part"),
    ],
)
def test_a_choice_is_made_by_button_by_number_or_in_free_words(text: str, state: str) -> None:
    assert values("delivery_state", text)["delivery_state"] == state


def test_a_choice_can_settle_a_further_fact() -> None:
    told = values("privacy_problem", "they won't delete my account")
    assert told == {"privacy_problem": "erasure_refused", "request_type": "erasure"}


def test_words_that_fit_two_choices_are_asked_back() -> None:
    answer = answered("payment_method", "credit card or PayPal")
    assert isinstance(answer, Unsure)
    assert [a["payment_method"] for a in answer.alternatives] == ["credit_card", "paypal"]


def test_what_fits_no_choice_is_refused() -> None:
    assert code("delivery_state", "the sky is blue") == "not_an_option"


OFFERED = ("perform_additional_period", "cancel_refund", "price_reduction", "damages")


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("I want my money back", "cancel_refund"),
        ("refund", "cancel_refund"),
        ("cancel_refund", "cancel_refund"),
        ("just deliver it", "perform_additional_period"),
        ("part of the money back", "price_reduction"),
        ("compensation", "damages"),
        ("2", "cancel_refund"),
    ],
)
def test_a_wish_in_free_words_becomes_the_remedy_that_the_law_offers(
    text: str, remedy: str
) -> None:
    options = tuple(Option(value=name) for name in OFFERED)
    question = question_with_id("wished_remedy").with_options(options)
    assert read_answer(question, text, TODAY, {}) == Accepted({"wished_remedy": remedy})


def test_a_wish_that_the_law_does_not_offer_is_refused() -> None:
    question = question_with_id("wished_remedy").with_options((Option(value="cancel_refund"),))
    assert read_answer(question, "a repair", TODAY, {}) == Refused(
        "not_an_option", {"options": ["cancel_refund"]}
    )


# Words, places, people ---------------------------------------------------------------------------


def test_free_words_are_kept_as_they_are() -> None:
    text = "  They said: <b>send more photos</b> / or go away  "
    answer = answered("seller_answer_delivery", text)
    assert answer == Accepted({"seller_reply": text.strip()}, unknown=frozenset({"seller_answer"}))


@pytest.mark.parametrize("text", ["nothing", "Nothing yet", "no reply at all", "none"])
def test_a_trader_who_said_nothing_is_an_answer(text: str) -> None:
    assert values("seller_answer_delivery", text) == {"seller_answer": "none"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They refused because the box was open", "refused"),
        ("they say it was my own fault", "denies_fault"),
        ("they offered me a voucher of 20 euros", "offers_voucher"),
        ("they agreed to refund the money, but nothing came", "agreed"),
        ("I should wait until next week", "promised_later"),
    ],
)
def test_the_words_of_an_answer_are_kept_beside_its_kind(text: str, kind: str) -> None:
    told = values("seller_answer_delivery", text)
    assert (told["seller_answer"], told["seller_reply"]) == (kind, text)


def test_a_bare_no_is_asked_back_whether_it_was_a_refusal_or_silence() -> None:
    answer = answered("seller_answer_delivery", "no")
    assert isinstance(answer, Unsure)
    assert [a["seller_answer"] for a in answer.alternatives] == ["refused", "none"]


def test_something_else_leaves_the_kind_open_for_their_words() -> None:
    answer = answered("seller_answer_delivery", "something_else")
    assert answer == Accepted({}, unknown=frozenset({"seller_answer"}))


def test_a_trader_who_was_not_told_did_not_answer_either() -> None:
    answer = answered("seller_answer_misleading", "not yet")
    assert answer == Accepted({"seller_reply": None}, unknown=frozenset({"seller_answer"}))


@pytest.mark.parametrize("text", ["yes", "ok"])
def test_a_bare_yes_describes_nothing(text: str) -> None:
    assert code("defect", text) == "not_understood"


def test_a_state_of_the_us_is_kept_with_the_country() -> None:
    told = values("consumer_country", "Texas")
    assert told == {"consumer_country": "US", "consumer_state": "TX"}


def test_a_country_that_is_not_known_is_refused() -> None:
    assert code("consumer_country", "Atlantis") == "unknown_country"


def test_a_misspelt_country_is_asked_back() -> None:
    assert answered("consumer_country", "germny") == Unsure(
        ({"consumer_country": "DE"},), "which_country"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Anna Meier, anna@mail.example, Hauptstr. 5, 10115 Berlin",
        "Anna Meier\nHauptstr. 5\n10115 Berlin\nanna@mail.example",
        "My name is Anna Meier, my email is anna@mail.example, Hauptstr. 5, 10115 Berlin",
    ],
)
def test_name_mail_and_address_are_read_from_one_message(text: str) -> None:
    told = values("consumer_name", text)
    assert told["consumer_name"] == "Anna Meier"
    assert told["consumer_email"] == "anna@mail.example"
    assert told["consumer_address"].replace(", ", "\n") == "Hauptstr. 5\n10115 Berlin"


def test_a_mail_address_without_a_name_is_kept() -> None:
    assert values("consumer_name", "anna@mail.example") == {"consumer_email": "anna@mail.example"}


def test_a_name_alone_is_enough_to_go_on() -> None:
    assert values("consumer_name", "I'm Anna") == {"consumer_name": "Anna"}


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("consumer_name", "4711", "not_a_name"),
        ("consumer_email", "anna at mail", "not_an_email"),
        ("consumer_address", "Berlin", "not_an_address"),
        ("seller_contact", "I have none", "not_a_contact"),
        ("summary_confirmed", "hm", "not_yes_or_no"),
    ],
)
def test_what_can_not_be_used_is_refused_with_its_reason(
    question: str, text: str, expected: str
) -> None:
    assert code(question, text) == expected


def test_identity_is_not_searched_for_other_facts() -> None:
    told = values("consumer_name", "Anna Meier, Hauptstr. 5, 10115 Berlin, Germany")
    assert set(told) == {"consumer_name", "consumer_address"}
