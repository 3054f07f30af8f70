"""``redress console``: who may work in the mediator's console."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from casework.accounts import (
    Credentials,
    NoSuchUser,
    RoleUnknown,
    UsernameRefused,
    UsernameTaken,
    create_user,
    reset_password,
)
from casework.settings import get_settings
from casework.store.database import transaction
from casework.store.migrate import upgrade

app = typer.Typer(help="Users of the mediator's console.", no_args_is_help=True)


@app.command("add-user")
def add_user(
    username: str,
    role: Annotated[str, typer.Option(help="mediator, lead or administrator")] = "mediator",
) -> None:
    """Add a user and print the generated password once."""
    upgrade(get_settings().database)
    try:
        with transaction() as session:
            made = create_user(session, username, role, datetime.now(UTC))
    except (UsernameRefused, UsernameTaken, RoleUnknown) as refused:
        _refuse(refused)
    else:
        _show(made)


@app.command("reset-password")
def reset_password_command(username: str) -> None:
    """Give a user a new password, lift a lock-out and end all of the user's logins."""
    upgrade(get_settings().database)
    try:
        with transaction() as session:
            made = reset_password(session, username, datetime.now(UTC))
    except NoSuchUser as unknown:
        _refuse(unknown)
    else:
        _show(made)


def _show(made: Credentials) -> None:
    console = Console()
    console.print(f"User:     {made.username}", highlight=False, markup=False)
    console.print(f"Password: {made.password}", highlight=False, markup=False)
    console.print("It is shown only now.")


def _refuse(reason: Exception) -> None:
    Console(stderr=True).print(str(reason), style="red", markup=False)
    raise typer.Exit(1)
