"""``redress law terms``: a page of terms read against the black and grey lists."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from casework.law.outcome import Jurisdiction
from casework.terms import Finding, TermsRefused, TermsReport, check_terms, text_of

_HEADINGS = {"black": "NOT BINDING", "grey": "MAY BE UNFAIR"}


def terms_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="plain text; - for standard input")],
    jurisdiction: Annotated[Jurisdiction, typer.Option(help="the body of law")],
    country: Annotated[str, typer.Option(help="where the consumer lives, like DE")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="print all as JSON")] = False,
) -> None:
    """Mark the terms in a text that are not binding, or may be unfair."""
    try:
        report = check_terms(text_of(_bytes_of(file)), jurisdiction, country)
    except TermsRefused as error:
        typer.echo(f"{error.code}: {error}", err=True)
        raise typer.Exit(2) from None
    except OSError as error:
        typer.echo(f"{file}: {error.strerror}", err=True)
        raise typer.Exit(2) from None
    typer.echo(_as_json(report) if as_json else _as_text(report))


def _bytes_of(file: str) -> bytes:
    return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()


def _as_json(report: TermsReport) -> str:
    body = {**report.model_dump(mode="json"), "facts": report.facts()}
    return json.dumps(body, ensure_ascii=False, indent=2)


def _as_text(report: TermsReport) -> str:
    lines = [f"{report.jurisdiction}: {len(report.findings)} found in {report.clauses} clauses"]
    for finding in report.findings:
        lines += ["", *_lines_of(finding)]
    if report.carve_outs:
        lines += ["", "The terms also say:", *(f"  “{c.quote}”" for c in report.carve_outs)]
    return "\n".join([*lines, "", *report.notes])


def _lines_of(finding: Finding) -> list[str]:
    lead = [] if finding.lead is None else [f"  … {finding.lead.quote}"]
    return [
        f"{_HEADINGS[finding.listing]}: {finding.kind} ({finding.start}-{finding.end})",
        *lead,
        f"  “{finding.quote}”",
        f"  {finding.explanation}",
        f"  {finding.rule_id}, {finding.citation} ({finding.certainty} certainty)",
    ]
