"""The amount in a letter: rows that give the total, and nothing that nobody paid."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.law.outcome import ClaimType
from casework.letters import LetterContent, build_letter
from casework.letters.content import AmountTable
from tests.unit.letters import letter_cases as cases

Amounts = dict[str, object] | None
CENTS = st.integers(1, 10_000_000).map(lambda cents: Decimal(cents) / 100)


def letter_for(remedy: str, amounts: Amounts = None, **facts: object) -> LetterContent:
    case = cases.case_of(ClaimType.CONFORMITY, goods="Kettle", **facts)
    outcome = cases.outcome_of(
        ClaimType.CONFORMITY,
        (cases.remedy(1, remedy, cases.NOW, "EU-CON-3"),),
        (cases.cite("EU-CON-3", "SGD Art. 13"),),
        amounts=amounts,
    )
    return build_letter(case, outcome, cases.TODAY)


def table_for(remedy: str, amounts: Amounts = None, **facts: object) -> AmountTable:
    table = letter_for(remedy, amounts, **facts).amount_table()
    assert table is not None
    return table


def rows(table: AmountTable) -> list[tuple[str, str]]:
    return [(row.label.text, row.amount_text) for row in table.rows]


@settings(deadline=None)
@given(price=CENTS, fee=CENTS)
def test_rows_always_give_the_total(price, fee):
    table = table_for("cancel_refund", amount=str(price), delivery_fee=float(fee), currency="EUR")
    assert sum(row.amount for row in table.rows) == table.total == price + fee


def test_price_and_delivery_are_paid_back_together():
    table = table_for("cancel_refund", amount=129.99, delivery_fee="6.90", currency="EUR")
    assert rows(table) == [("Price of Kettle", "€129.99"), ("Delivery", "€6.90")]
    assert table.total_text == "€136.89"
    assert table.rows[0].label.sources == ("fact:goods", "fact:amount")


def test_the_delivery_fee_stays_beside_a_refund_of_the_price():
    table = table_for(
        "cancel_refund", {"refund": 100.0}, amount=100, delivery_fee=5, currency="EUR"
    )
    assert table.total == Decimal("105")


def test_a_sum_that_the_law_sets_otherwise_is_shown_as_such():
    table = table_for("cancel_refund", {"refund": "80.5"}, amount=100, currency="EUR")
    assert rows(table) == [("Refund due", "€80.50")]
    assert table.rows[0].label.sources == ("rule:EU-CON-3",)


def test_of_several_measures_of_a_loss_only_the_first_counts():
    table = table_for("damages", {"damages": 50}, loss=70, currency="EUR")
    assert rows(table) == [("Loss", "€50.00")]


def test_without_a_currency_there_is_no_table_and_no_amount():
    letter = letter_for("cancel_refund", amount=100)
    assert letter.amount_table() is None
    assert not any("100" in sentence.text for sentence in letter.sentences())


def test_an_unknown_price_leaves_no_empty_table():
    assert letter_for("cancel_refund", currency="EUR").amount_table() is None


def test_a_price_in_words_is_no_amount():
    assert letter_for("cancel_refund", amount="a lot", currency="EUR").amount_table() is None


def test_a_repair_shows_what_a_refund_would_be_only_if_one_can_follow():
    assert letter_for("repair", amount=100, currency="EUR").amount_table() is None


def test_yen_have_no_cents():
    assert table_for("cancel_refund", amount=12800, currency="JPY").total_text == "JP¥12,800"
