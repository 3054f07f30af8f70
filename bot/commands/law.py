"""``redress law``: assess a case, explain a rule, check the packs, show what they cover."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.console import Console
from rich.table import Table

from bot.commands.law_routes import forum_as_text, parties_as_text, plan_as_text
from bot.commands.terms import terms_command
from casework.clock import system_clock
from casework.clock import today as clock_today
from casework.facts.values import unknown_names
from casework.facts.yamlfile import read_yaml
from casework.law import FactError, explain
from casework.law.aside import JudgedCase, judged_case
from casework.law.calendar_file import calendar_file, entries_of
from casework.law.checks import check_all
from casework.law.coverage import coverage_table
from casework.law.facts_page import facts_page
from casework.law.forum import forum_of
from casework.law.outcome import Outcome
from casework.law.parties import parties_of
from casework.law.routes import plan_routes
from casework.law.schema import Rule
from casework.rights.checks import check_rights
from casework.terms.checks import check_lists

app = typer.Typer(help="The law: assess a case, explain a rule, check the packs.")
app.command("terms")(terms_command)

FactsFile = Annotated[Path, typer.Argument(metavar="FACTS.yaml", exists=True, dir_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="print the whole outcome as JSON")]
OnDay = Annotated[str, typer.Option(help="day of the check, like 2026-11-23; today if left out")]

_ALSO = ("jurisdiction", "claim_type", "today")


@app.command("assess")
def assess_command(
    facts_file: Annotated[Path, typer.Argument(metavar="FACTS.yaml", exists=True, dir_okay=False)],
    as_json: Annotated[
        bool, typer.Option("--json", help="print the whole outcome as JSON")
    ] = False,
) -> None:
    """Say what the law gives for the facts in a YAML file."""
    case = _case_in(facts_file)
    forum, parties = forum_of(case), parties_of(case)
    if as_json:
        told = {"forum": forum.model_dump(), "parties": [party.model_dump() for party in parties]}
        typer.echo(_json_of({**case.outcome.model_dump(), **told}))
        return
    typer.echo(_as_text(case.outcome))
    typer.echo(parties_as_text(parties))
    typer.echo(forum_as_text(forum))


@app.command("routes")
def routes_command(
    facts_file: Annotated[Path, typer.Argument(metavar="FACTS.yaml", exists=True, dir_okay=False)],
    as_json: Annotated[bool, typer.Option("--json", help="print the whole plan as JSON")] = False,
) -> None:
    """List the open ways to get redress; what expires first is at the top."""
    plan = plan_routes(_case_in(facts_file))
    typer.echo(_json_of(plan.model_dump()) if as_json else plan_as_text(plan))


@app.command("calendar")
def calendar_command(
    facts_file: Annotated[Path, typer.Argument(metavar="FACTS.yaml", exists=True, dir_okay=False)],
    case: Annotated[
        str, typer.Option(help="number of the case; the order number or file name if left out")
    ] = "",
) -> None:
    """Print the deadlines as a calendar file (.ics)."""
    judged = _case_in(facts_file)
    key = case or judged.facts.get("order_number") or facts_file.stem
    data = calendar_file(entries_of(judged.outcome), case_key=key, stamp=system_clock())
    typer.echo(data, nl=False)


@app.command("explain")
def explain_command(rule_id: str) -> None:
    """Print a rule: what it says, its source, and how far that was verified."""
    try:
        rule = explain(rule_id)
    except KeyError:
        typer.echo(f"No rule is called {rule_id}.", err=True)
        raise typer.Exit(2) from None
    typer.echo(_rule_as_text(rule))


@app.command("check")
def check_command(
    on: Annotated[
        str, typer.Option(help="day of the check, like 2026-11-23; today if left out")
    ] = "",
) -> None:
    """Check packs, lists and rights: shape, words, citations, review dates, each rule's tests."""
    day = date.fromisoformat(on) if on else clock_today()
    complaints = [*check_all(day), *check_lists(day), *check_rights(day)]
    for complaint in complaints:
        typer.echo(str(complaint), err=True)
    if complaints:
        raise typer.Exit(1)
    typer.echo("The packs are clean.")


@app.command("facts")
def facts_command() -> None:
    """Print the page of facts: name, type, meaning and the rules that read each."""
    typer.echo(facts_page(), nl=False)


@app.command("table")
def table_command() -> None:
    """Print which kinds of claim are answered where, with the number of rules and tests."""
    typer.echo(coverage_table())


def _read_facts(path: Path) -> dict[str, Any]:
    try:
        told = read_yaml(path)
    except yaml.YAMLError as error:
        raise FactError("not_yaml", path.name, f"this is not YAML: {error}") from None
    if not isinstance(told, dict) or not isinstance(told.get("facts", {}), dict):
        raise FactError("not_facts", path.name, "facts are needed as names with values")
    return told


def _case_in(path: Path) -> JudgedCase:
    """Return the case of a file; a fact that cannot be used is named and ends the command."""
    try:
        return _case_of(_read_facts(path))
    except FactError as error:
        typer.echo(f"{error.fact}: {error.message}", err=True)
        raise typer.Exit(2) from None


def _case_of(told: dict[str, Any]) -> JudgedCase:
    """Judge the told facts; they stand in a ``facts`` block, or at the top."""
    facts = {n: v for n, v in told.get("facts", told).items() if n not in _ALSO}
    for name in ("jurisdiction", "claim_type"):
        if told.get(name) is None:
            raise FactError(f"{name}_missing", name, "is not told")
    for name in unknown_names(facts):
        raise FactError("unknown_fact", name, "no fact has this name; see docs/law-facts.md")
    return judged_case(told["jurisdiction"], told["claim_type"], facts, _day_of(told))


def _day_of(told: dict[str, Any]) -> date:
    said = told.get("facts", told).get("today", told.get("today"))
    if said is None:
        return clock_today()
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        raise FactError("wrong_type", "today", f"should be a date, not {said!r}") from None


def _json_of(body: dict[str, Any]) -> str:
    return json.dumps(body, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _as_text(outcome: Outcome) -> str:
    console = Console(width=110)
    with console.capture() as captured:
        console.print(f"{outcome.outcome}  ({outcome.jurisdiction} {outcome.claim_type})")
        console.print(f"rules: {', '.join(outcome.rules)}")
        console.print(f"liable: {', '.join(outcome.liable)}")
        for table in (_remedies(outcome), _deadlines(outcome), _missing(outcome)):
            if table.row_count:
                console.print(table)
        for doubt in outcome.doubts:
            console.print(f"doubt: {doubt}")
    return captured.get().rstrip()


def _remedies(outcome: Outcome) -> Table:
    table = Table("", "remedy", "open", "why", "rule")
    for r in outcome.remedies:
        table.add_row(str(r.order), r.remedy, r.available, r.condition or "", r.rule_id)
    return table


def _deadlines(outcome: Outcome) -> Table:
    table = Table("date", "what", "how it was counted", "basis")
    for d in outcome.deadlines:
        table.add_row(str(d.date), d.name, d.computation.counted, d.basis)
    return table


def _missing(outcome: Outcome) -> Table:
    table = Table("would help to know", "weight", "would decide")
    for m in outcome.missing_facts:
        table.add_row(m.fact, f"{m.weight:g}", ", ".join(m.would_decide))
    return table


def _rule_as_text(rule: Rule) -> str:
    end = f" to {rule.in_force.end}" if rule.in_force.end else ""
    return "\n".join(
        [
            f"{rule.id}: {rule.title}",
            rule.says,
            f"source: {'; '.join(rule.cites)}",
            f"in force: from {rule.in_force.start}{end}",
            f"verified: {rule.status} ({rule.certainty} certainty)",
        ]
    )
