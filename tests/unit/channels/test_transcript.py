"""The transcript is what was said, with what was understood of it, each line once."""

from datetime import UTC, datetime
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SessionStarted, UserUttered
from sqlalchemy import Engine, select

from bot.tracker_store import CaseTrackerStore, turn_was_stored
from bot.transcript import lines_of
from casework.store.database import reading
from casework.store.models import Message


def said(text: str, message_id: str | None = "m1", **metadata: Any) -> UserUttered:
    return UserUttered(
        text,
        {"name": "inform", "confidence": 0.8},
        [{"entity": "amount", "value": "45", "start": 0, "end": 2}],
        input_channel="web",
        message_id=message_id,
        metadata=metadata,
        timestamp=1_700_000_000.5,
    )


def texts(events: list[Event], already: int = 0) -> list[str]:
    return [line.text for line in lines_of(events, already)]


def test_each_line_has_a_key_of_its_turn_and_its_number() -> None:
    events = [said("a", "m1"), BotUttered("b"), BotUttered("c"), said("d", "m2"), BotUttered("e")]
    assert [line.key for line in lines_of(events)] == ["m1/0", "m1/1", "m1/2", "m2/0", "m2/1"]


def test_keys_do_not_depend_on_what_was_stored_before() -> None:
    events = [said("a", "m1"), BotUttered("b"), said("d", "m2"), BotUttered("e")]
    assert [line.key for line in lines_of(events, already=2)] == ["m2/0", "m2/1"]


def test_what_was_understood_goes_with_the_consumers_line() -> None:
    (line,) = lines_of([said("45 euros")])
    assert line.understood == {
        "intent": "inform",
        "confidence": 0.8,
        "entities": [{"entity": "amount", "value": "45"}],
    }
    assert line.at == datetime.fromtimestamp(1_700_000_000.5, UTC)


@pytest.mark.parametrize("text", ["/session_start_greeting", "/upload_evidence", ""])
def test_a_hidden_turn_has_no_line_of_the_consumer(text: str) -> None:
    assert texts([said(text), BotUttered("Hello.")]) == ["Hello."]


def test_a_turn_that_a_program_started_has_no_line_of_the_consumer() -> None:
    assert texts([UserUttered.create_external("remind", [])]) == []


def test_a_pressed_button_is_shown_by_its_title() -> None:
    buttons = [{"title": "Yes", "payload": "/affirm"}]
    events = [BotUttered("Is it so?", {"buttons": buttons}), said("/affirm")]
    assert texts(events) == ["Is it so?", "Yes"]


def test_the_words_that_the_channel_showed_go_before_the_words_that_rasa_read() -> None:
    assert texts([said("affirm", shown="/affirm")]) == ["/affirm"]


def test_buttons_letters_and_other_data_of_the_bot_are_kept() -> None:
    data: dict[str, Any] = {
        "buttons": [],
        "custom": {"letter": {"id": "l1", "number": "RD-1"}},
        "image": None,
    }
    (line,) = lines_of([BotUttered("Here it is.", data)])
    assert line.payload == {"custom": {"letter": {"id": "l1", "number": "RD-1"}}}


def test_words_before_any_message_have_a_key_as_well() -> None:
    first, second = lines_of([SessionStarted(), BotUttered("Hi."), BotUttered("What happened?")])
    assert first.key.endswith("/1")
    assert second.key.endswith("/2")


async def test_a_tracker_comes_back_from_the_store_as_it_was_saved(store: Engine) -> None:
    trackers = CaseTrackerStore(Domain.empty())
    tracker = await trackers.get_or_create_tracker("web-1", None, False)
    for event in (said("first", "m1"), BotUttered("one")):
        tracker.update(event)
    await trackers.save(tracker)
    again = await trackers.retrieve("web-1")
    assert again is not None
    assert list(again.events) == list(tracker.events)
    assert list(await trackers.keys()) == ["web-1"]
    assert await trackers.retrieve("web-2") is None


async def test_saving_again_adds_nothing_and_saving_more_adds_the_new(store: Engine) -> None:
    trackers = CaseTrackerStore(Domain.empty())
    tracker = await trackers.get_or_create_tracker("web-1", None, False)
    for event in (said("first", "m1"), BotUttered("one")):
        tracker.update(event)
    await trackers.save(tracker)
    await trackers.save(tracker)
    for event in (said("second", "m2"), BotUttered("two")):
        tracker.update(event)
    await trackers.save(tracker)
    with reading() as session:
        lines = session.scalars(select(Message).order_by(Message.sequence)).all()
        assert [line.text for line in lines] == ["first", "one", "second", "two"]
        assert turn_was_stored(session, "web-1", "m2")
        assert not turn_was_stored(session, "web-1", "m3")
        assert not turn_was_stored(session, "web-2", "m2")


async def test_words_that_quote_an_id_are_not_taken_for_the_id(store: Engine) -> None:
    trackers = CaseTrackerStore(Domain.empty())
    tracker = await trackers.get_or_create_tracker("web-1", None, False)
    tracker.update(said('"message_id": "m9"', "m1"))
    await trackers.save(tracker)
    with reading() as session:
        assert not turn_was_stored(session, "web-1", "m9")
