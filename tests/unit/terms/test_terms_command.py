"""``redress law terms``: what a person at the keyboard gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands.law import app

PAGE = "1. All sales are final.\n2. We may change prices at any time without notice.\n"


def run(*words: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["terms", *words], input=stdin)


def page(folder: Path, data: bytes = PAGE.encode()) -> str:
    path = folder / "terms.txt"
    path.write_bytes(data)
    return str(path)


def test_terms_are_marked_for_people(tmp_path: Path) -> None:
    result = run(page(tmp_path), "--jurisdiction", "EU")
    assert result.exit_code == 0
    for words in ("NOT BINDING: no_returns", "“1. All sales are final.”", "CRD Art. 25"):
        assert words in result.stdout
    assert "MAY BE UNFAIR: unilateral_change" in result.stdout


def test_terms_as_json_hold_the_quotes_and_the_facts_of_a_case(tmp_path: Path) -> None:
    report = json.loads(run(page(tmp_path), "--jurisdiction", "UK", "--json").stdout)
    first = report["findings"][0]
    assert PAGE[first["start"] : first["end"]] == first["quote"]
    assert (first["listing"], first["rule_id"]) == ("black", "UK-UTR-2")
    assert report["facts"]["term_kinds"] == ["no_returns", "unilateral_change"]


def test_terms_can_come_from_standard_input() -> None:
    assert "no_returns" in run("-", "--jurisdiction", "JP", stdin=PAGE).stdout


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "terms_empty"),
        (b"\x89PNG\r\n\x1a\n", "terms_not_text"),
        (b"a" * 200_001, "terms_too_long"),
    ],
)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, data: bytes, code: str) -> None:
    result = run(page(tmp_path, data), "--jurisdiction", "EU")
    assert result.exit_code == 2
    assert code in result.stderr
    assert result.stdout == ""


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.txt"), "--jurisdiction", "EU")
    assert result.exit_code == 2
    assert "none.txt" in result.stderr
