"""Facts that can't both be true are found, whichever of them came first."""

import pytest

from casework.interview import Contradiction, coherence
from tests.unit.interview.talk import known


def test_facts_that_fit_together_are_left_in_peace() -> None:
    assert coherence({}) == []
    assert (
        coherence(
            known(
                order_date="2026-10-03",
                promised_date="2026-10-10",
                delivered_date="2026-10-12",
                defect_found_date="2026-10-12",
                notice_date="2026-10-13",
                delivery_state="late",
                consumer_name="Anna Meier",
                seller_name="Lampenwelt",
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("facts", "first", "second"),
    [
        (
            {"order_date": "2026-10-03", "delivered_date": "2026-10-01"},
            "delivered_date",
            "order_date",
        ),
        (
            {"order_date": "2026-10-03", "promised_date": "2026-10-01"},
            "promised_date",
            "order_date",
        ),
        (
            {"delivered_date": "2026-10-03", "defect_found_date": "2026-10-01"},
            "defect_found_date",
            "delivered_date",
        ),
        (
            {"defect_found_date": "2026-10-03", "notice_date": "2026-10-01"},
            "notice_date",
            "defect_found_date",
        ),
        (
            {"additional_period_set_on": "2026-11-03", "additional_period_until": "2026-11-01"},
            "additional_period_until",
            "additional_period_set_on",
        ),
    ],
)
def test_what_comes_later_is_not_earlier(facts: dict[str, str], first: str, second: str) -> None:
    assert coherence(known(**facts)) == [Contradiction(f"{first}_before_{second}", first, second)]


def test_nothing_came_and_a_day_of_delivery_do_not_go_together() -> None:
    found = coherence(known(delivery_state="nothing", delivered_date="2026-10-12"))
    assert found == [
        Contradiction("delivered_yet_nothing_came", "delivered_date", "delivery_state")
    ]


def test_consumer_and_trader_are_two_people() -> None:
    found = coherence(known(consumer_email="a@b.example", seller_contact="A@B.example"))
    assert found == [Contradiction("both_parties_the_same", "consumer_email", "seller_contact")]


def test_unknown_facts_contradict_nothing() -> None:
    assert coherence(known(order_date=None, delivered_date="not a day")) == []
