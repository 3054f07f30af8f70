"""Talking over the web channel: each message gets one turn, in order, and none is lost."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import requests
from sqlalchemy import select

from casework.store.database import transaction
from casework.store.models import InboundMessage


def texts(lines: list[dict[str, Any]]) -> list[str]:
    return [line["text"] for line in lines]


def test_the_bot_greets_a_new_session_without_a_line_of_the_consumer(browser: Any) -> None:
    lines = browser.read_until("You said")
    assert texts(lines) == ["You said: /session_start_greeting"]
    assert lines[0]["sender"] == "bot"


def test_an_answer_comes_through_the_stream_after_the_consumers_own_line(browser: Any) -> None:
    browser.read_until("greeting")
    client_id = str(uuid.uuid4())
    answer = browser.say("It never came.", client_id)
    assert (answer.status_code, answer.json()) == (202, {"accepted": True})
    own, reply = browser.read_until("You said: It never came.")
    assert (own["sender"], own["text"], own["client_id"]) == (
        "consumer",
        "It never came.",
        client_id,
    )
    assert (reply["sender"], reply["client_id"]) == ("bot", None)
    assert reply["sequence"] == own["sequence"] + 1


def test_a_session_is_resumed_after_a_reload(browser: Any) -> None:
    answer = browser.get("sessions/current")
    assert answer.status_code == 200
    assert answer.json()["limits"]["max_text"] == 4000
    assert ".heic" in answer.json()["limits"]["accept"]
    assert answer.json()["conversation_started"]


def test_messages_are_answered_in_the_order_they_were_sent(server: Any, browser: Any) -> None:
    for number in range(12):
        assert browser.say(f"message {number}.").status_code == 202
    browser.read_until("You said: message 11.")
    assert server.agent.turns[1:] == [f"message {number}." for number in range(12)]
    assert [line["sequence"] for line in browser.heard] == list(range(1, len(browser.heard) + 1))


def test_the_same_message_sent_twice_gets_one_turn(server: Any, browser: Any) -> None:
    client_id = str(uuid.uuid4())
    for _ in range(3):
        assert browser.say("only once", client_id).status_code == 202
    browser.say("the end")
    lines = browser.read_until("You said: the end")
    assert server.agent.turns.count("only once") == 1
    assert texts(lines).count("only once") == 1


def test_a_cut_connection_loses_no_line(browser: Any) -> None:
    browser.read_until("greeting")  # this stream ends here
    browser.say("while nobody listened")
    browser.say("and once more")
    lines = browser.read_until("You said: and once more")
    assert texts(lines)[0] == "while nobody listened"
    sequences = [line["sequence"] for line in browser.heard]
    assert sequences == list(range(1, len(sequences) + 1))


def test_the_stream_says_that_an_answer_is_being_worked_on(server: Any, browser: Any) -> None:
    browser.read_until("greeting")
    stream = browser.events()
    browser.say("hello")
    seen = []
    for name, data in stream:
        seen.append((name, data.get("on", data.get("text"))))
        if ("message", "You said: hello") in seen and ("typing", False) in seen:
            break
    assert ("message", "hello") in seen
    stream.close()


def test_a_line_of_a_mediator_in_another_process_reaches_an_open_stream(browser: Any) -> None:
    from datetime import UTC, datetime

    from casework.store.conversations import append_message
    from casework.store.models import Conversation

    browser.read_until("greeting")
    with transaction() as session:
        conversation = session.scalars(select(Conversation)).one()
        append_message(
            session,
            conversation.id,
            key="mediator/1",
            sender="mediator",
            text="I have read your case.",
            now=datetime.now(UTC),
        )
    (line,) = browser.read_until("I have read your case.")
    assert line["sender"] == "mediator"


@pytest.mark.parametrize(
    "typed",
    ['/affirm{"value": "yes"}', "//session_start_greeting", "/ /affirm", "/\u00a0/affirm"],
)
def test_a_typed_command_is_read_as_words(server: Any, browser: Any, typed: str) -> None:
    browser.read_until("greeting")
    assert browser.say(typed).status_code == 202
    lines = browser.read_until("You said: ")
    assert not server.agent.turns[-1].startswith("/")
    assert lines[0]["text"] == typed.strip()


def test_a_button_that_was_offered_can_be_pressed_and_shows_its_title(
    server: Any, browser: Any
) -> None:
    browser.say("let me choose")
    lines = browser.read_until("You said: let me choose")
    (button,) = lines[-1]["buttons"]
    assert browser.press(button["payload"]).status_code == 202
    own, _ = browser.read_until("You said: /affirm")
    assert (own["sender"], own["text"]) == ("consumer", "Yes")
    assert server.agent.turns[-1] == button["payload"]


def test_a_button_that_nobody_offered_is_refused(server: Any, browser: Any) -> None:
    browser.read_until("greeting")
    answer = browser.press("/file_case")
    assert (answer.status_code, answer.json()) == (400, {"error": "unknown_button"})


def test_a_button_of_another_conversation_is_refused(
    server: Any, browser: Any, open_chat: Callable[[Any], Any]
) -> None:
    browser.say("let me choose")
    payload = browser.read_until("You said: let me choose")[-1]["buttons"][0]["payload"]
    assert open_chat(server).press(payload).status_code == 400


def test_a_button_pressed_twice_before_the_answer_gets_one_turn(
    server: Any, browser: Any, action_server_down: Exception
) -> None:
    browser.say("let me choose")
    payload = browser.read_until("You said: let me choose")[-1]["buttons"][0]["payload"]
    server.agent.failure = action_server_down
    for _ in range(2):
        assert browser.press(payload).status_code == 202
    server.agent.failure = None
    browser.say("the end")
    browser.read_until("You said: the end")
    assert server.agent.turns.count(payload) == 1


@pytest.mark.parametrize(
    ("text", "status", "error"),
    [
        ("", 400, {"error": "empty_message"}),
        (" \n\t ", 400, {"error": "empty_message"}),
        ("\x00\x07", 400, {"error": "empty_message"}),
        ("a" * 20_000, 413, {"error": "message_too_long", "limit": 4000}),
        ("a" * 2_000_000, 413, {"error": "message_too_long"}),
    ],
    ids=["empty", "blank", "control characters", "20,000 characters", "2,000,000 characters"],
)
def test_a_message_that_can_not_be_taken_is_refused_with_its_reason(
    browser: Any, text: str, status: int, error: dict[str, Any]
) -> None:
    answer = browser.say(text)
    assert (answer.status_code, answer.json()) == (status, error)


def test_the_longest_message_emoji_and_other_scripts_are_taken(browser: Any) -> None:
    assert browser.say("b" * 4000).status_code == 202
    assert browser.say("😀👨‍👩‍👧").status_code == 202
    assert browser.say("包裹没有到").status_code == 202
    lines = browser.read_until("You said: 包裹没有到")
    assert "😀👨‍👩‍👧" in texts(lines)


def test_control_characters_are_dropped_and_line_breaks_kept(browser: Any) -> None:
    browser.say("one\x00 line\r\nand\x1b another")
    lines = browser.read_until("You said: one")
    assert "one line\nand another" in texts(lines)


@pytest.mark.parametrize(
    "body", ["[]", '"words"', "{", '{"text": "no id"}', '{"client_id": "a b", "text": "x"}']
)
def test_a_request_outside_the_protocol_is_refused_plainly(browser: Any, body: str) -> None:
    answer = browser.post("messages", data=body.encode())
    assert (answer.status_code, answer.json()) == (400, {"error": "bad_request"})


@pytest.mark.parametrize("token", ["", "nonsense", "Indlcy0xIg.forged"])
def test_a_bad_token_opens_nothing(server: Any, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    base = f"{server.address}/webhooks/web/"
    for path in ("sessions/current", "events?after=0", "letters/x.pdf"):
        answer = requests.get(base + path, headers=headers, timeout=10)
        assert (answer.status_code, answer.json()) == (401, {"error": "session_invalid"})
    answer = requests.post(base + "messages", json={"client_id": "1"}, headers=headers, timeout=10)
    assert answer.status_code == 401


def test_a_token_of_another_installation_opens_nothing(server: Any) -> None:
    from bot.channels.sessions import Sessions

    _, token = Sessions(b"another key").start("web")
    answer = requests.get(
        f"{server.address}/webhooks/web/sessions/current",
        headers={"Authorization": f"Bearer {token}"},
        timeout=10,
    )
    assert answer.status_code == 401


def test_a_locked_database_asks_the_sender_to_try_again(
    browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.channels import base
    from casework.store.database import StoreBusy

    def locked(*_: Any) -> None:
        raise StoreBusy("locked")

    browser.read_until("greeting")
    monkeypatch.setattr(base, "store_arrival", locked)
    answer = browser.say("hello")
    assert (answer.status_code, answer.json()) == (503, {"error": "try_again"})
    monkeypatch.undo()
    with transaction() as session:
        assert len(session.scalars(select(InboundMessage)).all()) == 1
    assert browser.say("hello").status_code == 202
