"""From Rasa's events to the lines that consumer and mediator read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from rasa.shared.core.events import BotUttered, Event, UserUttered
from sqlalchemy.orm import Session

from casework.store.conversations import Line, append_lines, touch
from casework.store.plain import plain

GREETING = "/session_start_greeting"
UPLOAD = "/upload_evidence"
HIDDEN = (GREETING, UPLOAD)
"""Turns that the channel starts by itself; nobody typed them, so nobody reads them."""


def line_key(turn_id: str, number: int) -> str:
    """Return the key of a line: number 0 is the consumer's own, the bot's follow from 1."""
    return f"{turn_id}/{number}"


def lines_of(events: Iterable[Event], already: int = 0) -> Iterator[Line]:
    """Yield the lines that the events after the first ``already`` ones make."""
    turn_id, number, titles = "", 0, dict[str, str]()
    for index, event in enumerate(events):
        line = None
        if isinstance(event, UserUttered):
            turn_id, number = _turn_id(event), 0
            line = _consumer_line(event, turn_id, titles)
        elif isinstance(event, BotUttered):
            turn_id, number = turn_id or _turn_id(event), number + 1
            line = _bot_line(event, turn_id, number)
            titles = {b["payload"]: b["title"] for b in line.payload.get("buttons", [])}
        if line is not None and index >= already:
            yield line


def write_lines(
    session: Session, conversation_id: str, channel: str, lines: Sequence[Line]
) -> None:
    """Store the lines; one that is there already only learns what was understood of it."""
    if not lines:
        return
    touch(session, conversation_id, channel, lines[-1].at)
    rows = append_lines(session, conversation_id, lines)
    for line, row in zip(lines, rows, strict=True):
        if line.understood and not row.understood:
            row.understood = plain(line.understood)


def _turn_id(event: Event) -> str:
    message_id = getattr(event, "message_id", None)
    return str(message_id) if message_id else f"at-{event.timestamp:.6f}"


def _consumer_line(event: UserUttered, turn_id: str, titles: dict[str, str]) -> Line | None:
    text = _shown_text(event, titles)
    if text is None:
        return None
    return Line(
        key=line_key(turn_id, 0),
        turn_id=turn_id,
        sender="consumer",
        text=text,
        at=_moment(event),
        understood=_understood(event),
    )


def _shown_text(event: UserUttered, titles: dict[str, str]) -> str | None:
    """Return what the consumer said, a pressed button by its title; None for a hidden turn."""
    text = event.text or ""
    if not text or text.startswith(HIDDEN) or event.metadata.get("is_external"):
        return None
    return event.metadata.get("shown") or titles.get(text, text)


def _understood(event: UserUttered) -> dict[str, Any]:
    return {
        "intent": event.intent_name,
        "confidence": event.intent.get("confidence"),
        "entities": [
            {"entity": found.get("entity"), "value": found.get("value")} for found in event.entities
        ],
    }


def _bot_line(event: BotUttered, turn_id: str, number: int) -> Line:
    return Line(
        key=line_key(turn_id, number),
        turn_id=turn_id,
        sender="bot",
        text=event.text or "",
        at=_moment(event),
        payload={name: value for name, value in event.data.items() if value},
    )


def _moment(event: Event) -> datetime:
    return datetime.fromtimestamp(event.timestamp, UTC)
