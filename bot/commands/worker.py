"""``redress worker``: deliver what waits in the outbox until the command is stopped."""

from __future__ import annotations

import logging
import signal
from threading import Event
from typing import Annotated

import typer

from casework.clock import system_clock
from casework.filing.outbox import requeue_failed
from casework.filing.worker import Receiver, run_worker
from casework.settings import Settings, get_settings
from casework.store.database import transaction


def worker(
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="try again what was given up")
    ] = False,
) -> None:
    """Deliver filed cases to REDRESS_FILING_URL until stopped (Ctrl-C)."""
    receiver = _receiver(get_settings())
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    if retry_failed:
        with transaction() as session:
            typer.echo(f"{requeue_failed(session, system_clock())} failed messages wait again")
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    typer.echo(f"Delivering to {receiver.url}")
    run_worker(stop, system_clock, receiver)


def _receiver(settings: Settings) -> Receiver:
    if settings.filing_url is None:
        typer.echo("There is nowhere to deliver to: REDRESS_FILING_URL is not set.", err=True)
        raise typer.Exit(1)
    if settings.filing_secret is None:
        typer.echo("REDRESS_FILING_SECRET is not set: cases go out unsigned.", err=True)
        return Receiver(settings.filing_url)
    return Receiver(settings.filing_url, settings.filing_secret.get_secret_value().encode())
