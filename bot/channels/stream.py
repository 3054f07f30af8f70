"""The event stream of one conversation: what was missed first, then what happens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from bot.channels.announcer import Announcer
from casework.store.conversations import messages_after
from casework.store.database import StoreBusy, reading
from casework.store.models import Message

KEEP_ALIVE_SECONDS = 15.0
"""Proxies cut a connection on which nothing moves; most allow 30 or 60 seconds."""
_KEEP_ALIVE = ": keep-alive\n\n"


def as_event(message: Message) -> dict[str, Any]:
    """Return a line of the transcript as the browser gets it."""
    payload = message.payload
    return {
        "sequence": message.sequence,
        "key": message.key,
        "sender": message.sender,
        "text": message.text,
        "buttons": offered_buttons(message),
        "attachment": payload.get("attachment"),
        "letter": payload.get("custom", {}).get("letter"),
        "erased": bool(payload.get("custom", {}).get("erased")),  # what was said before is gone
        "created_at": message.created_at.isoformat(),
        "client_id": message.turn_id if message.sender == "consumer" else None,
    }


def offered_buttons(message: Message) -> list[dict[str, str]]:
    """Return title and payload of the buttons that a line of the bot offers."""
    buttons = message.payload.get("buttons", [])
    return [{"title": b["title"], "payload": b["payload"]} for b in buttons]


async def events(
    announcer: Announcer, conversation_id: str, after: int, keep_alive: float = KEEP_ALIVE_SECONDS
) -> AsyncIterator[str]:
    """Yield the events after line number ``after``, in order, until the server stops."""
    was_at_work = False
    yield _KEEP_ALIVE  # headers and a first byte go out at once
    with announcer.listening(conversation_id) as news:
        while not announcer.closed:
            news.clear()
            for message in await _lines(conversation_id, after):
                after = message.sequence
                yield _event("message", as_event(message))
            at_work = announcer.is_at_work(conversation_id)
            if at_work != was_at_work:
                yield _event("typing", {"on": at_work})
                was_at_work = at_work
            if not await _is_set_within(news, keep_alive):
                yield _KEEP_ALIVE


async def _lines(conversation_id: str, after: int) -> list[Message]:
    try:
        return await asyncio.to_thread(_read_lines, conversation_id, after)
    except StoreBusy:
        return []  # read again at the next news or keep-alive


def _read_lines(conversation_id: str, after: int) -> list[Message]:
    with reading() as session:
        return messages_after(session, conversation_id, after)


async def _is_set_within(news: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await news.wait()
    except TimeoutError:
        return False


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
