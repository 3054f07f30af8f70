"""Which element of a claim is proved, who has to prove it, and what would help most."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.casefile import CaseFile, KnownFact, PartyDetails
from casework.evidence.sufficiency import (
    Bearer,
    Element,
    ProvingExhibit,
    Strength,
    Why,
    helps_most,
    proving,
    sufficiency,
)
from casework.evidence.sufficiency.rules import element_rules
from casework.facts.yamlfile import read_yaml
from casework.law import assess
from casework.law.outcome import ClaimType, Jurisdiction
from casework.store.models import Exhibit

TODAY = date(2026, 11, 24)
PAPER = ProvingExhibit("paper", "A", "order.pdf")
SCENARIOS = Path(__file__).parents[1] / "law" / "scenarios"
EU = {"consumer_country": "DE", "seller_country": "FR", "amount": 50, "currency": "EUR"}


def _view(
    claim: str,
    facts: dict[str, Any],
    *,
    read: dict[str, str] | None = None,
    exhibits: tuple[ProvingExhibit, ...] = (PAPER,),
    law: str = "EU",
) -> dict[str, Element]:
    """Return the elements by key; ``read`` names the exhibit that a fact was read from."""
    outcome = assess(law, claim, facts, TODAY)
    known = {
        name: KnownFact(name=name, value=value, exhibit_id=(read or {}).get(name))
        for name, value in facts.items()
    }
    case = CaseFile(
        number="RD-0000-0000",
        today=TODAY,
        claim_types=(ClaimType(claim),),
        jurisdiction=Jurisdiction(law),
        facts=known,
        consumer=PartyDetails(name="Sam"),
        trader=PartyDetails(name="Shop"),
    )
    return {element.key: element for element in sufficiency(case, outcome, exhibits)}


LATE = {**EU, "order_number": "A-1", "order_date": "2026-10-01", "delivery_state": "nothing"}
BROKEN = {
    **EU,
    "order_date": "2026-09-01",
    "delivered_date": "2026-09-05",
    "defect": "it does not start",
    "defect_found_date": "2026-09-30",
    "notice_date": "2026-10-01",
}


def test_an_order_read_from_its_confirmation_is_proved() -> None:
    contract = _view("delivery", LATE, read={"order_number": "paper"})["contract"]
    assert (contract.strength, contract.why) == (Strength.PROVED, Why.EXHIBIT)
    assert contract.exhibits == ("paper",)
    assert contract.help is None


def test_an_order_that_was_only_told_is_weak_and_the_law_names_what_helps() -> None:
    contract = _view("delivery", LATE)["contract"]
    assert (contract.strength, contract.why) == (Strength.WEAK, Why.ONLY_TOLD)
    assert contract.help == "order confirmation with the delivery date"


def test_a_delivery_date_that_nobody_told_is_unproved() -> None:
    agreed = _view("delivery", LATE)["agreed_date"]
    assert (agreed.strength, agreed.why) == (Strength.UNPROVED, Why.NOT_TOLD)


def test_the_seller_has_to_prove_the_delivery_and_the_consumer_the_contract() -> None:
    view = _view("delivery", LATE)
    assert view["not_delivered"].burden is Bearer.TRADER
    assert view["not_delivered"].burden_sentences == ("The seller proves delivery.",)
    assert view["contract"].burden is Bearer.CONSUMER


def test_a_parcel_marked_as_delivered_speaks_against_a_lost_parcel() -> None:
    facts = {**LATE, "delivery_state": "marked_delivered"}
    element = _view("delivery", facts, read={"delivery_state": "paper"})["not_delivered"]
    assert (element.strength, element.why) == (Strength.WEAK, Why.CONTRADICTED)


def test_a_seller_who_says_that_it_will_not_deliver_grants_that_nothing_came() -> None:
    facts = {**LATE, "seller_answer": "will_not_deliver"}
    element = _view("delivery", facts)["not_delivered"]
    assert (element.strength, element.why) == (Strength.PROVED, Why.ADMITTED)


def test_a_last_date_counts_only_where_one_was_set() -> None:
    assert "further_period" not in _view("delivery", LATE)
    facts = {**LATE, "additional_period_set_on": "2026-10-20"}
    assert _view("delivery", facts)["further_period"].strength is Strength.WEAK


def test_a_disputed_exhibit_proves_nothing_by_itself() -> None:
    disputed = (ProvingExhibit("paper", "A", "order.pdf", agreed="disputed"),)
    view = _view("delivery", LATE, read={"order_number": "paper"}, exhibits=disputed)
    assert (view["contract"].strength, view["contract"].why) == (Strength.WEAK, Why.DISPUTED)


def test_an_exhibit_that_the_trader_agrees_to_proves_it() -> None:
    agreed = (ProvingExhibit("paper", "A", "photo.jpg", proves=("defect",), agreed="agreed"),)
    element = _view("conformity", BROKEN, exhibits=agreed)["defect"]
    assert (element.strength, element.why) == (Strength.PROVED, Why.ADMITTED)


def test_a_photo_linked_to_the_defect_proves_the_defect_only() -> None:
    photo = (ProvingExhibit("photo", "A", "photo.jpg", proves=("defect",)),)
    view = _view("conformity", BROKEN, exhibits=photo)
    assert view["defect"].strength is Strength.PROVED
    assert view["notice"].strength is Strength.WEAK


def test_within_the_first_year_the_trader_has_to_prove_that_the_goods_were_right() -> None:
    element = _view("conformity", BROKEN)["fault_at_delivery"]
    assert element.burden is Bearer.TRADER
    assert element.burden_sentences


def test_while_the_day_of_the_defect_is_unknown_nobody_is_said_to_have_to_prove_its_age() -> None:
    facts = {name: value for name, value in BROKEN.items() if name != "defect_found_date"}
    assert _view("conformity", facts)["fault_at_delivery"].burden is Bearer.OPEN


def test_without_a_presumption_the_consumer_has_to_prove_the_fault_at_delivery() -> None:
    facts = {**BROKEN, "consumer_country": "JP", "seller_country": "JP", "currency": "JPY"}
    element = _view("conformity", facts, law="JP")["fault_at_delivery"]
    assert element.burden is Bearer.CONSUMER


def test_a_withdrawal_stands_on_the_day_it_was_sent() -> None:
    facts = {**EU, "delivered_date": "2026-11-10", "withdrawal_sent_date": "2026-11-15"}
    view = _view("withdrawal", facts)
    assert next(iter(view)) == "withdrawal_sent"
    assert view["withdrawal_sent"].strength is Strength.WEAK
    assert view["withdrawal_sent"].burden is Bearer.CONSUMER
    assert view["information"].burden is Bearer.TRADER


def test_a_misleading_offer_needs_what_was_shown() -> None:
    facts = {**EU, "order_date": "2026-10-01", "not_as_described": True}
    view = _view("misleading", facts)
    assert view["statement"].strength is Strength.UNPROVED
    assert "screenshot" in str(view["statement"].help)
    assert view["untrue"].strength is Strength.WEAK


def test_a_term_is_proved_by_the_terms_and_its_negotiation_is_the_traders_to_prove() -> None:
    facts = {**EU, "term": "No refunds."}
    terms = (ProvingExhibit("terms", "A", "terms.pdf", proves=("term",)),)
    view = _view("unfair_terms", facts, exhibits=terms)
    assert view["term"].strength is Strength.PROVED
    assert view["negotiated"].burden is Bearer.TRADER


def test_the_bank_has_to_prove_that_a_payment_was_agreed_to() -> None:
    facts = {**EU, "transaction": "unauthorised", "debit_date": "2026-11-10"}
    view = _view("payment", facts)
    assert view["not_agreed"].burden is Bearer.TRADER
    assert view["report"].strength is Strength.UNPROVED


def test_a_refused_deletion_stands_on_the_request() -> None:
    facts = {**EU, "privacy_problem": "erasure_refused", "request_date": "2026-09-01"}
    view = _view("privacy", facts)
    assert "breach" not in view
    assert view["request"].strength is Strength.WEAK
    assert view["answer"].burden is Bearer.TRADER


def test_a_breach_needs_no_request() -> None:
    view = _view("privacy", {**EU, "privacy_problem": "breach", "data": ["address"]})
    assert "request" not in view
    assert view["security"].burden is Bearer.TRADER


def test_what_helps_most_is_what_the_consumer_has_to_prove_and_nothing_shows() -> None:
    best = helps_most(_view("delivery", LATE).values())
    assert best is not None
    assert best.key == "agreed_date"


def test_what_the_trader_has_to_prove_is_looked_for_last() -> None:
    facts = {**LATE, "promised_date": "2026-10-10", "paid": True}
    read = {"order_number": "paper", "promised_date": "paper", "paid": "paper"}
    view = _view("delivery", facts, read=read)
    best = helps_most(view.values())
    assert best is not None
    assert best.key == "not_delivered"


def test_where_all_is_proved_nothing_more_is_asked_for() -> None:
    facts = {**LATE, "promised_date": "2026-10-10", "seller_answer": "will_not_deliver"}
    read = {"order_number": "paper", "promised_date": "paper", "amount": "paper"}
    assert helps_most(_view("delivery", facts, read=read).values()) is None


def test_an_answer_of_i_do_not_know_proves_nothing() -> None:
    outcome = assess("EU", "delivery", EU, TODAY)
    case = CaseFile(
        number="RD-0000-0000",
        today=TODAY,
        claim_types=(ClaimType.DELIVERY,),
        jurisdiction=Jurisdiction.EU,
        facts={"order_date": KnownFact(name="order_date", standing="unknown", exhibit_id="paper")},
        consumer=PartyDetails(name="Sam"),
        trader=PartyDetails(name="Shop"),
    )
    contract = sufficiency(case, outcome, [PAPER])[0]
    assert (contract.key, contract.strength) == ("contract", Strength.UNPROVED)


def test_an_erased_or_infected_exhibit_proves_nothing() -> None:
    kept = [_stored("kept", "clean"), _stored("erased", "clean"), _stored("kept", "infected")]
    assert len(proving(kept)) == 1


def _stored(state: str, scan: str) -> Exhibit:
    return Exhibit(id=f"{state}-{scan}", title="x", state=state, scan=scan, proves=[])


def test_every_kind_of_claim_has_its_elements() -> None:
    assert set(element_rules()) == set(ClaimType)


def _worked_cases() -> Iterator[Any]:
    for path in sorted(SCENARIOS.glob("*.yml")):
        case = read_yaml(path)
        yield pytest.param(case, id=case["id"])


@pytest.mark.parametrize("worked", _worked_cases())
def test_every_worked_case_has_elements_with_a_bearer_and_help(worked: dict[str, Any]) -> None:
    facts = worked["facts"]
    outcome = assess(worked["jurisdiction"], worked["claim_type"], facts, facts["today"])
    case = CaseFile(
        number="RD-0000-0000",
        today=facts["today"],
        claim_types=(ClaimType(worked["claim_type"]),),
        jurisdiction=Jurisdiction(worked["jurisdiction"]),
        facts={name: KnownFact(name=name, value=value) for name, value in facts.items()},
        consumer=PartyDetails(name="Sam"),
        trader=PartyDetails(name="Shop"),
    )
    elements = sufficiency(case, outcome, [])
    assert elements
    for element in elements:
        assert element.strength is Strength.PROVED or element.help
        assert set(element.burden_sentences) <= set(_sentences(outcome.burden_of_proof))


def _sentences(burdens: tuple[str, ...]) -> list[str]:
    return [f"{part.rstrip('.')}." for burden in burdens for part in burden.split(". ")]
