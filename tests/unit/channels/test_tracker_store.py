"""Rasa's memory: what a turn leaves behind, and that a long talk stays as quick as a short one."""

from __future__ import annotations

import pytest
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
from sqlalchemy import Engine, select

from bot.tracker_store import MOST_EVENTS, CaseTrackerStore
from casework.store.database import reading
from casework.store.models import Message

DOMAIN = Domain.from_dict(
    {
        "slots": {name: {"type": "any", "mappings": [{"type": "custom"}]} for name in ("a", "b")},
        "forms": {"claim_form": {"required_slots": ["a"]}},
    }
)
TURNS = 50


async def _turn(store: CaseTrackerStore, number: int, words: str | None = None) -> None:
    tracker = await store.get_or_create_tracker("dev-1")
    for event in [*(_start() if number == 0 else ()), *_events(number, words)]:
        tracker.update(event)
    await store.save(tracker)


def _start() -> list[Event]:
    started = [ActionExecuted("action_session_start"), SessionStarted()]
    return [*started, ActionExecuted("action_listen"), ActiveLoop("claim_form"), SlotSet("b", "c")]


def _events(number: int, words: str | None) -> list[Event]:
    text = words or f"message {number}"
    button = {"title": f"Title {number}", "payload": f"/press{number}"}
    return [
        UserUttered(text, input_channel="rest", message_id=f"m{number}"),
        SlotSet("a", number),
        BotUttered(f"reply {number}", {"buttons": [button]}),
        ActionExecuted("action_listen"),
    ]


async def _remembered(store: CaseTrackerStore) -> DialogueStateTracker:
    tracker = await store.retrieve("dev-1")
    assert tracker is not None
    return tracker


def _lines() -> list[str]:
    with reading() as session:
        return [line.text for line in session.scalars(select(Message).order_by(Message.sequence))]


@pytest.fixture
def trackers(store: Engine) -> CaseTrackerStore:
    return CaseTrackerStore(DOMAIN)


async def test_a_long_talk_is_not_read_whole_in_each_turn(trackers: CaseTrackerStore) -> None:
    for number in range(TURNS):
        await _turn(trackers, number)
        assert len((await _remembered(trackers)).events) < MOST_EVENTS + 10


async def test_slots_and_form_outlast_a_fresh_start(trackers: CaseTrackerStore) -> None:
    for number in range(TURNS):
        await _turn(trackers, number)
    remembered = await _remembered(trackers)
    assert remembered.get_slot("a") == TURNS - 1
    assert remembered.get_slot("b") == "c"
    assert remembered.active_loop_name == "claim_form"
    assert remembered.latest_action_name == "action_listen"


async def test_the_transcript_of_a_long_talk_has_each_line_once(trackers: CaseTrackerStore) -> None:
    for number in range(TURNS):
        await _turn(trackers, number)
    spoken = [f"{kind} {number}" for number in range(TURNS) for kind in ("message", "reply")]
    assert _lines() == spoken


async def test_a_pressed_button_keeps_its_title_at_each_place_of_the_talk(
    trackers: CaseTrackerStore,
) -> None:
    for number in range(TURNS):
        await _turn(trackers, number, f"/press{number - 1}" if number else None)
    assert _lines()[2::2] == [f"Title {number}" for number in range(TURNS - 1)]
