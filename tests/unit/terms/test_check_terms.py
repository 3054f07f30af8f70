"""Single clauses: what clears a sentence, what softens it, and what a case gets from it."""

from __future__ import annotations

from datetime import date

import pytest

from casework.law import assess
from casework.law.outcome import Jurisdiction, Verdict
from casework.terms import Listing, TermsReport, check_terms


def found(text: str, law: str = "UK") -> dict[str, str]:
    return {f.kind: f.listing.value for f in check_terms(text, law).findings}


def test_one_clause_is_enough() -> None:
    assert found("Sale items cannot be returned.") == {"no_returns": "black"}


@pytest.mark.parametrize(
    "fair",
    [
        "Nothing in these terms excludes our liability for death or injury.",
        "We do not exclude or limit our liability for defective goods.",
        "Sale items cannot be returned unless they are faulty.",
        "Sale items cannot be returned. Your statutory rights are not affected.",
        "You may cancel at any time for any reason.",
        "We may change our prices at any time, but not for orders you have already placed.",
        "Risk passes to you when you receive the goods.",
        "Interest on late payments is charged at the statutory rate.",
        "You may return faulty items at our expense.",
        "We do not guarantee that our website will be free from errors.",
        "The right to cancel does not apply to software that you have unsealed.",
        "Neither you nor we are responsible for events that neither of us could prevent.",
        "We cannot accept returns later than 30 days after delivery.",
        "We are not responsible for customs charges.",
    ],
)
def test_a_clause_that_keeps_the_rights_is_left_alone(fair: str) -> None:
    assert found(fair) == {}


def test_what_comes_after_a_carve_out_is_still_read() -> None:
    text = "We do not exclude liability for fraud, but we accept no liability for injury."
    assert found(text) == {"excludes_injury": "black"}


def test_a_term_that_stops_where_the_law_forbids_it_only_may_be_unfair() -> None:
    text = "To the extent permitted by law, we accept no liability for injury."
    assert found(text, "UK") == {"excludes_injury": "grey"}


def test_in_japan_such_words_do_not_save_a_cap_on_liability() -> None:
    text = "To the extent permitted by law, our liability is limited to 10,000 yen."
    assert found(text, "JP") == {"limits_liability": "black"}


def test_a_savings_clause_elsewhere_is_shown_beside_the_findings() -> None:
    page = "No refunds on faulty goods.\n\nNothing in these terms limits your statutory rights."
    report = check_terms(page, "UK")
    assert [f.listing for f in report.findings] == [Listing.BLACK]
    assert [c.quote for c in report.carve_outs] == [page.split("\n\n")[1]]


def test_a_list_item_is_read_with_the_words_that_open_the_list() -> None:
    page = "We are not liable for:\n(a) injury to customers;\n(b) delays beyond our control."
    (finding,) = check_terms(page, "UK").findings
    assert finding.kind == "excludes_injury"
    assert finding.quote == "(a) injury to customers;"
    assert finding.lead is not None
    assert finding.lead.quote == "We are not liable for:"


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("14.6% per year", {}),
        ("14.7% per year", {"late_charge": "black"}),
        ("2% per month", {"late_charge": "black"}),
        ("1% a month", {}),
    ],
)
def test_in_japan_a_late_charge_is_void_only_above_the_limit(
    rate: str, expected: dict[str, str]
) -> None:
    assert found(f"Late payments bear interest at {rate}.", "JP") == expected


def test_a_late_charge_without_a_rate_is_grey_in_japan() -> None:
    assert found("A late fee is charged.", "JP") == {"late_charge": "grey"}


def test_a_court_is_far_or_near_according_to_where_the_law_applies() -> None:
    clause = "The courts of England have exclusive jurisdiction."
    assert found(clause, "UK") == {}
    assert found(clause, "EU") == {"foreign_court": "grey"}
    assert found(clause, "JP") == {"foreign_court": "black"}


def test_a_law_is_foreign_or_not_according_to_where_the_law_applies() -> None:
    clause = "These terms are governed by the laws of the State of California."
    assert found(clause, "US") == {}
    assert found(clause, "EU") == {"foreign_law": "grey"}


def test_soft_law_calls_nothing_void() -> None:
    report = check_terms("We accept no liability for injury.", "OECD")
    assert [f.listing for f in report.findings] == [Listing.GREY]
    assert any("soft law" in note for note in report.notes)


def test_a_country_with_a_list_of_its_own_is_named() -> None:
    notes = check_terms("No refunds.", "EU", country="de").notes
    assert any("BGB" in note for note in notes)
    assert not any("BGB" in note for note in check_terms("No refunds.", "EU", "FR").notes)


def test_a_text_in_another_script_is_said_to_be_unread() -> None:
    assert any("script" in note for note in check_terms("本店拥有最终解释权。", "CN").notes)


def test_nothing_found_is_no_clean_bill() -> None:
    report = check_terms("We deliver on Mondays.", "EU")
    assert report.findings == ()
    assert report.facts() == {}
    assert any("can be unfair too" in note for note in report.notes)


def the_report() -> TermsReport:
    page = "1. We may change prices at any time without notice.\n\n2. All sales are final."
    return check_terms(page, "EU")


def test_the_facts_of_a_case_name_the_void_kinds_first_and_quote_them() -> None:
    assert the_report().facts() == {
        "claim_type": "unfair_terms",
        "term_kinds": ["no_returns", "unilateral_change"],
        "term": "2. All sales are final.",
    }


def test_the_engine_takes_the_facts_as_they_are() -> None:
    told = {"consumer_country": "DE", "seller_country": "DE", "order_date": "2026-10-01"}
    facts = {**told, **the_report().facts()}
    outcome = assess(Jurisdiction.EU, facts.pop("claim_type"), facts, date(2026, 11, 24))
    assert outcome.outcome is Verdict.CLAIM_VALID_NOW
    assert "EU-UTR-2" in outcome.rules


def test_a_late_rate_becomes_a_fact_that_decides_in_japan() -> None:
    report = check_terms("Late payments bear interest at 20% per annum.", "JP")
    told = {"consumer_country": "JP", "seller_country": "JP", "order_date": "2026-10-01"}
    facts = {**told, **report.facts()}
    outcome = assess(Jurisdiction.JP, facts.pop("claim_type"), facts, date(2026, 11, 24))
    assert facts["late_charge_rate"] == 20
    assert outcome.outcome is Verdict.CLAIM_VALID_NOW
