"""Worked cases: each file in ``scenarios/`` is a story of facts and the whole answer of the law.

They run for every jurisdiction that has a pack for the claim; the answer is compared exactly.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import app
from casework.facts.yamlfile import read_yaml
from casework.law import assess
from casework.law.outcome import ClaimType, Jurisdiction, Outcome
from casework.law.packs import packs_of

FOLDER = Path(__file__).with_name("scenarios")


def _cases() -> list[Any]:
    cases = [read_yaml(path) for path in sorted(FOLDER.glob("*.yml"))]
    return [pytest.param(case, id=case["id"]) for case in cases if _has_pack(case)]


def _has_pack(case: dict[str, Any]) -> bool:
    packs = packs_of(Jurisdiction(case["jurisdiction"]))
    return any(pack.claim_type is ClaimType(case["claim_type"]) for pack in packs)


def _outcome(case: dict[str, Any]) -> Outcome:
    return assess(case["jurisdiction"], case["claim_type"], case["facts"], case["facts"]["today"])


@pytest.mark.parametrize("case", _cases())
def test_a_worked_case_comes_out_as_told(case: dict[str, Any]) -> None:
    outcome, expected = _outcome(case), case["expected"]
    assert outcome.outcome == expected["outcome"]
    assert sorted(outcome.rules) == sorted(expected["rules"])
    assert _remedies(outcome) == {
        (r["order"], r["remedy"], r["available"]) for r in expected["remedies"]
    }
    assert set(outcome.liable) == set(expected["liable"])
    assert set(expected.get("not_liable", [])) <= set(outcome.not_liable)


@pytest.mark.parametrize("case", _cases())
def test_a_worked_case_has_these_dates_and_no_others(case: dict[str, Any]) -> None:
    found = {d.name: d.date for d in _outcome(case).deadlines}
    expected = {d["name"]: d for d in case["expected"]["deadlines"]}
    assert set(found) == set(expected)
    for name, told in expected.items():
        assert _near(found[name], told["date"], told.get("tolerance_days", 0)), name


@pytest.mark.parametrize("case", _cases())
def test_a_worked_case_has_these_amounts(case: dict[str, Any]) -> None:
    amounts = _outcome(case).amounts
    for name, value in case["expected"].get("amounts", {}).items():
        wanted = value if isinstance(value, str) else Decimal(str(value))
        assert amounts[name] == wanted, name


@pytest.mark.parametrize("case", _cases())
def test_every_date_of_a_worked_case_explains_itself(case: dict[str, Any]) -> None:
    for due in _outcome(case).deadlines:
        assert due.basis
        assert due.computation.start_event
        assert due.computation.counted
        assert due.computation.rule_id != "shared"


@pytest.mark.parametrize("case", _cases())
def test_a_worked_case_comes_out_alike_through_the_command(
    case: dict[str, Any], tmp_path: Path
) -> None:
    keys = ("jurisdiction", "claim_type", "facts")
    file = tmp_path / "facts.yaml"
    file.write_text(yaml.safe_dump({key: case[key] for key in keys}), "utf-8")
    printed = CliRunner().invoke(app, ["law", "assess", str(file), "--json"])
    assert printed.exit_code == 0, printed.output
    told, outcome = json.loads(printed.stdout), _outcome(case)
    plain = json.loads(outcome.model_dump_json(exclude={"amounts"}))  # printed as numbers
    assert {key: told[key] for key in plain} == plain


def _remedies(outcome: Outcome) -> set[tuple[int, str, str]]:
    return {(r.order, r.remedy, str(r.available)) for r in outcome.remedies}


def _near(found: date, wanted: date, tolerance: int) -> bool:
    return abs(found - wanted) <= timedelta(days=tolerance)
