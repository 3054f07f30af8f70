"""``redress worker``: deliver what waits, stamp and tidy evidence, until it is stopped."""

from __future__ import annotations

import logging
import signal
from threading import Event
from typing import Annotated

import requests
import typer
from sqlalchemy.exc import DatabaseError

from casework.clock import system_clock
from casework.evidence import evidence_store
from casework.evidence.chores import EvidenceChores
from casework.filing.outbox import requeue_failed
from casework.filing.worker import Receiver, run_worker
from casework.settings import Settings, get_settings
from casework.store.database import StoreBusy, transaction
from casework.timers.chores import LifeChores


def worker(
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="try again what was given up")
    ] = False,
) -> None:
    """Deliver filed cases to REDRESS_FILING_URL and look after evidence until stopped (Ctrl-C).

    Evidence is time-stamped, scanned and erased as the settings say. Timers of filed cases run, and
    mail goes out where REDRESS_SMTP_URL is set.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    stop = _stopped_by_signals()
    settings = get_settings()
    receiver = _receiver(settings)
    if receiver is None:
        typer.echo("REDRESS_FILING_URL is not set: there is nowhere to deliver to.", err=True)
    else:
        if retry_failed:
            _retry_failed()
        typer.echo(f"Delivering to {receiver.url}")
    with requests.Session() as http:
        chores = EvidenceChores(settings, evidence_store(settings), system_clock, http)
        run_worker(
            stop, system_clock, receiver, chores=[chores, LifeChores(settings, system_clock)]
        )


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
