"""``redress nlu``: measure how well the trained model understands texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.nlu.labelled import LabelledFileError, LabelledText, read_labelled
from bot.nlu.reader import ModelMissing, Reader, newest_model
from bot.nlu.score import Judged, Score, score

app = typer.Typer(help="Measure how texts are understood.", no_args_is_help=True)

WARM_UP = "Hello"


@app.callback()
def nlu() -> None:
    """Measure how texts are understood."""


@app.command("eval")
def evaluate(
    data: Annotated[Path, typer.Option(help='JSON lines with "text" and "label"')],
    model: Annotated[Path | None, typer.Option(help="default: the newest in models/")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the figures as JSON")] = False,
) -> None:
    """Score the trained model on labelled texts."""
    try:
        texts = read_labelled(data)
        reader = Reader.of(model or newest_model(Path("models")))
    except (LabelledFileError, ModelMissing) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from problem
    figures = score(_judge(reader, texts))
    if as_json:
        typer.echo(json.dumps(figures._asdict(), indent=2))
    else:
        _print(Console(), figures)


def _judge(reader: Reader, texts: list[LabelledText]) -> list[Judged]:
    reader.read(WARM_UP)
    judged = []
    for text, truth in texts:
        reading = reader.read(text)
        judged.append(Judged(truth, reading.ranking, reading.asks, reading.milliseconds))
    return judged


def _print(console: Console, figures: Score) -> None:
    table = Table("Figure", "Value", title=f"{figures.texts} texts")
    for name, value in figures._asdict().items():
        if isinstance(value, float):
            table.add_row(name.replace("_", " "), f"{value:.3f}")
    for label, f1 in figures.f1.items():
        table.add_row(f"F1 {label}", f"{f1:.3f}")
    console.print(table)
