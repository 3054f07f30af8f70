"""Gives stored messages their turn: in order within a conversation, again where a turn failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.agent import KeptMessage, TurnFailed
from bot.channels import inbox
from bot.channels.announcer import Announcer
from bot.tracker_store import turn_was_stored
from casework.clock import Clock
from casework.store.conversations import append_message
from casework.store.database import StoreBusy, reading, transaction
from casework.store.models import InboundMessage

logger = logging.getLogger(__name__)

TELL_AT_FAILURE = 2
"""The first failure is tried again without a word: a restarted server is back within a second."""
GIVE_UP_AT_FAILURE = 5
"""A turn whose failure does not pass by itself is tried this often, then left to a person."""


@dataclass(frozen=True)
class Pauses:
    """Seconds between two attempts of the same turn: doubled each time, up to the longest."""

    first: float = 0.5
    longest: float = 5.0

    def after(self, failures: int) -> float:
        """Return the pause after this many failures in a row (1 or more)."""
        return float(min(self.first * 2 ** min(failures - 1, 10), self.longest))


@dataclass(frozen=True)
class Handling:
    """What the worker needs of its channel."""

    make_message: Callable[[InboundMessage], KeptMessage]
    run_turn: Callable[[KeptMessage], Awaitable[Any]]
    words: Callable[[str], str]


@dataclass
class _Failures:
    """Failures of one turn in a row, and how many of them do not pass by themselves."""

    in_a_row: int = 0
    lasting: int = 0

    def note(self, error: Exception) -> None:
        self.in_a_row += 1
        self.lasting += not _passes(error)


class TurnWorker:
    """Works on the inbox of one channel within this process."""

    def __init__(
        self,
        channel: str,
        handling: Handling,
        announcer: Announcer,
        clock: Clock,
        pauses: Pauses | None = None,
    ) -> None:
        self._channel = channel
        self._handling = handling
        self._announcer = announcer
        self._clock = clock
        self._pauses = pauses or Pauses()
        self._woken: set[str] = set()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._started = False

    async def start(self) -> None:
        """Begin to work, first on what an earlier process left."""
        left = await asyncio.to_thread(inbox.waiting_conversations, self._channel)
        self._started = True
        for conversation_id in self._woken.union(left):
            self.wake(conversation_id)

    async def stop(self) -> None:
        """Stop at once; what had no turn yet gets it at the next start."""
        self._started = False
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def wake(self, conversation_id: str) -> None:
        """Say that a message was stored in this conversation."""
        self._woken.add(conversation_id)
        if self._started and conversation_id not in self._tasks:
            self._tasks[conversation_id] = asyncio.create_task(self._serve(conversation_id))

    async def _serve(self, conversation_id: str) -> None:
        try:
            while conversation_id in self._woken:
                self._woken.discard(conversation_id)
                await self._work_off(conversation_id)
        finally:
            del self._tasks[conversation_id]

    async def _work_off(self, conversation_id: str) -> None:
        """Give every waiting message its turn; return when none is left."""
        failures = _Failures()
        while True:
            arrival = None
            try:
                arrival = await asyncio.to_thread(inbox.next_arrival, conversation_id)
                if arrival is None:
                    return
                await self._give_turn(arrival)
                failures = _Failures()
            except Exception as error:
                failures.note(error)
                logger.warning("A turn failed, for the %d. time: %s", failures.in_a_row, error)
                failures = await self._after_failure(arrival, failures)

    async def _give_turn(self, arrival: InboundMessage) -> None:
        with self._announcer.at_work(arrival.conversation_id):
            # True where the process died after the turn was stored, but before that was noted.
            if not await asyncio.to_thread(_had_its_turn, arrival):
                await self._handling.run_turn(self._handling.make_message(arrival))
        await asyncio.to_thread(inbox.mark_done, arrival.id, self._clock())

    async def _after_failure(
        self, arrival: InboundMessage | None, failures: _Failures
    ) -> _Failures:
        """Tell the consumer, then wait or give up; return the failures that still count."""
        try:
            if arrival is not None and failures.lasting >= GIVE_UP_AT_FAILURE:
                await self._tell(arrival, "utter_send_again")
                await asyncio.to_thread(inbox.mark_done, arrival.id, self._clock())
                return _Failures()
            if arrival is not None and failures.in_a_row >= TELL_AT_FAILURE:
                await self._tell(arrival, "utter_technical_trouble")
        except Exception as further:
            logger.warning("The consumer could not be told: %s", further)
        await asyncio.sleep(self._pauses.after(failures.in_a_row))
        return failures

    async def _tell(self, arrival: InboundMessage, response: str) -> None:
        await asyncio.to_thread(self._write_line, arrival, response)
        self._announcer.announce(arrival.conversation_id)

    def _write_line(self, arrival: InboundMessage, response: str) -> None:
        with transaction() as session:
            append_message(
                session,
                arrival.conversation_id,
                key=f"{arrival.client_id}/{response}",  # said once a turn, however often it fails
                sender="bot",
                text=self._handling.words(response),
                turn_id=arrival.client_id,
                now=self._clock(),
            )


def _had_its_turn(arrival: InboundMessage) -> bool:
    with reading() as session:
        return turn_was_stored(session, arrival.conversation_id, arrival.client_id)


def _passes(error: Exception) -> bool:
    return isinstance(error, StoreBusy) or (isinstance(error, TurnFailed) and error.passing)
