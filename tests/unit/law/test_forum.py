"""Which law and which forum: what is said, with what source, and what is left open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.law.aside import judged_case
from casework.law.aside_checks import check_forum
from casework.law.forum import TOPICS, Forum, forum_file, forum_of
from casework.law.outcome import ClaimType, Jurisdiction

TODAY = date(2026, 11, 24)
COUNTRIES = ["DE", "FR", "NO", "GB", "US", "CN", "JP", None]
HOME = {"EU": "FR", "UK": "GB", "US": "US", "CN": "CN", "JP": "JP", "OECD": "BR"}


def forum(law: str, claim: str, **facts: Any) -> Forum:
    return forum_of(judged_case(law, claim, {"consumer_country": HOME[law], **facts}, TODAY))


def ids(found: Forum) -> set[str]:
    return {note.id for _, note in found.notes()}


@pytest.mark.parametrize("law", list(Jurisdiction))
def test_the_notes_on_law_and_forum_are_clean(law: Jurisdiction) -> None:
    assert [str(c) for c in check_forum(law, TODAY)] == []


def test_an_arbitration_clause_counts_for_little_in_britain_and_for_much_in_america() -> None:
    british = forum("UK", "unfair_terms", seller_country="US", term_kinds=["arbitration"])
    assert "unfair" in british.clause[0].says
    assert british.clause[0].limit is not None
    assert british.clause[0].limit.amount == Decimal(5000)
    american = forum("US", "unfair_terms", seller_country="US", term_kinds=["arbitration"])
    assert "usually holds" in american.clause[0].says


def test_without_knowing_whether_the_shop_aims_at_the_country_no_court_is_named() -> None:
    found = forum("EU", "delivery", seller_country="CN")
    assert found.court == found.law == ()
    assert "directs_activity" in found.needs


def test_a_shop_that_aims_at_the_country_is_sued_at_home() -> None:
    found = forum("EU", "delivery", seller_country="CN", directs_activity=True)
    assert ids(found) >= {"EU-FO-LAW-TARGETED", "EU-FO-COURT-TARGETED", "EU-FO-ECONSUMER"}
    assert "EU-FO-ECC" not in ids(found)


def test_norway_is_inside_the_network_and_britain_is_not() -> None:
    assert "EU-FO-ECC" in ids(forum("EU", "delivery", seller_country="NO"))
    assert "EU-FO-ECC" not in ids(forum("EU", "delivery", seller_country="GB"))
    assert "EU-FO-ECONSUMER" in ids(forum("EU", "delivery", seller_country="GB"))


def test_medium_certainty_is_said() -> None:
    found = forum("US", "payment")
    assert any("US-FO-CFPB is of medium certainty" in doubt for doubt in found.doubts)


def test_every_topic_of_the_files_is_shown() -> None:
    for law in Jurisdiction:
        assert {note.topic for note in forum_file(law).notes} <= set(TOPICS)


@settings(max_examples=80, deadline=None)
@given(
    law=st.sampled_from(list(Jurisdiction)),
    claim=st.sampled_from(list(ClaimType)),
    seller=st.sampled_from(COUNTRIES),
    aims=st.sampled_from([True, False, None]),
    terms=st.lists(st.sampled_from(["foreign_court", "foreign_law", "arbitration"]), unique=True),
)
def test_what_is_said_has_a_source_and_never_contradicts_itself(
    law: Jurisdiction, claim: ClaimType, seller: str | None, aims: bool | None, terms: list[str]
) -> None:
    told = {"seller_country": seller, "directs_activity": aims}
    known = {name: value for name, value in told.items() if value is not None}
    found = forum(law, claim, term_kinds=terms, **known)
    assert all(note.cite for _, note in found.notes())
    assert not set(found.needs) & set(known)
    assert len(found.law) <= 1  # one law, or none while it is open
    assert len(found.court) <= 1


@settings(max_examples=40, deadline=None)
@given(seller=st.sampled_from([c for c in COUNTRIES if c]), aims=st.booleans())
def test_with_both_facts_known_law_and_court_are_settled(seller: str, aims: bool) -> None:
    for law in ("EU", "UK", "CN", "JP"):
        found = forum(law, "delivery", seller_country=seller, directs_activity=aims)
        assert len(found.law) == len(found.court) == 1, law
