"""What an answer means: the value asked for, what else was said, or why it can't be taken."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from casework.casefile import KnownFact
from casework.interview import (
    Accepted,
    Answer,
    Option,
    Refused,
    Unsure,
    question_with_id,
    read_answer,
)
from tests.unit.interview.talk import TODAY, known

THIRD = date(2026, 10, 3)
TENTH = date(2026, 10, 10)


def answered(question: str, text: str, facts: dict[str, KnownFact] | None = None) -> Answer:
    return read_answer(question_with_id(question), text, TODAY, facts or {})


def values(question: str, text: str, facts: dict[str, KnownFact] | None = None) -> dict[str, Any]:
    answer = answered(question, text, facts)
    assert isinstance(answer, Accepted), answer
    return answer.values


def code(question: str, text: str, facts: dict[str, KnownFact] | None = None) -> str:
    answer = answered(question, text, facts)
    assert isinstance(answer, Refused), answer
    return answer.code


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


# Dates -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "3 October, promised for 10 October",
        "it was due 10 October, I ordered it on 3 October",
        "3 October and 10 October",
        "03.10.2026 / 10.10.2026",
    ],
)
def test_two_dates_go_to_the_two_facts_that_were_asked(text: str) -> None:
    assert values("order_and_promised_date", text) == {"order_date": THIRD, "promised_date": TENTH}


def test_a_date_that_says_it_is_another_one_is_not_taken_for_the_first() -> None:
    told = values("order_and_promised_date", "it was promised for 10 October")
    assert told == {"promised_date": TENTH}


def test_the_button_of_a_date_is_read_like_the_date() -> None:
    assert values("promised_date", "2026-10-10") == {"promised_date": TENTH}


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("order_and_promised_date", "tomorrow", "date_in_future"),
        ("order_and_promised_date", "3 May 2027", "date_in_future"),
        ("order_and_promised_date", "31 February 2026", "date_impossible"),
        ("order_and_promised_date", "3 May 1999", "date_too_old"),
        ("order_and_promised_date", "in September", "day_missing"),
        ("order_and_promised_date", "last week", "day_missing"),
        ("order_and_promised_date", "a lot", "not_a_date"),
        ("order_and_promised_date", "4711", "not_a_date"),
        ("promised_date", "yes", "day_missing"),
    ],
)
def test_a_date_that_can_not_be_is_refused_with_its_reason(
    question: str, text: str, expected: str
) -> None:
    assert code(question, text) == expected


def test_nothing_arrives_before_it_was_ordered() -> None:
    facts = known(order_date="2026-10-03")
    assert code("delivered_date", "1 October", facts) == "date_before_order"
    assert values("delivered_date", "4 October", facts) == {"delivered_date": date(2026, 10, 4)}


def test_a_fault_is_not_found_before_delivery() -> None:
    facts = known(delivered_date=date(2026, 10, 3))
    assert code("defect_found_date", "1 October", facts) == "date_before_delivered_date"


def test_a_promised_day_may_lie_ahead_and_after_the_order() -> None:
    facts = known(order_date="2026-11-20")
    assert values("promised_date", "10 December", facts) == {"promised_date": date(2026, 12, 10)}


def test_a_date_with_two_readings_is_asked_back() -> None:
    answer = answered("order_and_promised_date", "3/4/2026")
    assert answer == Unsure(
        ({"order_date": date(2026, 4, 3)}, {"order_date": date(2026, 3, 4)}), "date_ambiguous"
    )


def test_the_country_settles_a_date_with_two_readings() -> None:
    facts = known(consumer_country="US")
    told = values("order_and_promised_date", "3/4/2026", facts)
    assert told == {"order_date": date(2026, 3, 4)}


def test_a_reading_that_can_not_be_leaves_the_other_one() -> None:
    told = values("order_and_promised_date", "3/12/2026")  # 3 December is still to come
    assert told == {"order_date": date(2026, 3, 12)}


def test_a_reading_that_the_country_gives_but_can_not_be_is_asked_back() -> None:
    facts = known(consumer_country="GB")
    answer = answered("order_and_promised_date", "3/12/2026", facts)
    assert answer == Unsure(({"order_date": date(2026, 3, 12)},), "date_ambiguous")


def test_the_day_in_a_description_of_the_fault_is_the_day_it_was_found() -> None:
    told = values("defect", "The screen is black, since 20 September")
    assert told["defect_found_date"] == date(2026, 9, 20)


def test_a_counted_day_is_marked_as_about_right() -> None:
    answer = answered("order_and_promised_date", "two weeks ago")
    assert isinstance(answer, Accepted)
    assert answer.approximate == {"order_date"}


@pytest.mark.parametrize("text", ["no", "No, there was none", "not yet", "none_set"])
def test_no_last_date_is_an_answer(text: str) -> None:
    assert values("additional_period_until", text)["additional_period_until"] is None


def test_a_date_that_was_vital_from_the_start_is_an_answer_too() -> None:
    told = values("additional_period_until", "it was for a wedding, I told them before")
    assert told["essential_date_told_before_contract"] is True
    assert told["additional_period_until"] is None


def test_a_last_date_and_the_day_it_was_set_are_told_apart() -> None:
    told = values("additional_period_until", "on 1 November I gave them until 10 November")
    assert told["additional_period_until"] == date(2026, 11, 10)


@pytest.mark.parametrize("text", ["the 3rd", "3", "it was the 3rd", "on the 3rd."])
def test_a_day_completes_the_month_that_was_said_before(text: str) -> None:
    question = question_with_id("order_and_promised_date")
    answer = read_answer(question, text, TODAY, {}, said_before="in September")
    assert answer == Accepted({"order_date": date(2026, 9, 3)})


def test_a_day_without_a_month_follows_the_order() -> None:
    facts = known(order_date="2026-10-05")
    assert values("promised_date", "the 12th", facts) == {"promised_date": date(2026, 10, 12)}
    assert answered("delivered_date", "the 12th", facts) == Unsure(
        ({"delivered_date": date(2026, 10, 12)}, {"delivered_date": date(2026, 11, 12)}),
        "date_ambiguous",
    )


@pytest.mark.parametrize("text", ["yes, the same day", "at once", "immediately when I got it"])
def test_the_same_day_is_the_day_of_what_came_before(text: str) -> None:
    facts = known(delivered_date="2026-10-05", defect_found_date="2026-10-06")
    answer = answered("notice_date", text, facts)
    assert answer == Accepted(
        {"notice_date": date(2026, 10, 6)}, approximate=frozenset({"notice_date"})
    )


@pytest.mark.parametrize("text", ["I haven't told them", "no, I did not write", "never told them"])
def test_who_was_not_told_is_an_answer(text: str) -> None:
    assert values("notice_date", text)["notice_date"] is None


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
    text = "  They said: <b>wait</b> / or go away  "
    assert values("seller_reply_delivery", text)["seller_reply"] == text.strip()


@pytest.mark.parametrize("text", ["nothing", "no", "Nothing yet"])
def test_a_trader_who_said_nothing_is_an_answer(text: str) -> None:
    assert values("seller_reply_delivery", text) == {"seller_reply": None}


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
