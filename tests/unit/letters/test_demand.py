"""Which remedy a letter asks for, and what it falls back on."""

from __future__ import annotations

import pytest

from casework.law.outcome import Availability, ClaimType, RemedyOption, Verdict
from casework.letters.demand import choose_demand, handlings
from casework.letters.steps import steps_of
from tests.unit.letters import letter_cases as cases

NOW, CONDITIONAL, NOT_YET = cases.NOW, cases.CONDITIONAL, cases.NOT_YET


def outcome_with(*options: tuple[int, str, Availability], claim=ClaimType.CONFORMITY, **more):
    remedies: tuple[RemedyOption, ...] = tuple(
        cases.remedy(order, name, available, "EU-CON-3") for order, name, available in options
    )
    return cases.outcome_of(claim, remedies, (cases.cite("EU-CON-3", "SGD Art. 13"),), **more)


def test_the_wish_is_asked_for_where_it_is_open():
    outcome = outcome_with((1, "repair", NOW), (1, "replacement", NOW))
    assert choose_demand(outcome, "replacement").remedy == "replacement"


def test_without_a_wish_the_laws_first_remedy_is_asked_for():
    outcome = outcome_with((2, "cancel_refund", NOW), (1, "repair", NOW))
    assert choose_demand(outcome, None).remedy == "repair"


def test_a_wish_that_is_not_open_yet_becomes_the_fallback():
    outcome = outcome_with(
        (1, "repair", NOW), (2, "price_reduction", CONDITIONAL), (2, "cancel_refund", CONDITIONAL)
    )
    demand = choose_demand(outcome, "price_reduction")
    assert demand.remedy == "repair"
    assert demand.fallback is not None
    assert demand.fallback.remedy == "price_reduction"


def test_the_wish_for_a_refund_is_met_by_the_right_that_gives_one():
    outcome = outcome_with((1, "repair", NOW), (1, "reject_refund_short_term", NOW))
    assert choose_demand(outcome, "cancel_refund").remedy == "reject_refund_short_term"
    assert choose_demand(outcome, "refund").remedy == "reject_refund_short_term"


@pytest.mark.parametrize("closed", [Availability.LOST, Availability.NO, NOT_YET])
def test_what_is_closed_is_neither_asked_nor_fallen_back_on(closed):
    outcome = outcome_with((1, "repair", NOW), (2, "cancel_refund", closed))
    demand = choose_demand(outcome, "cancel_refund")
    assert demand.remedy == "repair"
    assert demand.fallback is None


def test_setting_the_extra_period_opens_the_end_of_the_contract():
    outcome = outcome_with(
        (1, "perform_additional_period", NOW),
        (2, "cancel_refund", NOT_YET),
        claim=ClaimType.DELIVERY,
    )
    demand = choose_demand(outcome, None)
    assert demand.fallback is not None
    assert (demand.fallback.remedy, demand.fallback_opens) == ("cancel_refund", True)


@pytest.mark.parametrize("closed", [Availability.LOST, Availability.NO])
def test_the_extra_period_does_not_open_what_is_closed_for_good(closed):
    outcome = outcome_with(
        (1, "perform_additional_period", NOW),
        (2, "cancel_refund", closed),
        claim=ClaimType.DELIVERY,
    )
    assert choose_demand(outcome, None).fallback is None


def test_steps_with_others_are_never_demanded_of_the_trader():
    outcome = outcome_with((1, "card_issuer_claim", NOW), (2, "repair", NOW))
    assert choose_demand(outcome, "card_issuer_claim").remedy == "repair"
    assert [step.topic for step in steps_of(outcome)] == ["card_issuer_claim"]


def test_in_a_payment_claim_the_bank_is_asked_itself():
    outcome = outcome_with((1, "unauthorised_refund", NOW), claim=ClaimType.PAYMENT)
    assert choose_demand(outcome, None).remedy == "unauthorised_refund"
    assert steps_of(outcome) == ()


def test_what_is_only_conditional_is_asked_for_without_certainty():
    demand = choose_demand(outcome_with((1, "damages", CONDITIONAL)), None)
    assert (demand.remedy, demand.certain) == ("damages", False)


def test_a_demand_under_a_doubtful_rule_is_not_certain():
    unsure = (cases.cite("EU-CON-3", "SGD Art. 13", "medium"),)
    outcome = outcome_with((1, "repair", NOW)).model_copy(update={"citations": unsure})
    assert choose_demand(outcome, None).certain is False


def test_goodwill_is_a_claim_only_where_soft_law_backs_it():
    soft = outcome_with((1, "goodwill_only", NOW), verdict=Verdict.FALLBACK_SOFT_LAW)
    none = outcome_with((2, "goodwill_only", NOW), verdict=Verdict.NO_RIGHT)
    assert choose_demand(soft, None).claims is True
    assert choose_demand(none, None).claims is False


def test_before_the_time_has_come_nothing_conditional_is_demanded():
    outcome = outcome_with((3, "damages", CONDITIONAL), verdict=Verdict.CLAIM_VALID_NOT_YET)
    assert choose_demand(outcome, None).remedy == "goodwill_only"


def test_every_fallback_and_opened_remedy_is_a_remedy():
    for handling in handlings().values():
        assert {*handling.fallbacks, *handling.opens} <= set(handlings())
