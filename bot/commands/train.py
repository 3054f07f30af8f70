"""``redress train``: a model of the present sources, if there is none yet."""

from pathlib import Path

import typer
from rich.console import Console

from bot.training import TrainingFailed, model_path
from bot.training import train as train_model


def ensure_model(root: Path, console: Console, *, anew: bool = False) -> Path:
    """Return the model of the present sources; train it, with a progress display, if needed."""
    path = model_path(root)
    if path.exists() and not anew:
        return path
    try:
        with console.status("Training the assistant (under a minute) ..."):
            return train_model(root)
    except TrainingFailed as failure:
        console.print(failure.log, markup=False, highlight=False)
        console.print(f"[red]{failure}[/red]")
        raise typer.Exit(1) from failure


def train(
    anew: bool = typer.Option(False, "--anew", help="train even if the model is up to date"),
) -> None:
    """Train the assistant if it is missing or older than its sources."""
    console = Console()
    path = ensure_model(Path.cwd(), console, anew=anew)
    console.print(f"The model is ready: {path.name}")
