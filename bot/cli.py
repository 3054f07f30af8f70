"""The ``redress`` command; each group and command is a module of ``bot/commands``.

A module is imported only when its command is called, so that looking at a case does not wait for
Rasa to be imported, nor need it installed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

if TYPE_CHECKING:
    from typer._click.core import Command, Context  # typer carries its own copy of click


class _Lazy(NamedTuple):
    """Where a command is found (``module:name``) and what the overview says of it."""

    target: str
    summary: str


COMMANDS = {
    "serve": _Lazy("bot.commands.serve:serve", "Start the chat and the console, and watch them."),
    "train": _Lazy("bot.commands.train:train", "Train the assistant."),
    "talk": _Lazy("bot.commands.talk:talk", "Talk to the assistant in the terminal."),
    "worker": _Lazy("bot.commands.worker:worker", "Deliver, mail, remind: what waits."),
    "bounce": _Lazy("bot.commands.bounce:bounce", "Note a mail that came back (standard input)."),
    "case": _Lazy("bot.commands.case:app", "Show, list and export cases."),
    "console": _Lazy("bot.commands.console:app", "Users of the mediator's console."),
    "nlu": _Lazy("bot.commands.nlu:app", "Measure how texts are understood."),
    "law": _Lazy("bot.commands.law:app", "Look into the law packs."),
}


class _LazyGroup(TyperGroup):
    """Names its commands from ``COMMANDS`` and imports the one that is called."""

    def list_commands(self, ctx: Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Return what the overview needs to know of a command; nothing is imported."""
        lazy = COMMANDS.get(cmd_name)
        return None if lazy is None else TyperCommand(cmd_name, help=lazy.summary)

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that is called, imported now."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command if name is None else self._imported(ctx, name), rest

    def _imported(self, ctx: Context, name: str) -> Command:
        try:
            return _load(name)
        except ModuleNotFoundError as error:
            ctx.fail(f"'{name}' needs the module '{error.name}', which is not installed here.")


def _load(name: str) -> Command:
    module, attribute = COMMANDS[name].target.split(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        found = _as_app(name, found)
    command = get_command(found)
    command.name = name
    return command


def _as_app(name: str, function: object) -> typer.Typer:
    single = typer.Typer(add_completion=False)
    single.command(name)(function)  # type: ignore[type-var]
    return single


app = typer.Typer(
    cls=_LazyGroup,
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,  # they could show what a consumer wrote
    help="Redress: a chatbot for people whose online purchase went wrong.",
)


@app.callback()
def main() -> None:
    """Redress: a chatbot for people whose online purchase went wrong."""


if __name__ == "__main__":  # the launcher starts its children with ``python -m bot.cli``
    app()
