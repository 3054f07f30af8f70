"""Trouble on our side: the consumer hears of it, and every accepted answer gets its turn once."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.agent import TurnFailed
from bot.channels.worker import GIVE_UP_AT_FAILURE
from casework.store.database import StoreBusy, reading
from casework.store.models import InboundMessage, Message

TROUBLE = "Something on our side does not work right now."


def waiting() -> int:
    with reading() as session:
        pending = InboundMessage.processed_at.is_(None)
        return session.scalar(select(func.count()).where(pending)) or 0


def lines_with(text: str) -> int:
    with reading() as session:
        return session.scalar(select(func.count()).where(Message.text.contains(text))) or 0


def test_answers_given_while_the_action_server_is_down_are_worked_on_when_it_is_back(
    server: Any, browser: Any, action_server_down: Exception
) -> None:
    browser.read_until("greeting")
    server.agent.failure = action_server_down
    browser.say("first")
    browser.read_until(TROUBLE)
    browser.say("second")
    server.agent.failure = None
    browser.read_until("You said: second")
    assert server.agent.turns[1:] == ["first", "second"]
    assert lines_with(TROUBLE) == 1


def test_a_locked_database_during_the_turn_loses_nothing(server: Any, browser: Any) -> None:
    browser.read_until("greeting")
    server.agent.failure = StoreBusy("locked")
    browser.say("hello")
    browser.read_until(TROUBLE)
    server.agent.failure = None
    browser.read_until("You said: hello")


def test_a_turn_that_can_never_work_is_left_and_the_next_answer_is_taken(
    server: Any, browser: Any
) -> None:
    browser.read_until("greeting")
    server.agent.failure = TurnFailed("the action server answered 500", passing=False)
    browser.say("poison")
    browser.read_until("Please send that again")
    server.agent.failure = None
    browser.say("something else")
    browser.read_until("You said: something else")
    assert server.agent.turns[1:] == ["something else"]
    assert [line["text"] for line in browser.heard].count("poison") == 1
    assert GIVE_UP_AT_FAILURE > 1


def test_an_answer_accepted_before_a_crash_is_worked_on_after_the_restart(
    serve: Callable[[Any], Any], agent: Any, open_chat: Callable[[Any], Any]
) -> None:
    first = serve(agent)
    browser = open_chat(first)
    browser.read_until("greeting")
    agent.held = asyncio.Event()  # every turn hangs from now on
    assert browser.say("important").status_code == 202
    first.stop()
    assert waiting() == 1
    agent.held = None
    second = serve(agent)
    browser.address = second.address
    lines = browser.read_until("You said: important")
    assert [line["text"] for line in lines] == ["important", "You said: important"]
    assert agent.turns.count("important") == 1


def test_a_turn_stored_before_a_crash_is_not_run_again(server: Any, browser: Any) -> None:
    browser.read_until("greeting")
    server.agent.failure_after_saving = RuntimeError("died before the message was ticked off")
    browser.say("once")
    browser.read_until("You said: once")
    browser.say("next")
    browser.read_until("You said: next")
    assert server.agent.turns[1:] == ["once", "next"]
    assert lines_with("You said: once") == 1
    assert waiting() == 0


def test_messages_are_accepted_while_the_model_still_loads(
    serve: Callable[[Any], Any], agent: Any, open_chat: Callable[[Any], Any]
) -> None:
    agent.ready = False
    browser = open_chat(serve(agent))
    assert browser.say("early").status_code == 202
    assert agent.turns == []
    agent.ready = True
    browser.read_until("You said: early")
    assert lines_with(TROUBLE) == 0


def test_one_troubled_conversation_does_not_hold_up_another(
    server: Any, browser: Any, open_chat: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.read_until("greeting")
    answer = server.agent.handle_message

    async def fail_for_one(message: Any) -> None:
        if message.text == "stuck":
            raise TurnFailed("no action server", passing=True)
        await answer(message)

    monkeypatch.setattr(server.agent, "handle_message", fail_for_one)
    browser.say("stuck")
    browser.read_until(TROUBLE)
    other = open_chat(server)
    other.say("I can talk")
    other.read_until("You said: I can talk")
    assert waiting() == 1
