"""What a first message tells of its kind of claim: days, choices, sums and names of the topics."""

from datetime import date
from decimal import Decimal

import pytest

from casework.interview.story import read_claim_story
from casework.law.outcome import ClaimType
from tests.unit.interview.talk import TODAY


def told(claim: str, text: str) -> dict[str, object]:
    """Return the values that the story gives."""
    return {n: t.value for n, t in read_claim_story(text, ClaimType(claim), TODAY).items()}


def test_the_day_of_sending_back_is_the_day_of_the_withdrawal() -> None:
    facts = told(
        "withdrawal", "It came on 10 November 2026 and I sent it back on 16 November 2026."
    )
    assert facts["delivered_date"] == date(2026, 11, 10)
    assert facts["withdrawal_sent_date"] == date(2026, 11, 16)


def test_a_message_that_asks_for_a_return_is_no_message_about_a_defect() -> None:
    facts = told("withdrawal", "On 16 November 2026 I told them that I want to return it.")
    assert facts["withdrawal_sent_date"] == date(2026, 11, 16)
    assert "notice_date" not in facts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They added a service fee of 9 euros", "hidden_charge"),
        ("there were hidden charges on my bill", "hidden_charge"),
        ("The website said it was solid oak", "false_statement"),
        ("the discount was fake", "price_reduction"),
        ("all these reviews are fake", "fake_review"),
        ("a free trial that turned into a subscription", "auto_renewal"),
    ],
)
def test_the_kind_of_misleading_is_read_from_the_story(text: str, kind: str) -> None:
    assert told("misleading", text)["misleading_kind"] == kind


def test_a_story_of_two_kinds_of_misleading_leaves_the_choice_to_the_consumer() -> None:
    text = "They added a hidden fee and the discount was fake"
    assert "misleading_kind" not in told("misleading", text)


def test_several_terms_are_all_told() -> None:
    text = "There is a cancellation fee of 99 euros and I may only go to arbitration"
    facts = told("unfair_terms", text)
    assert facts["term_kinds"] == ["cancellation_charge", "arbitration"]
    assert facts["fee_invoiced"] == Decimal(99)


def test_what_a_page_said_before_the_sale_is_no_answer_to_a_complaint() -> None:
    facts = told("misleading", "The website said it was new. They refused to take it back.")
    assert facts["seller_reply"] == "They refused to take it back."
    assert facts["seller_answer"] == "refused"


def test_of_a_payment_the_other_side_is_the_bank_and_not_the_shop() -> None:
    text = (
        "Somebody bought shoes from Quickstep for 80 euros with my card on 3 November 2026. "
        "I never made this payment. I called Hillside Bank on 4 November 2026."
    )
    facts = told("payment", text)
    assert facts["seller_name"] == "Hillside Bank"
    assert facts["transaction"] == "unauthorised"
    assert facts["reported_date"] == date(2026, 11, 4)
    assert "goods" not in facts


def test_a_story_of_one_kind_tells_nothing_of_another() -> None:
    text = "I was charged twice, and there is a cancellation fee of 9 euros"
    assert "term_kinds" not in told("payment", text)
    assert "transaction" not in told("unfair_terms", text)
