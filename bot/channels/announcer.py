"""Wakes the open streams of a conversation when there is something new to read in it."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from casework.store.database import StoreBusy, reading
from casework.store.models import Message

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
"""How often rows that other processes wrote (a mediator's answer) are looked for."""


class Announcer:
    """Keeps who listens to which conversation, and where the bot is at work.

    Streams read what is new from the database; a call here only says that it is worth looking.
    """

    def __init__(self) -> None:
        self._listeners: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._at_work: set[str] = set()
        self._newest_id: int | None = None
        self.closed = False

    @contextmanager
    def listening(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever there may be news; whoever awaits it clears it."""
        news = asyncio.Event()
        self._listeners[conversation_id].add(news)
        try:
            yield news
        finally:
            self._listeners[conversation_id].discard(news)
            if not self._listeners[conversation_id]:
                del self._listeners[conversation_id]

    def announce(self, conversation_id: str) -> None:
        """Wake the streams of one conversation."""
        for news in self._listeners.get(conversation_id, ()):
            news.set()

    def is_at_work(self, conversation_id: str) -> bool:
        """Tell whether the bot works on an answer in this conversation."""
        return conversation_id in self._at_work

    @contextmanager
    def at_work(self, conversation_id: str) -> Iterator[None]:
        """Say to the streams that an answer is being worked on, until the block ends."""
        self._at_work.add(conversation_id)
        self.announce(conversation_id)
        try:
            yield
        finally:
            self._at_work.discard(conversation_id)
            self.announce(conversation_id)

    def close(self) -> None:
        """End all streams, because the server stops."""
        self.closed = True
        for conversation_id in list(self._listeners):
            self.announce(conversation_id)

    async def watch(self) -> None:
        """Announce, about once a second and for ever, what other processes wrote."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            if not self._listeners:
                self._newest_id = None
                continue
            try:
                await self._look()
            except StoreBusy:
                logger.warning("The database is busy; new messages are looked for a little later")

    async def _look(self) -> None:
        newest_id, conversations = await asyncio.to_thread(_written_since, self._newest_id)
        if self._newest_id is None:  # nobody listened before: anything may be new
            conversations = set(self._listeners)
        self._newest_id = newest_id
        for conversation_id in conversations:
            self.announce(conversation_id)


def _written_since(message_id: int | None) -> tuple[int, set[str]]:
    """Return the id of the newest message, and the conversations with messages after the given."""
    with reading() as session:
        newest_id = session.scalar(select(func.max(Message.id))) or 0
        if message_id is None or newest_id == message_id:
            return newest_id, set()
        query = select(Message.conversation_id).where(Message.id > message_id).distinct()
        return newest_id, set(session.scalars(query))
