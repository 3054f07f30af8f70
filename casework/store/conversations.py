"""Conversations: what arrived, and the transcript that consumer and mediator read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.store.database import take_turns
from casework.store.models import Conversation, InboundMessage, Message
from casework.store.plain import plain, storable


def touch(session: Session, conversation_id: str, channel: str, now: datetime) -> Conversation:
    """Return the conversation, made where it is new, and note that it was seen at ``now``."""
    conversation = session.get(Conversation, conversation_id)
    if conversation is None:
        conversation = _make_conversation(session, conversation_id, channel, now)
    conversation.last_seen_at = now
    return conversation


def _make_conversation(
    session: Session, conversation_id: str, channel: str, now: datetime
) -> Conversation:
    made = Conversation(id=conversation_id, channel=channel, created_at=now, last_seen_at=now)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # another process made it in the meantime
        return session.get_one(Conversation, conversation_id)
    return made


def accept_inbound(
    session: Session,
    conversation_id: str,
    client_id: str,
    text: str,
    extra: Mapping[str, Any],
    now: datetime,
) -> tuple[InboundMessage, bool]:
    """Keep a message before anything is done with it; say whether it is new.

    The same ``client_id`` in the same conversation is the same message, however often it comes.
    """
    known = _inbound(session, conversation_id, client_id)
    if known is not None:
        return known, False
    arrived = InboundMessage(
        conversation_id=conversation_id,
        client_id=client_id,
        text=storable(text),
        extra=plain(extra),
        received_at=now,
    )
    try:
        with session.begin_nested():
            session.add(arrived)
    except IntegrityError:
        known = _inbound(session, conversation_id, client_id)
        if known is None:  # not a double, but a conversation that was never touched
            raise
        return known, False
    return arrived, True


def _inbound(session: Session, conversation_id: str, client_id: str) -> InboundMessage | None:
    query = select(InboundMessage).filter_by(conversation_id=conversation_id, client_id=client_id)
    return session.scalar(query)


def pending_inbound(session: Session) -> list[InboundMessage]:
    """Return the messages that nobody has worked on yet, in the order of their arrival."""
    query = select(InboundMessage).where(InboundMessage.processed_at.is_(None))
    return list(session.scalars(query.order_by(InboundMessage.id)))


def mark_processed(session: Session, inbound_id: int, now: datetime) -> None:
    """Note that the message has had its turn; the first such note stands."""
    message = session.get_one(InboundMessage, inbound_id)
    message.processed_at = message.processed_at or now


ERASED_LINE = "erased"
"""Stands as sender of a line whose words were erased; it is shown to nobody."""


@dataclass(frozen=True)
class Line:
    """One line of the transcript, before it is stored.

    ``sender`` is ``consumer``, ``bot`` or ``mediator``. The same ``key`` in a conversation is the
    same line, so that writing it twice is harmless.
    """

    key: str
    sender: str
    text: str
    at: datetime
    turn_id: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    understood: Mapping[str, Any] = field(default_factory=dict)


def append_message(
    session: Session,
    conversation_id: str,
    *,
    key: str,
    sender: str,
    text: str,
    payload: Mapping[str, Any] | None = None,
    understood: Mapping[str, Any] | None = None,
    turn_id: str | None = None,
    now: datetime,
) -> Message:
    """Add one line to the transcript; see ``append_lines``."""
    line = Line(key, sender, text, now, turn_id, payload or {}, understood or {})
    return append_lines(session, conversation_id, [line])[0]


def append_lines(session: Session, conversation_id: str, lines: Sequence[Line]) -> list[Message]:
    """Add lines to the transcript of a conversation that exists; return their rows.

    A line that is there already is left as it is.
    """
    take_turns(session, Conversation.id, conversation_id)
    last, rows = _last_and_same(session, conversation_id, [line.key for line in lines])
    for line in lines:
        if line.key not in rows:
            last += 1
            rows[line.key] = _row(conversation_id, last, line)
            session.add(rows[line.key])
    session.flush()
    return [rows[line.key] for line in lines]


def _row(conversation_id: str, sequence: int, line: Line) -> Message:
    return Message(
        conversation_id=conversation_id,
        sequence=sequence,
        key=line.key,
        turn_id=line.turn_id,
        sender=line.sender,
        text=storable(line.text),
        payload=plain(line.payload),
        understood=plain(line.understood),
        created_at=line.at,
    )


def _last_and_same(
    session: Session, conversation_id: str, keys: list[str]
) -> tuple[int, dict[str, Message]]:
    """Return the number of the last line and the lines with these keys, in one query."""
    last = select(func.max(Message.sequence)).where(Message.conversation_id == conversation_id)
    query = select(Message).where(
        Message.conversation_id == conversation_id,
        or_(Message.key.in_(keys), Message.sequence == last.scalar_subquery()),
    )
    found = list(session.scalars(query.order_by(Message.sequence)))
    rows = {row.key: row for row in found if row.key in keys}
    return (found[-1].sequence if found else 0), rows


def messages_after(session: Session, conversation_id: str, sequence: int) -> list[Message]:
    """Return the lines after number ``sequence`` (0: all of them), oldest first."""
    query = select(Message).where(
        Message.conversation_id == conversation_id,
        Message.sequence > sequence,
        Message.sender != ERASED_LINE,
    )
    return list(session.scalars(query.order_by(Message.sequence)))
