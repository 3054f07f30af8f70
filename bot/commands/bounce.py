"""``redress bounce``: note a bounced letter; the mail server pipes its reports into it."""

from __future__ import annotations

import sys

import typer
from sqlalchemy.exc import DatabaseError

from casework.clock import system_clock
from casework.mail.bounces import note_bounce
from casework.store.database import StoreBusy, transaction

TEMPORARY_FAILURE = 75
"""EX_TEMPFAIL of sysexits.h: the mail server keeps the report and tries again."""


def bounce() -> None:
    """Read a delivery report (RFC 3464) from standard input and note it at its letter.

    Any other message is left alone.
    """
    raw = sys.stdin.buffer.read()
    try:
        with transaction() as session:
            sending = note_bounce(session, raw, system_clock())
    except (StoreBusy, DatabaseError) as error:
        typer.echo("The database cannot be used right now.", err=True)
        raise typer.Exit(TEMPORARY_FAILURE) from error
    found = "is about none of our letters" if sending is None else f"noted: {sending.state}"
    typer.echo(f"The report {found}.")
