"""``redress talk``: the chat in a terminal, through the stock REST channel."""

import uuid
from typing import Any

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


def talk() -> None:
    """Chat in the terminal with a running `redress serve`; an empty line ends it."""
    console = Console()
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
