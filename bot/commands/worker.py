"""``redress worker``: deliver what waits in the outbox until the command is stopped."""

from __future__ import annotations

import logging
import signal
from threading import Event
from typing import Annotated

import typer
from sqlalchemy.exc import DatabaseError

from casework.clock import system_clock
from casework.filing.outbox import requeue_failed
from casework.filing.worker import Receiver, run_worker
from casework.settings import Settings, get_settings
from casework.store.database import StoreBusy, transaction


def worker(
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="try again what was given up")
    ] = False,
) -> None:
    """Deliver filed cases to REDRESS_FILING_URL until stopped (Ctrl-C).

    Without that setting nothing is ever put into the outbox: the command then only waits, so that
    whoever supervises it has one way to start it.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    stop = _stopped_by_signals()
    receiver = _receiver(get_settings())
    if receiver is None:
        typer.echo("REDRESS_FILING_URL is not set: there is nowhere to deliver to.", err=True)
        stop.wait()
        return
    if retry_failed:
        _retry_failed()
    typer.echo(f"Delivering to {receiver.url}")
    run_worker(stop, system_clock, receiver)


def _retry_failed() -> None:
    try:
        with transaction() as session:
            waiting = requeue_failed(session, system_clock())
    except (StoreBusy, DatabaseError) as error:
        typer.echo("The database cannot be used right now. Please try again.", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{waiting} failed messages wait again")


def _stopped_by_signals() -> Event:
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _receiver(settings: Settings) -> Receiver | None:
    if settings.filing_url is None:
        return None
    if settings.filing_secret is None:
        typer.echo("REDRESS_FILING_SECRET is not set: cases go out unsigned.", err=True)
        return Receiver(settings.filing_url)
    return Receiver(settings.filing_url, settings.filing_secret.get_secret_value().encode())
