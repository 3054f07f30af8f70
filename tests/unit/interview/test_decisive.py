"""The bot asks only what the rules still need, and first what decides most."""

from __future__ import annotations

from datetime import date
from typing import Any

from casework.casefile import KnownFact
from casework.interview import Question, decisive_first, is_for_the_law_alone, open_questions
from casework.interview.catalogue import all_questions
from casework.law import assess
from casework.law.outcome import ClaimType, Outcome

TODAY = date(2026, 11, 24)
CARD = {
    "consumer_country": "DE",
    "transaction": "unauthorised",
    "payment_method": "debit_card",
    "debit_date": "2026-11-10",
    "amount": 300,
    "currency": "EUR",
}


def outcome_with(**more: Any) -> Outcome:
    return assess("EU", "payment", CARD | more, TODAY)


def of_the_law_alone() -> list[Question]:
    payment = (ClaimType.PAYMENT,)
    return [q for q in all_questions() if q.concerns(payment) and is_for_the_law_alone(q)]


def asked(outcome: Outcome, **more: Any) -> list[str]:
    facts = {
        name: KnownFact(name=name, value=value, standing="known", confirmed=True)
        for name, value in (CARD | more).items()
    }
    return [
        question.fact for question in decisive_first(open_questions(["payment"], facts), outcome)
    ]


def test_what_the_rules_do_not_need_is_not_asked() -> None:
    outcome = outcome_with()
    needed = {missing.fact for missing in outcome.missing_facts}
    alone = of_the_law_alone()
    kept = decisive_first(alone, outcome)
    assert alone
    assert [q.fact for q in kept if q.fact not in needed] == []
    assert {q.fact for q in alone} & needed == {q.fact for q in kept}


def test_what_decides_most_is_asked_first() -> None:
    outcome = outcome_with()
    alone = of_the_law_alone()
    weights = {missing.fact: missing.weight for missing in outcome.missing_facts}
    kept = [weights[question.fact] for question in decisive_first(alone, outcome)]
    assert kept == sorted(kept, reverse=True)


def test_what_the_letter_tells_is_asked_whatever_the_law_needs() -> None:
    nothing_missing = outcome_with().model_copy(update={"missing_facts": ()})
    facts = asked(nothing_missing)
    assert "seller_name" in facts
    assert not {"instrument_lost", "payee_check_offered"} & set(facts)
