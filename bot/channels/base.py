"""What every channel of ours shares: store first, acknowledge, then work in order.

A channel for another app adds its routes, verifies its senders, and calls ``accept`` with what it
understood. Its answers are rows of the transcript; ``announcer`` says when there are new ones.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sqlalchemy.orm import Session

from bot.agent import KeptMessage
from bot.channels.announcer import Announcer
from bot.channels.inbox import Arrival, store_arrival
from bot.channels.words import spoken
from bot.channels.worker import Handling, Pauses, TurnWorker
from casework.clock import Clock, system_clock
from casework.settings import Settings, get_settings
from casework.store.database import transaction
from casework.store.models import InboundMessage

_LOOK_FOR_MODEL_SECONDS = 0.1


class RowsOnly(OutputChannel):
    """Sends nothing: what the bot says becomes rows when the turn is whole, and is read there.

    A turn that fails half-way has then said nothing.
    """

    def __init__(self, channel: str) -> None:
        self._channel = channel

    def name(self) -> str:
        """Return the channel's name, by which responses for one channel are chosen."""
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Send nothing; the tracker store writes the row."""


class InboxChannel(InputChannel):
    """A Rasa input channel whose messages are stored before they are worked on."""

    def __init__(
        self,
        settings: Settings | None = None,
        clock: Clock = system_clock,
        pauses: Pauses | None = None,
    ) -> None:
        self.settings = settings or get_settings()
        self.clock = clock
        self.announcer = Announcer()
        self._pauses = pauses
        self._worker: TurnWorker | None = None
        self._background: list[asyncio.Task[None]] = []

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes, together with the worker that starts and stops with the server."""
        blueprint = Blueprint(f"redress_{self.name()}")

        async def start(app: Sanic, _loop: Any) -> None:
            self._worker = self._make_worker(app, on_new_message)
            self._background = [
                asyncio.create_task(self._start_when_ready(app, self._worker)),
                asyncio.create_task(self.announcer.watch()),
            ]

        blueprint.listener("before_server_start")(start)
        blueprint.listener("before_server_stop")(self._stop)
        self.add_routes(blueprint)
        return blueprint

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add what this channel listens to."""
        raise NotImplementedError

    async def accept(self, conversation_id: str, arrival: Arrival) -> None:
        """Store a message and see to it that it gets its turn; the same id twice is one message.

        Raises StoreBusy: nothing is stored then, and the sender has to try again.
        """
        await asyncio.to_thread(self._store, conversation_id, arrival)
        self.wake(conversation_id)

    def enqueue(
        self, session: Session, conversation_id: str, arrival: Arrival
    ) -> tuple[InboundMessage, bool]:
        """Store a message within a transaction of the caller, who then has to call ``wake``."""
        return store_arrival(session, conversation_id, self.name(), arrival, self.clock())

    def wake(self, conversation_id: str) -> None:
        """Show the stored message to open streams, and give it its turn."""
        self.announcer.announce(conversation_id)
        if self._worker is not None:
            self._worker.wake(conversation_id)

    def _store(self, conversation_id: str, arrival: Arrival) -> None:
        with transaction() as session:
            self.enqueue(session, conversation_id, arrival)

    def _make_worker(
        self, app: Sanic, run_turn: Callable[[KeptMessage], Awaitable[Any]]
    ) -> TurnWorker:
        handling = Handling(
            make_message=self._message,
            run_turn=run_turn,
            words=lambda response: spoken(app.ctx.agent.domain, response),
        )
        return TurnWorker(self.name(), handling, self.announcer, self.clock, self._pauses)

    def _message(self, stored: InboundMessage) -> KeptMessage:
        return KeptMessage(
            text=stored.text,
            output_channel=RowsOnly(self.name()),
            sender_id=stored.conversation_id,
            input_channel=self.name(),
            message_id=stored.client_id,
            metadata=dict(stored.extra),
        )

    async def _start_when_ready(self, app: Sanic, worker: TurnWorker) -> None:
        # Messages are accepted while the model still loads; turns begin when it is there.
        while not _is_ready(app):
            await asyncio.sleep(_LOOK_FOR_MODEL_SECONDS)
        await worker.start()

    async def _stop(self, _app: Sanic, _loop: Any) -> None:
        self.announcer.close()
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        if self._worker is not None:
            await self._worker.stop()


def _is_ready(app: Sanic) -> bool:
    agent = getattr(app.ctx, "agent", None)
    return agent is not None and bool(agent.is_ready())
