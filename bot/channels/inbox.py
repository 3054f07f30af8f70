"""What arrived: stored before it is acknowledged, and taken out in the order it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from bot.transcript import line_key
from casework.store.conversations import accept_inbound, append_message, touch
from casework.store.database import reading, transaction
from casework.store.models import Conversation, InboundMessage


@dataclass(frozen=True)
class Arrival:
    """A message as a channel understood it.

    ``text`` goes to Rasa; ``shown`` is what the transcript shows (None: nothing, a hidden turn);
    ``metadata`` reaches the actions with the message.
    """

    client_id: str
    text: str
    shown: str | None
    payload: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)


def store_arrival(
    session: Session, conversation_id: str, channel: str, arrival: Arrival, now: datetime
) -> tuple[InboundMessage, bool]:
    """Keep an arrival and its line of the transcript; say whether it is new.

    The consumer's line is written now and not with the answer, so that it stands where it was
    said, however long the answer takes.
    """
    touch(session, conversation_id, channel, now)
    extra = {"shown": arrival.shown, **arrival.metadata}
    inbound, is_new = accept_inbound(
        session, conversation_id, arrival.client_id, arrival.text, extra, now
    )
    if is_new and arrival.shown is not None:
        append_message(
            session,
            conversation_id,
            key=line_key(arrival.client_id, 0),
            sender="consumer",
            text=arrival.shown,
            payload=dict(arrival.payload),
            turn_id=arrival.client_id,
            now=now,
        )
    return inbound, is_new


def is_waiting(session: Session, conversation_id: str, text: str) -> bool:
    """Tell whether the same words already wait for their turn, as after a double click."""
    same = exists().where(
        InboundMessage.conversation_id == conversation_id,
        InboundMessage.text == text,
        InboundMessage.processed_at.is_(None),
    )
    return bool(session.scalar(select(same)))


def next_arrival(conversation_id: str) -> InboundMessage | None:
    """Return the oldest message of the conversation that had no turn yet."""
    query = select(InboundMessage).where(
        InboundMessage.conversation_id == conversation_id, InboundMessage.processed_at.is_(None)
    )
    with reading() as session:
        return session.scalars(query.order_by(InboundMessage.id).limit(1)).first()


def waiting_conversations(channel: str) -> list[str]:
    """Return the conversations of ``channel`` with messages that had no turn yet."""
    query = (
        select(InboundMessage.conversation_id)
        .join(Conversation, Conversation.id == InboundMessage.conversation_id)
        .where(InboundMessage.processed_at.is_(None), Conversation.channel == channel)
        .distinct()
    )
    with reading() as session:
        return list(session.scalars(query))


def mark_done(inbound_id: int, now: datetime) -> None:
    """Note that the message had its turn; it may be gone, where the consumer had all deleted."""
    row = update(InboundMessage).where(InboundMessage.id == inbound_id)
    with transaction() as session:
        session.execute(row.values(processed_at=now))
