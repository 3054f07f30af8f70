"""One turn of the conversation: what the consumer sent, and the ways to answer."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from casework.clock import Clock, system_clock
from casework.evidence.reading import ReadDocument
from casework.store.conversations import touch
from casework.store.database import transaction

Events = list[dict[str, Any]]
Button = dict[str, str]

CLAIM_INTENT = "report_"


def _last_action_before(tracker: Tracker, form: str) -> str | None:
    """Return the last action before this call; Rasa books a form as done before it validates."""
    names = [event["name"] for event in tracker.events if event.get("event") == "action"]
    if names and names[-1] == form:
        names.pop()
    return names[-1] if names else None


def _with_slots_that_exist(events: Events, domain: Mapping[str, Any] | None) -> Events:
    """Return the events without slots that the domain has not; the facts are in the database."""
    slots = {"requested_slot", *((domain or {}).get("slots") or {})}
    known = len(slots) > 1
    return [e for e in events if not known or e.get("event") != "slot" or e["name"] in slots]


@dataclass(frozen=True)
class Turn:
    """The consumer's latest message as Rasa understood it, and the moment it is worked on.

    ``turn_id`` is Rasa's id of the message; ``asked`` the fact whose question is open; ``fresh``
    tells whether the message has not been dealt with by another action of the same turn.
    """

    conversation_id: str
    channel: str
    turn_id: str | None
    text: str
    intent: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]
    asked: str | None
    fresh: bool
    slots: Mapping[str, Any]
    now: datetime
    papers: Mapping[str, ReadDocument] = field(default_factory=dict)  # by the id of the exhibit

    @classmethod
    def of(cls, tracker: Tracker, clock: Clock = system_clock) -> Turn:
        """Read the turn from Rasa's tracker."""
        message = tracker.latest_message
        intent = message.get("intent") or {}
        ranking = message.get("intent_ranking") or []
        return cls(
            conversation_id=tracker.sender_id,
            channel=tracker.get_latest_input_channel() or "unknown",
            turn_id=message.get("message_id"),
            text=message.get("text") or "",
            intent=intent.get("name") or "nlu_fallback",
            confidence=float(intent.get("confidence") or 0.0),
            ranking=tuple((entry["name"], float(entry["confidence"])) for entry in ranking),
            asked=tracker.get_slot("requested_slot"),
            fresh=_last_action_before(tracker, "claim_form") == "action_listen",
            slots=tracker.current_slot_values(),
            now=clock().astimezone(UTC),
        )

    @property
    def today(self) -> date:
        """Return the date of the turn (UTC)."""
        return self.now.date()

    @property
    def pressed(self) -> bool:
        """Tell whether a button was pressed, or its payload typed, instead of words written."""
        return self.text.startswith("/")

    @property
    def words(self) -> str:
        """Return what the consumer wrote; a pressed button has no words."""
        return "" if self.pressed else self.text

    @property
    def pressed_value(self) -> str | None:
        """Return the value of a pressed answer button (``/answer{"value": ...}``), if it is one."""
        return self.pressed_value_of("answer")

    def pressed_value_of(self, intent: str) -> str | None:
        """Return the value of a pressed button of this intent, if it is one.

        A payload can be typed by anyone, so the value carries no authority: it is only ever
        matched against the choices that were offered.
        """
        if not self.text.startswith(f"/{intent}{{"):
            return None
        try:
            value = json.loads(self.text.removeprefix(f"/{intent}")).get("value")
        except (ValueError, AttributeError):
            return None
        return value if isinstance(value, str) else None

    def claim_guesses(self) -> list[tuple[str, float]]:
        """Return claim types with their confidence, the likeliest first."""
        guesses = self.ranking or ((self.intent, self.confidence),)
        return [(n.removeprefix(CLAIM_INTENT), c) for n, c in guesses if n.startswith(CLAIM_INTENT)]


def answer_button(title: str, value: str) -> Button:
    """Return a button that answers the open question with ``value``."""
    return value_button(title, "answer", value)


def value_button(title: str, intent: str, value: str) -> Button:
    """Return a button that means ``intent`` with a value (``Turn.pressed_value_of`` reads it)."""
    payload = json.dumps({"value": value}, ensure_ascii=False)
    return intent_button(title, intent + payload)


def intent_button(title: str, intent: str) -> Button:
    """Return a button that means ``intent``."""
    return {"title": title[:1].upper() + title[1:], "payload": f"/{intent}"}


def as_list(lines: Iterable[str]) -> str:
    """Return lines as a list for the chat."""
    return "\n".join(f"- {line}" for line in lines)


class CaseAction(Action, ABC):
    """A custom action that works on the case of the conversation, in one transaction.

    What goes wrong (a locked database, a bug) is raised: the channel then tells the consumer so in
    plain words, keeps the message and works on it again.
    """

    action_name: str
    clock: Clock = staticmethod(system_clock)

    def name(self) -> str:
        """Return the name that the domain knows the action by."""
        return self.action_name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Run the action: one turn, one transaction."""
        turn = await self.prepare(Turn.of(tracker, self.clock))
        with transaction() as session:
            touch(session, turn.conversation_id, turn.channel, turn.now)
            return _with_slots_that_exist(self.act(turn, session, dispatcher), domain)

    async def prepare(self, turn: Turn) -> Turn:
        """Do what takes long, before the transaction; return the turn with what came of it."""
        return turn

    @abstractmethod
    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Do what the action is for and return Rasa events."""
