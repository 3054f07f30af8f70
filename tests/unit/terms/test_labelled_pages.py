"""Pages of terms, every clause labelled: what is found, and what is never said."""

from __future__ import annotations

import pytest

from casework.law.outcome import Jurisdiction
from casework.terms import Finding, Listing, check_terms
from tests.unit.terms.labelled import DEPENDS_ON_PLACE, UNSEEN, Page, kinds_found, pages, score

# What the law calls void or not binding without more, written again from the law and not from the
# lists: the kinds that may be called "not binding", and no others.
VOID: dict[Jurisdiction, set[str]] = {
    Jurisdiction.EU: {
        "no_returns", "excludes_conformity", "limits_remedies", "as_is", "early_delivery_risk",
        "signing_is_acceptance",
    },
    Jurisdiction.UK: {
        "no_returns", "excludes_conformity", "limits_remedies", "as_is", "early_delivery_risk",
        "signing_is_acceptance", "excludes_injury",
    },
    Jurisdiction.US: {"review_ban"},
    Jurisdiction.CN: {
        "signing_is_acceptance", "final_interpretation", "liability_on_merchants", "bars_action",
        "excludes_injury", "contract_on_dispatch", "excludes_conformity", "as_is",
    },
    Jurisdiction.JP: {
        "excludes_liability", "limits_liability", "own_decision", "waives_rescission",
        "excludes_injury", "excludes_conformity", "as_is", "foreign_court", "late_charge",
    },
    Jurisdiction.OECD: set(),
}  # fmt: skip
STILL_VOID = {(Jurisdiction.JP, "limits_liability"), (Jurisdiction.US, "review_ban")}
ALL_PAGES = (*pages(), *pages(UNSEEN))
PAIRS = [(page, law) for page in pages() for law in Jurisdiction]
ALL_PAIRS = [(page, law) for page in ALL_PAGES for law in Jurisdiction]


def name(value: Page | Jurisdiction) -> str:
    return value.name if isinstance(value, Page) else str(value)


def findings(page: Page, law: Jurisdiction) -> tuple[Finding, ...]:
    return check_terms(page.text, law).findings


def test_the_pages_are_many_and_a_third_of_their_clauses_is_fair() -> None:
    clauses = [clause for page in ALL_PAGES for clause in page.clauses]
    assert len(pages()) >= 16
    assert len(pages(UNSEEN)) >= 4
    assert len(clauses) >= 440
    assert sum(1 for clause in clauses if not clause.kinds) >= len(clauses) // 3
    assert {page.jurisdiction for page in pages()} == set(Jurisdiction) - {Jurisdiction.OECD}


def test_what_is_found_is_right_nine_times_in_ten() -> None:
    assert score(pages()).precision >= 0.9


def test_every_labelled_clause_is_found() -> None:
    assert score(pages()).missed == []


def test_what_is_called_void_on_pages_kept_back_is_right_nine_times_in_ten() -> None:
    assert score(pages(UNSEEN), VOID).precision >= 0.9


def test_four_in_five_void_terms_are_found_on_pages_kept_back() -> None:
    assert score(pages(UNSEEN), VOID).recall >= 0.8


def test_on_pages_kept_back_nine_findings_in_ten_are_right_and_three_terms_in_four_found() -> None:
    found = score(pages(UNSEEN))
    assert found.precision >= 0.9
    assert found.recall >= 0.75


@pytest.mark.parametrize(("page", "law"), PAIRS, ids=name)
def test_every_clause_that_the_law_calls_void_is_called_not_binding(
    page: Page, law: Jurisdiction
) -> None:
    found = {
        (page.clause_at(f.start), f.kind)
        for f in findings(page, law)
        if f.listing is Listing.BLACK or f.softened
    }
    wanted = {
        (clause, kind)
        for clause in page.clauses
        for kind in clause.kinds & VOID[law]
        if kind not in DEPENDS_ON_PLACE or law is page.jurisdiction
    }
    # A rate of interest that Japan allows is none of its black list.
    wanted = {(c, k) for c, k in wanted if k != "late_charge" or law is page.jurisdiction}
    assert wanted - found == set()


@pytest.mark.parametrize(("page", "law"), ALL_PAIRS, ids=name)
def test_no_grey_term_is_called_void(page: Page, law: Jurisdiction) -> None:
    for finding in findings(page, law):
        void = "not binding" in finding.explanation
        assert void is (finding.listing is Listing.BLACK)
        if void:
            assert finding.kind in VOID[law]
            assert (law, finding.kind) in STILL_VOID or not finding.softened
        else:
            assert "may be unfair" in finding.explanation


@pytest.mark.parametrize("page", ALL_PAGES, ids=name)
def test_nothing_fair_is_called_void(page: Page) -> None:
    for clause, kinds in kinds_found(page, findings(page, page.jurisdiction)).items():
        assert not kinds & VOID[page.jurisdiction] or clause.kinds


@pytest.mark.parametrize("page", ALL_PAGES, ids=name)
def test_a_term_that_stops_where_the_law_forbids_it_is_softened(page: Page) -> None:
    for finding in findings(page, page.jurisdiction):
        assert finding.softened is page.clause_at(finding.start).softened


@pytest.mark.parametrize("page", ALL_PAGES, ids=name)
def test_each_quote_is_verbatim_and_within_its_clause(page: Page) -> None:
    for finding in findings(page, page.jurisdiction):
        assert page.text[finding.start : finding.end] == finding.quote
        assert finding.end <= page.clause_at(finding.start).end
        if finding.lead is not None:
            assert page.text[finding.lead.start : finding.lead.end] == finding.lead.quote


@pytest.mark.parametrize("page", ALL_PAGES, ids=name)
def test_capitals_curly_quotes_and_line_ends_change_nothing(page: Page) -> None:
    kinds = [f.kind for f in findings(page, page.jurisdiction)]
    for text in (
        page.text.upper(),
        page.text.replace("'", "\u2019").replace(" ", "\u00a0"),
        page.text.replace("\n", "\r\n"),
    ):
        other = check_terms(text, page.jurisdiction).findings
        assert [f.kind for f in other] == kinds
        assert all(text[f.start : f.end] == f.quote for f in other)
