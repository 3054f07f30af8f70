"""``redress law``: what a person at the keyboard gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar
from typer.testing import CliRunner, Result

from bot.commands.law import app

SCENARIOS = Path(__file__).with_name("scenarios")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def facts_file(folder: Path, text: str) -> str:
    path = folder / "facts.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_assess_prints_the_outcome_as_json() -> None:
    result = run("assess", str(SCENARIOS / "EU-S02.yml"), "--json")
    assert result.exit_code == 0
    outcome = json.loads(result.stdout)
    assert outcome["outcome"] == "claim_valid_now"
    assert outcome["rules"] == ["EU-DEL-1"]
    assert outcome["amounts"] == {"refund": 890}
    assert outcome["deadlines"][1]["date"] == "2026-11-21"
    assert outcome["deadlines"][1]["computation"]["counted"]


def test_assess_prints_the_outcome_for_people() -> None:
    result = run("assess", str(SCENARIOS / "UK-S01.yml"))
    assert result.exit_code == 0
    for word in ("claim_valid_now", "cancel_refund", "UK-DEL-1", "2026-11-19", "doubt:"):
        assert word in result.stdout


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("claim_type: delivery\nfacts: {}", "jurisdiction"),
        ("jurisdiction: EU\nfacts: {}", "claim_type"),
        ("jurisdiction: [EU, UK]\nclaim_type: delivery\nfacts: {}", "jurisdiction"),
        ("jurisdiction: EU\nclaim_type: delivery\nfacts: {oder_date: 2026-01-01}", "oder_date"),
        ("jurisdiction: EU\nclaim_type: delivery\nfacts: {today: soon}", "today"),
        ("jurisdiction: EU\nclaim_type: delivery\nfacts: {amount: 0, currency: EUR}", "amount"),
        ("jurisdiction: EU\nclaim_type: delivery\nfacts: {amount: 10}", "currency"),
        ("jurisdiction: EU\nclaim_type: delivery\nfacts: []", "facts"),
        ("- 1", "facts.yaml"),
        ("a: [", "facts.yaml"),
    ],
)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, text: str, named: str) -> None:
    result = run("assess", facts_file(tmp_path, text), "--json")
    assert result.exit_code == 2
    assert named in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_facts_may_stand_at_the_top(tmp_path: Path) -> None:
    text = "jurisdiction: EU\nclaim_type: delivery\ntoday: 2026-11-23\norder_date: 2026-11-01\n"
    result = run("assess", facts_file(tmp_path, text), "--json")
    assert json.loads(result.stdout)["deadlines"][0]["date"] == "2026-12-01"


def test_explain_names_the_source_and_how_far_it_was_verified() -> None:
    result = run("explain", "EU-DEL-1")
    assert result.exit_code == 0
    for word in ("CRD Art. 18", "in force: from 2014-06-13", "high certainty"):
        assert word in result.stdout


def test_an_unknown_rule_is_said_to_be_unknown() -> None:
    result = run("explain", "EU-XXX-1")
    assert result.exit_code == 2
    assert "EU-XXX-1" in result.stderr


def test_check_is_clean_today_and_complains_when_reviews_are_due() -> None:
    assert run("check", "--on", "2026-11-24").exit_code == 0
    late = run("check", "--on", "2030-01-01")
    assert late.exit_code == 1
    assert "past its review date" in late.stderr


def test_table_and_facts_are_markdown() -> None:
    assert run("table").stdout.startswith("| claim | EU |")
    assert run("facts").stdout.startswith("# Facts")


def test_assess_also_says_who_is_who_and_which_law_and_forum() -> None:
    told = json.loads(run("assess", str(SCENARIOS / "EU-S02.yml"), "--json").stdout)
    assert told["forum"]["jurisdiction"] == "EU"
    assert "seller" in {party["role"] for party in told["parties"]}
    text = run("assess", str(SCENARIOS / "EU-S02.yml")).stdout
    assert "law and forum" in text
    assert "to find out" in text


def test_routes_are_listed_with_their_last_day(tmp_path: Path) -> None:
    text = """
jurisdiction: US
claim_type: payment
facts: {today: 2026-11-24, consumer_state: IL, order_date: 2026-09-18, promised_date: 2026-10-01,
  delivered_date: null, statement_sent_date: 2026-10-05, amount: 540, currency: USD,
  payment_method: credit_card}
"""
    path = facts_file(tmp_path, text)
    plan = json.loads(run("routes", path, "--json").stdout)
    assert plan["routes"][0]["id"] == "US-RT-BILLING-ERROR"
    assert plan["routes"][0]["expires"]["date"] == "2026-12-04"
    shown = run("routes", path)
    assert shown.exit_code == 0
    for word in ("2026-12-04", "2027-01-16 (?)", "US-RT-TRADER closes", "doubt:"):
        assert word in shown.stdout


@pytest.mark.parametrize("command", ["routes", "calendar"])
def test_routes_and_calendar_refuse_bad_facts_by_name(tmp_path: Path, command: str) -> None:
    text = "jurisdiction: EU\nclaim_type: delivery\nfacts: {amount: 0, currency: EUR}"
    result = run(command, facts_file(tmp_path, text))
    assert result.exit_code == 2
    assert "amount" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_the_calendar_is_a_file_that_calendars_read(tmp_path: Path) -> None:
    result = run("calendar", str(SCENARIOS / "EU-S02.yml"), "--case", "RD-1234-5678")
    assert result.exit_code == 0
    calendar = Calendar.from_ical(result.stdout_bytes)
    days = [str(event.decoded("dtstart")) for event in calendar.walk("VEVENT")]
    assert "2026-11-21" in days
