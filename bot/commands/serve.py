"""``redress serve``: everything that the chat needs, started in order and kept running."""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import requests
import typer
from rich.console import Console

from bot.commands.train import ensure_model
from bot.supervisor import Child, PortTaken, Supervisor, check_port
from casework.accounts import Credentials, ensure_first_login
from casework.settings import Settings, get_settings
from casework.store.database import transaction
from casework.store.migrate import upgrade

READY_WITHIN_SECONDS = 180.0


def check_ports(settings: Settings) -> None:
    """Raise PortTaken before anything starts if one of the three ports is taken."""
    check_port(settings.host, settings.chat_port, "REDRESS_CHAT_PORT")
    check_port(settings.host, settings.web_port, "REDRESS_WEB_PORT")
    check_port("127.0.0.1", settings.actions_port, "REDRESS_ACTIONS_PORT")


def prepare_data(settings: Settings) -> Credentials | None:
    """Bring the database up to date; return the console's login if it was made just now."""
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    upgrade(settings.database)
    with transaction() as session:
        return ensure_first_login(session, datetime.now(UTC))


def children(settings: Settings, model: Path) -> list[Child]:
    """Return the servers in the order of their start."""
    python = sys.executable
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    quiet |= {"PYTHONWARNINGS": "ignore", "PYTHONUNBUFFERED": "1"}
    actions = [python, "-m", "rasa_sdk", "--actions", "actions"]
    actions += ["--port", str(settings.actions_port), "--quiet"]
    web = [python, "-m", "uvicorn", "mediation.app:create_app", "--factory"]
    web += ["--host", settings.host, "--port", str(settings.web_port), "--log-level", "warning"]
    web += ["--ws", "none"]  # uvicorn's web socket code needs a newer library than Rasa allows
    return [
        Child("The action server", actions, quiet | {"SANIC_HOST": "127.0.0.1"}),
        Child("The web application", web, quiet),
        Child("The delivery worker", [python, "-m", "bot.cli", "worker"], quiet),
        Child(
            "The chat server", [python, "-m", "bot.server"], quiet | {"REDRESS_MODEL": str(model)}
        ),
    ]


def wait_until_ready(settings: Settings, supervisor: Supervisor) -> bool:
    """Wait until chat and console answer; False if they did not within the time, or on a stop."""
    addresses = [
        f"http://{settings.host}:{settings.chat_port}/healthz",
        f"http://{settings.host}:{settings.web_port}/healthz",
    ]
    give_up = time.monotonic() + READY_WITHIN_SECONDS
    while addresses and time.monotonic() < give_up and not supervisor.stopping.wait(0.3):
        addresses = [address for address in addresses if not answers(address)]
    return not addresses


def answers(address: str) -> bool:
    """Tell whether ``address`` answers 200."""
    try:
        return requests.get(address, timeout=2).status_code == 200
    except requests.RequestException:
        return False


def announce(console: Console, settings: Settings, login: Credentials | None) -> None:
    """Print where chat and console are, and the first login if it was made just now."""
    console.print(f"\n  Chat:     http://{settings.host}:{settings.chat_port}/")
    console.print(f"  Console:  http://{settings.host}:{settings.web_port}/")
    if login is not None:
        console.print(f"  Login:    {login.username} / {login.password}", highlight=False)
        console.print(
            "            (shown only now; `redress console reset-password` makes a new one)"
        )
    console.print("\n  Ctrl-C ends everything.\n")


def serve() -> None:
    """Serve chat and console on this machine until Ctrl-C."""
    console = Console()
    settings = get_settings()
    try:
        check_ports(settings)
    except PortTaken as taken:
        console.print(f"[red]{taken}[/red]")
        raise typer.Exit(1) from taken
    login = prepare_data(settings)
    model = ensure_model(Path.cwd(), console)
    supervisor = Supervisor(children(settings, model))

    def stop(_number: int, _frame: FrameType | None) -> None:
        supervisor.stopping.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    supervisor.start()
    try:
        with console.status("Starting the servers ..."):
            ready = wait_until_ready(settings, supervisor)
        if ready:
            announce(console, settings, login)
        elif not supervisor.stopping.is_set():
            console.print("[red]The servers did not get ready. Their messages are above.[/red]")
        supervisor.watch()
    finally:
        supervisor.stop()
    os._exit(0)  # threads of libraries must not hold up the end
