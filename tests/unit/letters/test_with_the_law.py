"""Letters from facts alone: the law's own answer, not one built by hand."""

from __future__ import annotations

from typing import Any

import pytest

from casework.casefile import CaseFile
from casework.law import assess
from casework.law.outcome import ClaimType, Jurisdiction, Outcome
from casework.law.packs import packs_of
from casework.law.schema import RuleTest
from casework.letters import LetterContent, build_letter, letter_text
from casework.letters.materials import rules_of
from casework.terms import check_terms
from tests.unit.letters import letter_cases as cases

DELIVERY = {
    "goods": "Desk",
    "order_date": "2026-10-19",
    "promised_date": "2026-11-09",
    "delivery_state": "nothing",
    "amount": 129.99,
    "currency": "EUR",
    "consumer_country": "PT",
    "seller_country": "DE",
}
CONFORMITY = {
    "goods": "Kettle",
    "order_date": "2026-10-24",
    "delivered_date": "2026-10-27",
    "defect_found_date": "2026-11-20",
    "defect": "It leaks",
    "amount": 65,
    "currency": "GBP",
    "consumer_country": "GB",
    "seller_country": "GB",
}
PRIVACY = {
    "privacy_problem": "access_refused",
    "request_type": "access",
    "request_date": "2026-10-12",
    "consumer_country": "ES",
    "seller_country": "ES",
}


def from_facts(
    law: Jurisdiction, claim: ClaimType, facts: dict[str, Any], wish: str | None = None
) -> tuple[CaseFile, Outcome, LetterContent]:
    case = cases.case_of(claim, law, wish=wish, **facts)
    outcome = assess(law, claim, case.known_values(), cases.TODAY)
    return case, outcome, build_letter(case, outcome, cases.TODAY)


def test_a_late_parcel_in_the_eu_gets_an_extra_period_and_then_the_end_of_the_contract():
    _, _, letter = from_facts(Jurisdiction.EU, ClaimType.DELIVERY, DELIVERY, "cancel_refund")
    assert (letter.remedy, letter.fallback) == ("perform_additional_period", "cancel_refund")
    assert "CRD Art. 18(1)-(2)" in letter_text(letter)


def test_after_the_extra_period_the_contract_is_ended():
    facts = {
        **DELIVERY,
        "additional_period_set_on": "2026-11-10",
        "additional_period_until": "2026-11-20",
    }
    _, _, letter = from_facts(Jurisdiction.EU, ClaimType.DELIVERY, facts)
    text = " ".join(letter_text(letter).split())
    assert letter.remedy == "cancel_refund"
    assert "The extra period has passed, so the buyer can end the contract." in text
    assert "With this letter I end the contract. Please pay back all that I paid." in text


def test_while_an_extra_period_runs_its_end_is_the_day_for_the_answer():
    facts = {
        **DELIVERY,
        "additional_period_set_on": "2026-11-20",
        "additional_period_until": "2026-12-03",
    }
    _, _, letter = from_facts(Jurisdiction.EU, ClaimType.DELIVERY, facts)
    assert letter.answer_by.date.isoformat() == "2026-12-03"
    assert "The extra period that I set you ends on 3 December 2026." in letter_text(letter)


def test_a_young_defect_in_the_uk_is_rejected_at_once():
    _, _, letter = from_facts(Jurisdiction.UK, ClaimType.CONFORMITY, CONFORMITY, "cancel_refund")
    text = " ".join(letter_text(letter).split())
    assert letter.remedy == "reject_refund_short_term"
    assert "The time limit for this right ends on 26 November 2026." in text
    assert "£65.00" in text


def test_an_unanswered_request_for_access_is_repeated_with_its_law():
    _, _, letter = from_facts(Jurisdiction.EU, ClaimType.PRIVACY, PRIVACY)
    text = " ".join(letter_text(letter).split())
    assert letter.remedy == "data_access"
    assert "That month ended on 12 November 2026." in text
    assert "I can complain to the data protection authority." in text


def test_before_the_month_is_over_nothing_is_demanded_or_threatened():
    facts = {**PRIVACY, "request_date": "2026-11-16"}
    _, _, letter = from_facts(Jurisdiction.EU, ClaimType.PRIVACY, facts)
    text = letter_text(letter)
    assert letter.remedy == "goodwill_only"
    assert "answer my request by 16 December" in " ".join(text.split())
    assert letter.section("next") is None


def test_in_japan_a_charge_is_disputed_only_above_the_average_damage_whatever_else_the_terms_do():
    facts = {
        "order_date": "2026-10-01",
        "term_kinds": ["auto_renewal", "cancellation_charge"],
        "amount": 50000,
        "fee_invoiced": 40000,
        "average_damage_share": 20,
        "currency": "JPY",
        "consumer_country": "JP",
        "seller_country": "JP",
    }
    _, _, letter = from_facts(Jurisdiction.JP, ClaimType.UNFAIR_TERMS, facts)
    text = " ".join(letter_text(letter).split())
    assert letter.remedy == "term_not_binding"
    assert "void above the average damage of the business" in text
    assert "30,000" in text
    assert "40,000" not in text


def test_in_japan_a_return_within_eight_days_asks_for_the_price_alone():
    facts = {
        "order_date": "2026-11-16",
        "delivered_date": "2026-11-20",
        "return_term_in_ad": False,
        "amount": 12000,
        "delivery_fee": 800,
        "currency": "JPY",
        "consumer_country": "JP",
        "seller_country": "JP",
    }
    _, _, letter = from_facts(Jurisdiction.JP, ClaimType.WITHDRAWAL, facts)
    text = " ".join(letter_text(letter).split())
    assert letter.remedy == "withdraw_refund"
    assert "The time limit for this right ends on 27 November 2026." in text
    assert "Please pay back the price of the goods." in text
    assert "12,800" not in text


LAMP = {
    "goods": "Desk lamp",
    "order_date": "2026-10-13",
    "delivery_state": "nothing",
    "amount": 88,
    "currency": "USD",
    "payment_method": "credit_card",
    "consumer_state": "OH",
}


def test_in_the_us_an_order_that_was_not_shipped_in_thirty_days_is_refunded():
    _, _, letter = from_facts(Jurisdiction.US, ClaimType.DELIVERY, LAMP)
    text = " ".join(letter_text(letter).split())
    assert letter.remedy == "cancel_refund"
    assert "By this rule the goods were to be shipped by 12 November 2026." in text
    assert "here by 23 November 2026" in text
    assert "billing error to the company that issued my card" in text
    assert "1666" not in text  # a notice to the card issuer means nothing to the seller


@pytest.mark.parametrize(("state", "cited"), [("CA", True), ("WA", False)])
def test_in_the_us_a_seller_is_not_shown_the_law_of_another_state(state, cited):
    facts = {
        "goods": "Oak table",
        "order_date": "2026-09-05",
        "misleading_kind": "false_statement",
        "amount": 480,
        "currency": "USD",
        "consumer_state": state,
    }
    _, _, letter = from_facts(Jurisdiction.US, ClaimType.MISLEADING, facts)
    assert letter.remedy == "rescind_misrep"
    assert ("Cal. " in letter_text(letter)) is cited


@pytest.mark.parametrize(
    ("law", "claim", "facts"),
    [
        (Jurisdiction.US, ClaimType.DELIVERY, LAMP),
        (Jurisdiction.EU, ClaimType.DELIVERY, DELIVERY),
        (Jurisdiction.UK, ClaimType.DELIVERY, {**DELIVERY, "consumer_country": "GB"}),
        (Jurisdiction.EU, ClaimType.CONFORMITY, {**CONFORMITY, "consumer_country": "FR"}),
        (Jurisdiction.UK, ClaimType.CONFORMITY, CONFORMITY),
        (Jurisdiction.EU, ClaimType.PRIVACY, PRIVACY),
        (Jurisdiction.UK, ClaimType.PRIVACY, {**PRIVACY, "consumer_country": "GB"}),
    ],
)
def test_whatever_is_left_unsaid_there_is_always_a_sound_letter(law, claim, facts):
    """Take one fact away at a time: the letter is still built, and rests on nothing it lacks."""
    for left_out in (None, *facts):
        known = {name: value for name, value in facts.items() if name != left_out}
        if left_out == "currency":
            known.pop("amount", None)
        case, outcome, letter = from_facts(law, claim, known)
        rules = {f"rule:{rule}" for rule in rules_of(outcome)}
        named = {s for sentence in letter.sentences() for s in sentence.sources}
        assert {source for source in named if source.startswith("rule:")} <= rules
        assert f"fact:{left_out}" not in named - {"fact:seller_country", "fact:consumer_country"}
        assert case.number in letter_text(letter)


def worked_cases() -> list[tuple[Jurisdiction, ClaimType, RuleTest]]:
    """Return the cases that the packs' own rules promise to decide."""
    found = []
    for law in Jurisdiction:
        for pack in packs_of(law):
            for rule in pack.rules:
                claims = (pack.claim_type, *rule.claims, ClaimType.DELIVERY)
                found += [
                    (law, test.claim or next(filter(None, claims)), test) for test in rule.tests
                ]
    return found


def test_every_worked_case_of_the_law_gives_a_letter():
    for law, claim, worked in worked_cases():
        case = cases.case_of(claim, law, **worked.facts)
        outcome = assess(law, claim, worked.facts, worked.today)
        letter = build_letter(case, outcome, worked.today)
        told = letter_text(letter)
        assert letter.section("ask") is not None, worked.name
        assert not any(word in told for word in ("None", "you live", "{{")), worked.name


BLACK_AND_GREY = {  # a page of terms, and the words of it that matter most
    "EU": ("No refunds. We may change prices at any time without notice.", "No refunds"),
    "CN": ("Signing means that you accept the goods. No refunds.", "Signing means that you accept"),
    "JP": ("We accept no liability. We may assign this contract to anyone.", "We accept no liab"),
}


@pytest.mark.parametrize("law", BLACK_AND_GREY)
def test_a_letter_about_a_page_of_terms_quotes_the_words_that_do_not_bind(law):
    page, quoted = BLACK_AND_GREY[law]
    text = letter_about_terms(page, Jurisdiction(law))
    assert f"The term in question reads: “{quoted}" in text
    assert "This term does not bind me." in text
    assert page not in text


@pytest.mark.parametrize("law", ["EU", "UK"])
def test_a_letter_about_a_grey_term_says_no_more_than_that_it_may_be_unfair(law):
    clause = "We may change prices at any time without notice"
    text = letter_about_terms(f"{clause}.", Jurisdiction(law))
    assert f"“{clause}”" in text
    assert "This term may be unfair, and then it does not bind me." in text
    assert "This term does not bind me." not in text


def test_arbitration_over_a_small_sum_does_not_bind_in_the_united_kingdom():
    clause = "All disputes are settled by binding arbitration."
    small = {"amount": 300, "currency": "GBP"}
    assert "This term does not bind me." in letter_about_terms(clause, Jurisdiction.UK, **small)
    assert "This term may be unfair" in letter_about_terms(clause, Jurisdiction.UK)


def letter_about_terms(page: str, law: Jurisdiction, **more: Any) -> str:
    """Return the letter, on one line, about what was found in a page of terms."""
    country = {"EU": "DE", "UK": "GB", "CN": "CN", "JP": "JP"}[law]
    told = {"order_date": "2026-10-01", "consumer_country": country, "seller_country": country}
    facts = {**told, **check_terms(page, law).facts(), **more}
    del facts["claim_type"]
    _, _, letter = from_facts(law, ClaimType.UNFAIR_TERMS, facts)
    return " ".join(letter_text(letter).split())
