"""The packs are clean, and the check sees what is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.law import packs as packs_module
from casework.law.checks import check_all, check_jurisdiction_packs, citations
from casework.law.coverage import coverage_table
from casework.law.facts_page import facts_page
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.packs import PackError, book_of, jurisdictions, packs_of, vocabulary
from casework.law.schema import Certainty, Rule

DOCS = Path(__file__).parents[3] / "docs"
DAY = date(2026, 11, 24)
ANSWERED = [j for j in Jurisdiction if packs_of(j) and not jurisdictions()[j].fallback]
ALL_RULES = [rule for j in Jurisdiction for pack in packs_of(j) for rule in pack.rules]


@pytest.fixture
def own_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let the engine read packs from an empty folder, where a test writes its own."""
    for name in ("conventions.yml", "jurisdictions.yml", "vocabulary.yml", "citations.yml"):
        (tmp_path / name).write_text((packs_module.PACKS / name).read_text("utf-8"), "utf-8")
    (tmp_path / "eu").mkdir()
    monkeypatch.setattr(packs_module, "PACKS", tmp_path)
    _forget()
    yield tmp_path / "eu"
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for cached in (packs_of, book_of, jurisdictions, vocabulary):
        cached.cache_clear()


def a_rule(**changes: Any) -> dict[str, Any]:
    rule = {
        "id": "EU-DEL-1",
        "title": "A rule",
        "cite": "CRD Art. 18(1)",
        "status": "V1",
        "certainty": "high",
        "in_force": {"from": "2014-06-13"},
        "says": "A rule.",
        "remedies": [{"remedy": "repair", "order": 1, "available": [{"is": "now"}]}],
        "tests": [{"name": "it applies", "facts": {}, "expect": {"remedies": {"repair": "now"}}}],
    }
    return {**rule, **changes}


def complaints_about(folder: Path, *rules: dict[str, Any], **pack: Any) -> str:
    body = {
        "jurisdiction": "EU",
        "claim_type": "delivery",
        "reviewed_on": "2026-11-01",
        "review_by": "2027-05-01",
        "rules": list(rules),
        **pack,
    }
    (folder / "delivery.yml").write_text(yaml.safe_dump(body), "utf-8")
    _forget()
    return "\n".join(str(c) for c in check_jurisdiction_packs(Jurisdiction.EU, DAY))


def test_the_packs_are_clean() -> None:
    assert [str(c) for c in check_all(DAY)] == []


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_a_rule_is_whole(rule: Rule) -> None:
    assert rule.tests
    assert rule.in_force.start is not None or rule.in_force.end is not None
    medium = "KM" in rule.status and not any(s in rule.status for s in ("V1", "V2", "KH"))
    assert not (medium and rule.certainty is Certainty.HIGH)


def test_a_clean_pack_has_no_complaints(own_packs: Path) -> None:
    assert complaints_about(own_packs, a_rule()) == ""


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"cite": "Some Act s.1"}, "unknown citation 'Some Act s.1'"),
        ({"cite": "Reg. (EU) 524/2013"}, "never cite"),
        ({"says": "Go to https://ec.europa.eu/consumers/odr now."}, "never cite"),
        (
            {"when": "promissed_date > today"},
            "no fact, definition or date is called promissed_date",
        ),
        ({"when": "seller_answer == 'says no'"}, "seller_answer is never 'says no'"),
        ({"liable": "santa"}, "unknown party santa"),
        (
            {"remedies": [{"remedy": "a hug", "order": 1, "available": [{"is": "now"}]}]},
            "unknown remedy a hug",
        ),
        (
            {"dates": [{"name": "doomsday", "from": "today", "basis": "contract"}]},
            "unknown deadline name doomsday",
        ),
        (
            {"tests": [{"name": "wrong", "facts": {}, "expect": {"remedies": {"repair": "no"}}}]},
            "remedy repair: wanted no, found now",
        ),
        (
            {"tests": [{"name": "wrong", "facts": {}, "expect": {"outcome": "no_right"}}]},
            "outcome: wanted no_right, found claim_valid_now",
        ),
        (
            {"tests": [{"name": "wrong", "applies": False, "facts": {}}]},
            "applies: True, not False",
        ),
        (
            {"tests": [{"name": "bad", "facts": {"amount": 0, "currency": "EUR"}}]},
            "amount_not_positive",
        ),
        ({"reviewed_on": "2026-12-24"}, "reviewed on 2026-12-24, which is after today"),
        ({"when": "a ="}, "cannot read"),
        ({"tests": []}, "tests"),
        ({"cite": []}, "cite"),
        ({"certainty": "sure"}, "certainty"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_a_mistake_in_a_pack_is_named(
    own_packs: Path, changes: dict[str, Any], complaint: str
) -> None:
    assert complaint in complaints_about(own_packs, a_rule(**changes))


def test_a_rule_past_its_review_date_is_flagged(own_packs: Path) -> None:
    assert "past its review date" in complaints_about(own_packs, a_rule(), review_by="2026-11-23")


def test_a_rule_written_twice_is_flagged(own_packs: Path) -> None:
    assert "EU-DEL-1 is written twice" in complaints_about(own_packs, a_rule(), a_rule())


def test_a_definition_must_not_hide_a_fact(own_packs: Path) -> None:
    found = complaints_about(own_packs, a_rule(), define={"amount": "1"})
    assert "amount is already a fact" in found


def test_a_file_that_is_no_pack_is_named(own_packs: Path) -> None:
    (own_packs / "broken.yml").write_text("a: [", "utf-8")
    _forget()
    with pytest.raises(PackError, match=r"eu/broken\.yml"):
        packs_of(Jurisdiction.EU)
    assert check_jurisdiction_packs(Jurisdiction.EU, DAY)


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        ("Reg. (EU) 524/2013 Art. 2", True),
        ("the EU ODR platform", True),
        ("ADR Regulations 2015", True),
        ("SI 2015/542", True),
        ("CPRs 2008 reg 5", True),
        ("CPRs 2008 Part 4A regs 27A-27L (saved)", False),
        ("SAMR Order 20 Art. 12", True),
        ("SAMR Order 121", False),
        ("Anti-Unfair Competition Law Art. 8", True),
        ("Anti-Unfair Competition Law (2025) Art. 9", False),
        ("the FTC click-to-cancel rule", True),
        ("CRD Art. 9", False),
    ],
)
def test_what_is_no_longer_law_is_never_cited(text: str, forbidden: bool) -> None:
    import re

    hits = [entry for entry in citations()["never"] if re.search(entry["pattern"], text)]
    assert bool(hits) is forbidden


def test_the_page_of_facts_is_up_to_date() -> None:
    assert (DOCS / "law-facts.md").read_text("utf-8") == facts_page()


def test_the_table_in_the_docs_is_up_to_date() -> None:
    assert coverage_table() in (DOCS / "law.md").read_text("utf-8")


@pytest.mark.parametrize("claim", list(ClaimType))
@pytest.mark.parametrize("jurisdiction", ANSWERED)
def test_each_kind_of_claim_has_two_tests_at_least(
    jurisdiction: Jurisdiction, claim: ClaimType
) -> None:
    rules = book_of(jurisdiction, claim).rules
    tests = [t for r in rules for t in r.tests if (t.claim or (*r.claims, claim)[0]) is claim]
    assert len(tests) >= 2
