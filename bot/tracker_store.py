"""Rasa's memory of conversations, in the database of the cases, together with the transcript.

Rasa's own SQL store builds its URL in a way that SQLAlchemy 2 refuses, and opens an engine of its
own. This one works on the engine of ``casework.store``; its table is ``events``.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.transcript import lines_of, write_lines
from casework.store.database import current_engine, reading, transaction

_Event = SQLTrackerStore.SQLEvent

MOST_EVENTS = 60
"""Events after which Rasa's memory starts anew from slots and form. Rasa replays all events since
the start of the session in each turn, so that a long talk would become slower and slower."""


class CaseTrackerStore(SQLTrackerStore):
    """Keeps trackers and transcript in one transaction: there is never one without the other."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        **_settings: Any,
    ) -> None:
        self.engine = current_engine()
        self.Base.metadata.create_all(self.engine)
        TrackerStore.__init__(self, domain, event_broker)

    @contextmanager
    def session_scope(self) -> Iterator[Session]:
        """Give the session that Rasa's own methods read with."""
        with reading() as session:
            yield session

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the new events of the tracker, and the lines of the transcript that they make.

        Raises StoreBusy where the database stayed locked: nothing is written then.
        """
        await self.stream_events(tracker)
        # A writer may have to wait for another process; the event loop must not.
        await asyncio.to_thread(self._write, tracker)

    def _write(self, tracker: DialogueStateTracker) -> None:
        conversation_id = tracker.sender_id
        channel = tracker.get_latest_input_channel() or "unknown"
        events = list(tracker.events)
        with transaction() as session:
            known = self._event_query(session, conversation_id, False).count()
            lines = list(lines_of(events, known))
            if any(map(erases, events[known:])):
                session.execute(delete(_Event).where(_Event.sender_id == conversation_id))
                events, known = _clean_start(), 0
                tracker.events = deque(events)
            elif known >= MOST_EVENTS and _between_turns(events, known):
                start = self._fresh_start(conversation_id, events, known)
                events[known:known] = start
                tracker.events = deque(events[known:])  # as it will be read next time
            session.add_all(_row(conversation_id, event) for event in events[known:])
            write_lines(session, conversation_id, channel, lines)

    def _fresh_start(self, conversation_id: str, events: list[Event], known: int) -> list[Event]:
        """Return a start of session that leads to the state after the first ``known`` events."""
        before = DialogueStateTracker.from_events(
            conversation_id, events[:known], self.domain.slots if self.domain else None
        )
        filled = [
            SlotSet(name, slot.value)
            for name, slot in before.slots.items()
            if slot.value != slot.initial_value
        ]
        start = [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            *filled,
            ActiveLoop(before.active_loop_name),
            ActionExecuted(ACTION_LISTEN_NAME),
        ]
        for event in start:
            event.timestamp = events[known].timestamp
        return start


def erases(event: Event) -> bool:
    """Tell whether the bot said with this event that all was erased: the talk goes as well."""
    return isinstance(event, BotUttered) and bool((event.data.get("custom") or {}).get("erased"))


def _clean_start() -> list[Event]:
    listening = ActionExecuted(ACTION_LISTEN_NAME)
    return [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), listening]


def _between_turns(events: list[Event], known: int) -> bool:
    last = events[known - 1]
    new = len(events) > known and isinstance(events[known], UserUttered)
    return new and isinstance(last, ActionExecuted) and last.action_name == ACTION_LISTEN_NAME


def turn_was_stored(session: Session, conversation_id: str, message_id: str) -> bool:
    """Tell whether the turn of this message is in the tracker, so that it must not run again."""
    mark = f'"message_id": {json.dumps(message_id)}'
    query = select(_Event.id).where(
        _Event.sender_id == conversation_id,
        _Event.type_name == "user",
        _Event.data.contains(mark, autoescape=True),
    )
    return session.execute(query.limit(1)).first() is not None


def _row(conversation_id: str, event: Event) -> Any:
    data = event.as_dict()
    return _Event(
        sender_id=conversation_id,
        type_name=event.type_name,
        timestamp=data.get("timestamp"),
        intent_name=data.get("parse_data", {}).get("intent", {}).get("name"),
        action_name=data.get("name"),
        data=json.dumps(data),
    )
