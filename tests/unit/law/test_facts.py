"""Facts as told: typed, or refused with a message that names the fact."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from casework.facts.catalogue import FactType, fact_catalogue, label_of
from casework.facts.values import FactError, typed_facts, unknown_names
from casework.law import assess

TODAY = date(2026, 11, 23)


def refusal(**facts: Any) -> FactError:
    with pytest.raises(FactError) as caught:
        assess("EU", "delivery", facts, TODAY)
    return caught.value


EARLY, LATE = "2026-11-01", "2026-11-10"
BAD = {
    "contradictory_dates": [
        {"order_date": LATE, "delivered_date": EARLY},
        {"order_date": LATE, "promised_date": EARLY},
        {"additional_period_set_on": LATE, "additional_period_until": EARLY},
        {"delivered_date": LATE, "defect_found_date": EARLY},
        {"request_date": LATE, "answer_date": EARLY},
    ],
    "date_in_future": [{"order_date": "2026-11-24"}, {"delivered_date": "2027-01-01"}],
    "currency_missing": [{"amount": 50, "currency": None}, {"loss": 50, "currency": None}],
    "amount_not_positive": [
        {"currency": "EUR", "amount": 0},
        {"currency": "EUR", "amount": -3},
        {"currency": "EUR", "loss": -3},
    ],
    "wrong_type": [
        {"currency": "EUR", "amount": "a lot"},
        {"currency": "EUR", "amount": True},
        {"currency": "EUR", "amount": float("nan")},
        {"order_date": "yesterday"},
        {"order_date": 20261110},
        {"breach_aware": "2026-11-10 nine o'clock"},
        {"personalised": "yes"},
        {"goods": 7},
        {"term_kinds": 7},
        {"payment_method": 7},
    ],
    "not_a_choice": [
        {"carrier_status": "put in locker without consent"},
        {"term_kinds": ["arbitration", "nonsense"]},
    ],
    "unknown_country": [
        {"consumer_country": "XX"},
        {"consumer_country": "Atlantis"},
        {"seller_country": "EU"},
    ],
    "unknown_currency": [{"currency": "EURO"}],
    "two_jurisdictions": [{"consumer_country": "GB"}],
}


@pytest.mark.parametrize(
    ("facts", "code"), [(facts, code) for code, cases in BAD.items() for facts in cases]
)
def test_a_bad_fact_is_refused_by_name(facts: dict[str, Any], code: str) -> None:
    error = refusal(**facts)
    assert (error.code, error.fact) == (code, list(facts)[-1])
    assert error.fact in error.message


@pytest.mark.parametrize(
    ("jurisdiction", "claim", "code"),
    [
        (["EU", "UK"], "delivery", "two_jurisdictions"),
        ("EU, UK", "delivery", "two_jurisdictions"),
        ("MARS", "delivery", "unknown_jurisdiction"),
        ("EU", "divorce", "unknown_claim_type"),
        ("EU", ["delivery", "privacy"], "two_claim_types"),
    ],
)
def test_one_law_and_one_claim_at_a_time(jurisdiction: Any, claim: Any, code: str) -> None:
    with pytest.raises(FactError) as caught:
        assess(jurisdiction, claim, {}, TODAY)
    assert caught.value.code == code


def test_values_come_typed() -> None:
    typed = typed_facts(
        {
            "order_date": "2026-11-10",
            "breach_aware": "2026-11-10T09:30+00:00",
            "amount": "79.90",
            "currency": "eur",
            "consumer_country": "de",
            "term_kinds": "arbitration",
            "personalised": False,
            "no_such_fact": 1,
        },
        TODAY,
    )
    assert typed == {
        "order_date": date(2026, 11, 10),
        "breach_aware": datetime(2026, 11, 10, 9, 30, tzinfo=UTC),
        "amount": Decimal("79.90"),
        "currency": "EUR",
        "consumer_country": "DE",
        "term_kinds": ("arbitration",),
        "personalised": False,
    }


def test_null_is_kept_apart_from_not_told() -> None:
    typed = typed_facts({"delivered_date": None, "seller_answer": None}, TODAY)
    assert typed == {"delivered_date": None, "seller_answer": "none"}


def test_a_name_that_nobody_knows_can_be_found() -> None:
    assert unknown_names({"order_date": 1, "oder_date": 1}) == ["oder_date"]
    assert label_of("oder_date") == "oder date"


def test_every_date_order_names_a_date() -> None:
    for definition in fact_catalogue().values():
        for earlier in definition.not_before:
            assert fact_catalogue()[earlier].is_date, (definition.name, earlier)


def test_every_fact_says_what_it_means() -> None:
    for definition in fact_catalogue().values():
        assert definition.label
        assert definition.meaning
        if definition.type is FactType.CHOICE:
            assert len(definition.values) > 1, definition.name
