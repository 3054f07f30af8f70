"""``redress case``: look at stored cases, list them, export one, check an export."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from casework.clock import system_clock
from casework.evidence import evidence_store, freezing
from casework.evidence.erasing import erase_exhibit
from casework.evidence.passport import verify as verifying
from casework.evidence.passport.export import Exporter, ExportTooLarge
from casework.evidence.passport.parts import ExhibitMissing
from casework.evidence.sealing import SealBroken
from casework.settings import get_settings
from casework.store.cases import case_record, find_case, search_cases
from casework.store.console_queries import labelled_exhibits
from casework.store.database import StoreBusy, reading, transaction
from casework.store.models import Case

app = typer.Typer(help="Show, list, export and check cases.", no_args_is_help=True)

_ACTOR = "operator"
_BUSY = "The database is busy. Please try again in a moment."

Number = Annotated[str, typer.Argument(help="case number, e.g. RD-7K3M-90QX")]


@app.command()
def show(
    number: Number,
    as_json: Annotated[bool, typer.Option("--json", help="print the whole record")] = False,
) -> None:
    """Show one case."""
    with _store() as session:
        record = case_record(session, _case(session, number))
    if as_json:
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        _print_record(Console(), record)


@app.command("list")
def list_cases(
    status: Annotated[str | None, typer.Option(help="intake, filed or cancelled")] = None,
    search: Annotated[str, typer.Option(help="number, name, e-mail, order number, goods")] = "",
    page: Annotated[int, typer.Option(min=1, help="25 cases a page")] = 1,
) -> None:
    """List cases, last changed first."""
    with _store() as session:
        cases, total = search_cases(session, search, status, page)
        table = _table("Number", "Status", "Claims", "Changed", "Person wanted")
        for case in cases:
            table.add_row(*_row(case))
    Console().print(table)
    typer.echo(f"{len(cases)} of {total} cases")


@app.command()
def export(
    number: Number,
    out: Annotated[Path, typer.Option(help="the zip file to write", dir_okay=False)],
) -> None:
    """Write a case as a zip file that anybody can check: letter, evidence, custody log, stamps."""
    settings = get_settings()
    exporter = Exporter(settings, evidence_store(settings), system_clock, _ACTOR)
    with _store() as session:
        case = _case(session, number)
    try:
        exporter.write(case.id, out)
    except OSError as error:
        _fail(f"The export could not be written: {error.strerror or error}")
    except (ExhibitMissing, ExportTooLarge, SealBroken) as error:
        _fail(f"{error} Nothing was exported.")
    except StoreBusy:
        _fail(_BUSY)
    typer.echo(f"Case {case.number} written to {out}")


@app.command()
def verify(
    place: Annotated[Path, typer.Argument(help="an exported zip file, or its folder", exists=True)],
) -> None:
    """Check an exported case, as the verify.py in it does."""
    raise typer.Exit(verifying.main([str(place)]))


@app.command()
def freeze(number: Number) -> None:
    """Freeze the evidence of a case: what comes later is marked late."""
    with _writing() as session:
        case = freezing.freeze(session, _case(session, number), _ACTOR, system_clock())
        typer.echo(f"Case {case.number} frozen since {case.frozen_at:%Y-%m-%d %H:%M} UTC")


@app.command("erase-exhibit")
def erase(
    number: Number,
    label: Annotated[str, typer.Argument(help="the exhibit's letter, e.g. B")],
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> None:
    """Destroy the content of one exhibit; its hash and its custody log remain."""
    files = evidence_store(get_settings())
    if not yes:
        typer.confirm(f"Erase exhibit {label} of {number} for good?", abort=True)
    with _writing() as session:
        case = _case(session, number)
        found = dict(labelled_exhibits(session, case)).get(label.upper())
        if found is None:
            _fail(f"Case {case.number} has no exhibit {label}.")
        erase_exhibit(session, found, files, _ACTOR, system_clock())
    typer.echo(f"Exhibit {label.upper()} of {case.number} is erased; its hash remains.")


@contextmanager
def _writing() -> Iterator[Session]:
    try:
        with transaction() as session:
            yield session
    except StoreBusy:
        _fail(_BUSY)


@contextmanager
def _store() -> Iterator[Session]:
    try:
        with reading() as session:
            if not inspect(session.connection()).has_table(Case.__tablename__):
                _fail("There are no cases yet: Redress has not been started on this database.")
            yield session
    except StoreBusy:
        _fail(_BUSY)


def _case(session: Session, number: str) -> Case:
    case = find_case(session, number)
    if case is None:
        _fail(f"There is no case with the number {number}.")
    return case


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


def _row(case: Case) -> tuple[Text, ...]:
    claims = ", ".join(c.claim_type for c in case.claims if c.withdrawn_at is None)
    changed = f"{case.updated_at:%Y-%m-%d %H:%M} UTC"
    wanted = f"{case.person_wanted_at:%Y-%m-%d}" if case.person_wanted_at else ""
    return tuple(map(_text, (case.number, case.status, claims, changed, wanted)))


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _text(value: Any) -> Text:
    # Consumers' words may hold markup or escape sequences; a terminal gets to see neither.
    return Text(
        "".join(
            c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in str(value)
        )
    )


def _print_record(console: Console, record: dict[str, Any]) -> None:
    for name in ("number", "status", "claim_types", "jurisdiction", "outcome", "filed_at"):
        console.print(_text(f"{name.replace('_', ' ').capitalize()}: {_shown(record[name])}"))
    if record["person_wanted"]:
        console.print(_text(f"Wants a person: {record['person_wanted_why']}"))
    _print_facts(console, record)
    _print_rows(console, record["exhibits"], ("label", "title", "media_type", "size"))
    _print_rows(console, record["deadlines"], ("date", "name", "basis"))
    _print_rows(console, record["remedies"], ("order", "remedy", "available", "condition"))
    if record["letter"]:
        console.print(_text(f"\n{record['letter']['text']}"))


def _print_facts(console: Console, record: dict[str, Any]) -> None:
    rows = [{"fact": name, "value": value} for name, value in record["facts"].items()]
    rows += [{"fact": name, "value": "not known"} for name in record["unknown_facts"]]
    _print_rows(console, rows, ("fact", "value"))


def _print_rows(console: Console, rows: list[dict[str, Any]], columns: tuple[str, ...]) -> None:
    if not rows:
        return
    table = _table(*(column.replace("_", " ").capitalize() for column in columns))
    for row in rows:
        table.add_row(*(_text(_shown(row[column])) for column in columns))
    console.print()
    console.print(table)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
