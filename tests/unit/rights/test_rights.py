"""The five rights: complete in every law, with sources that exist, and certainty that is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casework.law.outcome import ClaimType, Jurisdiction
from casework.rights import Right, RightsFile, place_named, right_named, rights_of, tips, words
from casework.rights.book import next_time
from casework.rights.checks import check_file, check_rights

TODAY = date(2026, 11, 24)
GOOD = {"says": "You owe nothing.", "rule": "EU-MIS-2"}


def complaints(**changed: Any) -> str:
    """Return what the check says of a file of EU rights with one statement changed."""
    body: dict[str, Any] = {
        "jurisdiction": changed.pop("jurisdiction", "EU"),
        "reviewed_on": changed.pop("reviewed_on", "2026-11-24"),
        "review_by": changed.pop("review_by", "2027-05-31"),
        "about": "EU rules.",
        "rights": {right: ({**GOOD, **changed},) for right in Right},
    }
    return "\n".join(str(found) for found in check_file(RightsFile(**body), TODAY))


def test_the_files_are_clean_on_the_day_they_were_checked() -> None:
    assert check_rights(TODAY) == []


@pytest.mark.parametrize("law", list(Jurisdiction))
def test_each_right_is_told_in_each_law_with_a_source(law: Jurisdiction) -> None:
    for right in Right:
        statements = rights_of(law).rights[right]
        assert len(statements) >= 2
        assert all(statement.sources for statement in statements)


def test_a_clean_statement_gets_no_complaint() -> None:
    assert complaints() == ""


def test_an_unknown_citation_is_refused() -> None:
    assert "unknown citation 'Magna Carta'" in complaints(cite="Magna Carta")


def test_an_unknown_rule_is_refused() -> None:
    assert "no rule is called EU-XYZ-9" in complaints(rule="EU-XYZ-9", cite="CRD Art. 6")


def test_a_rule_of_another_law_is_refused() -> None:
    assert "US-WDR-3 is a rule of another body of law" in complaints(rule="US-WDR-3")


def test_what_may_never_be_cited_is_refused() -> None:
    assert "never cite" in complaints(says="Write to the EU ODR platform.")


def test_a_likely_rule_may_not_be_told_as_certain() -> None:
    told = complaints(jurisdiction="UK", rule="UK-MIS-2")
    assert "UK-MIS-2 is of medium certainty" in told
    assert complaints(jurisdiction="UK", rule="UK-MIS-2", certainty="medium") == ""


def test_a_citation_alone_has_to_say_how_certain_it_is() -> None:
    assert "says nothing of its certainty" in complaints(rule=(), cite="CRD Art. 27")
    assert complaints(rule=(), cite="CRD Art. 27", certainty="high") == ""


def test_a_statement_without_any_source_is_no_statement() -> None:
    with pytest.raises(ValueError, match="neither a rule nor a citation"):
        complaints(rule=(), cite=())


def test_a_right_that_is_left_out_is_found() -> None:
    body = {**rights_of(Jurisdiction.EU).model_dump(), "rights": {Right.CHOICE: (GOOD,)}}
    with pytest.raises(ValueError, match="nothing is told of information, security"):
        RightsFile(**body)


def test_files_have_to_be_looked_at_again() -> None:
    assert "past its review date" in complaints(review_by="2026-11-23")
    assert "after today" in complaints(reviewed_on="2026-11-25")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("know your rights: security", Right.SECURITY),
        ("what does FAIR DEALING mean?", Right.FAIR_DEALING),
        ("my right to choose", Right.CHOICE),
        ("what are my rights", None),
        ("information or redress?", None),
    ],
)
def test_a_right_is_known_by_its_name(text: str, right: Right | None) -> None:
    assert right_named(text) is right


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("rights in the EU", Jurisdiction.EU),
        ("what are my rights in Portugal", Jurisdiction.EU),
        ("rights in the UK", Jurisdiction.UK),
        ("rights in the USA", Jurisdiction.US),
        ("rights of buyers in Japan", Jurisdiction.JP),
        ("do I have rights in Brazil", Jurisdiction.OECD),
        ("tell us my rights", None),
        ("France or Japan", None),
    ],
)
def test_a_place_is_known_by_its_country(text: str, place: Jurisdiction | None) -> None:
    assert place_named(text) is place


def test_every_law_and_certainty_has_its_words() -> None:
    assert set(words().places) == set(Jurisdiction)
    assert set(words().rights) == set(words().said) == set(Right)


@pytest.mark.parametrize("claim", list(ClaimType))
def test_each_kind_of_claim_has_tips_for_next_time(claim: ClaimType) -> None:
    assert len(tips((claim.value,))) == 3


def test_two_claims_do_not_repeat_a_tip() -> None:
    told = tips(("delivery", "conformity"), most=9)
    assert len(told) == len(set(told)) == 5


def test_every_tip_is_given_for_some_claim() -> None:
    assert {name for names in next_time().claims.values() for name in names} == set(
        next_time().tips
    )


def test_a_claim_of_no_known_kind_has_no_tips() -> None:
    assert tips(("other",)) == []
