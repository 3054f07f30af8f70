"""Answers that are days: which fact each belongs to, and why one can't be taken."""

from datetime import date

import pytest

from casework.interview import Accepted, Unsure, question_with_id, read_answer
from tests.unit.interview.talk import TODAY, answered, code, known, values

THIRD = date(2026, 10, 3)
TENTH = date(2026, 10, 10)


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
