"""``redress talk``: the chat in a terminal, through the stock REST channel."""

import re
import subprocess
import sys
import uuid
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import requests
import typer
from rich.console import Console

from casework.settings import get_settings


def show(console: Console, message: dict[str, Any], buttons: list[str]) -> None:
    """Print one message of the bot; add the payloads of its buttons to ``buttons``."""
    console.print(message.get("text", ""), markup=False)
    for button in message.get("buttons", []):
        buttons.append(button["payload"])
        console.print(f"  {len(buttons)}. {button['title']}", markup=False)


def send(address: str, sender: str, text: str) -> list[dict[str, Any]]:
    """Send ``text`` as ``sender`` and return the bot's messages."""
    answer = requests.post(address, json={"sender": sender, "message": text}, timeout=60)
    answer.raise_for_status()
    return list(answer.json())


def chosen(text: str, buttons: list[str]) -> str:
    """Return the payload of the button whose number was typed, or the text itself."""
    number = int(text) if text.isdecimal() else 0
    return buttons[number - 1] if 1 <= number <= len(buttons) else text


COUNTING = Path("tests/conversations/test_few_questions.py")
COUNTED = re.compile(r"(\w+) +(terse|story) +(\d+) questions")
MANNERS = {"terse": 'who says only "help"', "story": "who tells all at once"}


def count(console: Console) -> None:
    """Print how much is asked on the way to a filed case, counted in talks with the model."""
    if not COUNTING.is_file():
        console.print("[red]The counted talks are in the source tree: run this there.[/red]")
        raise typer.Exit(1)
    command = [sys.executable, "-m", "pytest", "-q", "-s", str(COUNTING)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = COUNTED.findall(done.stdout)
    for claim, manner, number in found:
        console.print(f"{claim:14}{MANNERS[manner]:24}{number:>3}", highlight=False)
    for manner, words in MANNERS.items():
        numbers = [int(number) for _, told, number in found if told == manner]
        if numbers:
            text = f"{'median':14}{words:24}{median(numbers):>3g}  (most {max(numbers)})"
            console.print(text, highlight=False)
    if done.returncode:
        console.print("[red]A talk did not end, or asked more than it may.[/red]")
        raise typer.Exit(done.returncode)


def talk(
    counted: Annotated[
        bool, typer.Option("--count", help="Count the questions to a filed case instead.")
    ] = False,
) -> None:
    """Chat in the terminal with a running `redress serve`; an empty line ends it."""
    console = Console()
    if counted:
        count(console)
        return
    settings = get_settings()
    address = f"http://{settings.host}:{settings.chat_port}/webhooks/rest/webhook"
    sender, text = f"talk-{uuid.uuid4()}", "/session_start_greeting"
    buttons: list[str] = []
    while text:
        try:
            answers = send(address, sender, text)
        except requests.RequestException:
            console.print("[red]No chat answers there. Start it with `make run`.[/red]")
            raise typer.Exit(1) from None
        buttons = []
        for message in answers:
            show(console, message, buttons)
        text = chosen(console.input("[bold]> [/bold]").strip(), buttons)
