"""Who may have to answer: names only as told, and what is left to find out."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from casework.law.aside import judged_case
from casework.law.aside_checks import check_parties
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.parties import Answers, Party, parties_of, roles

TODAY = date(2026, 11, 24)
HOME = {"EU": "FR", "UK": "GB", "US": "US", "CN": "CN", "JP": "JP", "OECD": "BR"}
NAMES = sorted({fact for role in roles().values() for fact in role.named_by})
TRACES = sorted({lead.fact for role in roles().values() for lead in role.leads})


def parties(law: str = "EU", claim: str = "delivery", **facts: Any) -> dict[str, Party]:
    told = {"consumer_country": HOME[law], "order_date": "2026-10-01", **facts}
    return {party.role: party for party in parties_of(judged_case(law, claim, told, TODAY))}


def test_the_roles_are_clean() -> None:
    assert [str(c) for c in check_parties()] == []


def test_a_card_statement_line_is_a_lead_and_no_name() -> None:
    seller = parties(statement_line="PAYX *SHOP 0123", payment_method="credit_card")["seller"]
    assert seller.name is None
    assert [(lead.fact, lead.value) for lead in seller.leads] == [
        ("statement_line", "PAYX *SHOP 0123")
    ]
    assert any("Ask your bank" in text for text in seller.find_out)


def test_a_web_address_leads_to_the_legal_notice() -> None:
    seller = parties(web_address="https://shop.example")["seller"]
    assert seller.name is None
    assert "legal notice" in seller.leads[0].says


def test_the_name_on_the_receipt_counts_where_no_other_is_known() -> None:
    seller = parties(receipt_name="Example Ltd")["seller"]
    assert (seller.name, seller.named_by) == ("Example Ltd", "receipt_name")


def test_two_names_for_the_seller_are_to_be_cleared_up() -> None:
    seller = parties(seller_name="Shop One", receipt_name="Example Ltd")["seller"]
    assert seller.name == "Shop One"
    assert any("names somebody else" in text for text in seller.find_out)
    agreed = parties(seller_name="Shop One", receipt_name="Shop One")["seller"]
    assert not any("names somebody else" in text for text in agreed.find_out)


def test_a_marketplace_is_asked_who_sold() -> None:
    seller = parties(platform=True)["seller"]
    assert any("Ask the marketplace" in text for text in seller.find_out)
    assert "platform" in parties(platform=True)
    assert "platform" not in parties(platform=False)


def test_whether_a_marketplace_plays_a_part_is_left_open_until_told() -> None:
    marketplace = parties()["platform"]
    assert marketplace.plays is None
    assert marketplace.needs == ("platform",)


def test_who_is_liable_comes_first() -> None:
    found = list(parties(delivered_date=None, promised_date="2026-10-20").values())
    assert found[0].role == "seller"
    assert found[0].answers is Answers.LIABLE


def test_a_known_name_ends_the_search_for_it() -> None:
    searched = set(parties()["seller"].find_out)
    named = set(parties(seller_name="Example Ltd")["seller"].find_out)
    assert named < searched
    assert not any(said.text in named for said in roles()["seller"].find_out)


@settings(max_examples=80, deadline=None)
@given(
    law=st.sampled_from(list(Jurisdiction)),
    claim=st.sampled_from(list(ClaimType)),
    told=st.dictionaries(st.sampled_from([*NAMES, *TRACES]), st.text(max_size=20), max_size=6),
    platform=st.booleans(),
)
def test_no_name_contact_or_lead_is_ever_made_up(
    law: Jurisdiction, claim: ClaimType, told: dict[str, str], platform: bool
) -> None:
    for party in parties(law, claim, platform=platform, **told).values():
        if party.name is None:
            assert party.named_by is None
            assert party.find_out
        else:
            assert party.named_by in NAMES
            assert party.name == told[party.named_by]
        assert party.contact is None
        assert all(lead.value == told[lead.fact] for lead in party.leads)


@settings(max_examples=40, deadline=None)
@given(law=st.sampled_from(list(Jurisdiction)), claim=st.sampled_from(list(ClaimType)))
def test_everybody_whom_the_outcome_holds_liable_is_among_the_parties(
    law: Jurisdiction, claim: ClaimType
) -> None:
    case = judged_case(law, claim, {"consumer_country": HOME[law], "platform": True}, TODAY)
    found = {party.role: party.answers for party in parties_of(case)}
    for who in case.outcome.liable:
        assert found[who] is Answers.LIABLE
    for who in case.outcome.not_liable:
        assert found[who] is Answers.NOT_LIABLE
