"""Single clauses, fair and unfair, in many wordings."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from casework.law.outcome import Jurisdiction
from casework.terms import check_terms

CLAUSES = yaml.safe_load(Path(__file__).with_name("single_clauses.yml").read_text("utf-8"))
UNFAIR = [(kind, clause) for kind, clauses in CLAUSES["unfair"].items() for clause in clauses]
LAWS = [law for law in Jurisdiction if law is not Jurisdiction.OECD]


def kinds_in(clause: str) -> set[str]:
    return {finding.kind for law in LAWS for finding in check_terms(clause, law).findings}


@pytest.mark.parametrize("clause", CLAUSES["fair"])
def test_a_fair_clause_is_left_alone_in_every_country(clause: str) -> None:
    assert kinds_in(clause) == set()


@pytest.mark.parametrize(("kind", "clause"), UNFAIR)
def test_an_unfair_clause_is_known_by_what_it_does(kind: str, clause: str) -> None:
    assert kind in kinds_in(clause)


def test_a_fee_for_cancelling_may_be_unfair_in_the_eu() -> None:
    clause = "If you cancel you must pay a fee of 99 euros"
    (finding,) = check_terms(clause, Jurisdiction.EU).findings
    assert finding.kind == "cancellation_charge"
    assert finding.quote == clause
    assert "may be unfair" in finding.explanation
