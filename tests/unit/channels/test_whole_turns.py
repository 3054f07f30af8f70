"""A turn happens whole, or it leaves no trace and can be given again.

Rasa's own processor and action calls are used; only the model is replaced, by a fixed list of
actions for each turn, and the action server, by one that does as it is told.
"""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.data import TrainingType
from sqlalchemy import Engine, select, text

from bot.agent import ActionServer, KeptMessage, TurnFailed, WholeTurnAgent, WholeTurnProcessor
from bot.channels.base import RowsOnly
from bot.rasa_speed import speed_up
from bot.tracker_store import CaseTrackerStore
from casework.store.database import reading
from casework.store.models import Message

DOMAIN = Domain.from_yaml(
    """
    version: "3.1"
    intents: [inform]
    slots:
      told:
        type: text
        influence_conversation: false
        mappings:
        - type: custom
          action: action_read
    responses:
      utter_begin:
      - text: One moment.
      utter_send_again:
      - text: Please send that again.
    actions: [action_read, action_write]
    session_config:
      session_expiration_time: 0
      carry_over_slots_to_new_session: true
    """
)
SAID = {"events": [], "responses": [{"text": "It is written."}]}
NOTHING: dict[str, Any] = {"events": [], "responses": []}


class ActionServerStandIn:
    """Answers each action with the status and body that the test set for it."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.calls: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                action = json.loads(self.rfile.read(length))["next_action"]
                outer.calls.append(action)
                status, body = outer.answers[action]
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.http = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/webhook"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def answer(self, action: str, body: Any, status: int = 200) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers[action] = (status, data)

    def stop(self) -> None:
        self.http.shutdown()
        self.http.server_close()


class FixedTurns(WholeTurnProcessor):
    """Runs the same actions in every turn; reads every message as ``inform``."""

    actions = ("utter_begin", "action_write", "action_listen")

    @staticmethod
    def _load_model(_path: Any) -> tuple[str, Any, None]:
        metadata = SimpleNamespace(
            assistant_id="a", model_id="m", domain=DOMAIN, training_type=TrainingType.BOTH
        )
        return "model", metadata, None

    def _parse_message_with_graph(self, message: UserMessage, *_: Any, **__: Any) -> Any:
        return {
            "text": message.text,
            "intent": {"name": "inform", "confidence": 1.0},
            "entities": [],
        }

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        done = 0
        for event in reversed(tracker.events):
            if isinstance(event, UserUttered):
                break
            done += event.type_name in {"action", "action_execution_rejected"}
        return PolicyPrediction.for_action_name(DOMAIN, self.actions[done])


@pytest.fixture
def action_server() -> Iterator[ActionServerStandIn]:
    server = ActionServerStandIn()
    server.answer("action_read", NOTHING)
    server.answer("action_write", SAID)
    yield server
    server.stop()


@pytest.fixture
def agent(store: Engine, action_server: ActionServerStandIn) -> WholeTurnAgent:
    speed_up()
    agent = WholeTurnAgent(
        tracker_store=CaseTrackerStore(), action_endpoint=ActionServer(url=action_server.url)
    )
    agent.processor = FixedTurns(
        "model", agent.tracker_store, agent.lock_store, agent.nlg, agent.action_endpoint
    )
    agent.domain = agent.tracker_store.domain = DOMAIN
    agent.nlg.responses = DOMAIN.responses
    return agent


def kept(words: str = "My parcel is late.", message_id: str = "m1") -> KeptMessage:
    return KeptMessage(words, RowsOnly("web"), "web-1", input_channel="web", message_id=message_id)


def open_message(words: str | None) -> tuple[UserMessage, CollectingOutputChannel]:
    output = CollectingOutputChannel()
    return UserMessage(words, output, "dev-1", input_channel="rest"), output


def transcript() -> list[str]:
    with reading() as session:
        return [line.text for line in session.scalars(select(Message).order_by(Message.sequence))]


def stored_events(store: Engine) -> int:
    with store.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM events")).scalar_one())


async def test_a_whole_turn_is_stored_with_its_transcript(agent: WholeTurnAgent) -> None:
    await agent.handle_message(kept())
    assert transcript() == ["My parcel is late.", "One moment.", "It is written."]


@pytest.mark.parametrize(
    ("action", "body", "status", "passing"),
    [
        ("action_write", b"Service Unavailable", 503, True),
        ("action_write", {"error": "boom"}, 500, False),
        ("action_write", {"error": "no such action", "action_name": "action_write"}, 404, False),
        ("action_write", b"this is no JSON", 200, False),
        ("action_write", {"events": "none", "responses": []}, 200, False),
        ("action_write", {"events": [{"event": "slot"}], "responses": []}, 200, False),
        ("action_read", {"error": "boom"}, 500, False),
        ("action_read", b"Bad Gateway", 502, True),
    ],
    ids=[
        "not there",
        "error in the action",
        "unknown action",
        "no JSON",
        "wrong JSON",
        "wrong event",
        "error while slots are filled",
        "not there while slots are filled",
    ],
)
async def test_a_failed_action_leaves_no_trace_and_the_message_can_be_given_again(
    agent: WholeTurnAgent,
    action_server: ActionServerStandIn,
    store: Engine,
    action: str,
    body: Any,
    status: int,
    passing: bool,
) -> None:
    before = action_server.answers[action]
    action_server.answer(action, body, status)
    with pytest.raises(TurnFailed) as failed:
        await agent.handle_message(kept())
    assert failed.value.passing is passing
    assert stored_events(store) == 0
    assert transcript() == []
    action_server.answers[action] = before
    await agent.handle_message(kept())
    assert transcript() == ["My parcel is late.", "One moment.", "It is written."]


async def test_an_action_server_that_is_down_is_trouble_that_passes(
    agent: WholeTurnAgent, action_server: ActionServerStandIn, store: Engine
) -> None:
    action_server.stop()
    with pytest.raises(TurnFailed) as failed:
        await agent.handle_message(kept())
    assert failed.value.passing
    assert stored_events(store) == 0


async def test_a_failed_turn_does_not_spoil_what_was_said_before(
    agent: WholeTurnAgent, action_server: ActionServerStandIn, store: Engine
) -> None:
    await agent.handle_message(kept("first", "m1"))
    events, lines = stored_events(store), transcript()
    action_server.answer("action_write", {"error": "boom"}, 500)
    with pytest.raises(TurnFailed):
        await agent.handle_message(kept("second", "m2"))
    assert stored_events(store) == events
    assert transcript() == lines


async def test_an_action_that_fails_ends_the_turn_at_once(
    agent: WholeTurnAgent, action_server: ActionServerStandIn
) -> None:
    action_server.answer("action_read", {"error": "boom"}, 500)
    with pytest.raises(TurnFailed):
        await agent.handle_message(kept())
    assert action_server.calls == ["action_read"]


async def test_an_action_that_does_not_want_to_run_is_no_failure(
    agent: WholeTurnAgent, action_server: ActionServerStandIn
) -> None:
    action_server.answer("action_write", {"error": "no", "action_name": "action_write"}, 400)
    await agent.handle_message(kept())
    assert transcript() == ["My parcel is late.", "One moment."]


async def test_a_locked_database_is_trouble_that_passes(
    agent: WholeTurnAgent, store: Engine
) -> None:
    with store.connect() as other_process, other_process.begin():
        with pytest.raises(TurnFailed) as failed:
            await agent.handle_message(kept())
        assert failed.value.passing
    await agent.handle_message(kept())
    assert transcript()[-1] == "It is written."


async def test_the_open_channel_gets_plain_words_and_nothing_of_the_failed_turn(
    agent: WholeTurnAgent, action_server: ActionServerStandIn, store: Engine
) -> None:
    action_server.answer("action_write", {"error": "boom"}, 500)
    message, output = open_message("hello")
    await agent.handle_message(message)
    assert [line["text"] for line in output.messages] == ["Please send that again."]
    assert stored_events(store) == 0


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "That message was empty."),
        (None, "That message was empty."),
        ("\x00 \x07", "That message was empty."),
        ("a" * 20_000, "That is longer than I can take here."),
    ],
    ids=["empty", "none", "control characters", "20,000 characters"],
)
async def test_the_open_channel_answers_what_it_can_not_read(
    agent: WholeTurnAgent, words: str | None, answer: str
) -> None:
    message, output = open_message(words)
    await agent.handle_message(message)
    assert output.messages[0]["text"].startswith(answer)
    assert transcript() == []


async def test_an_agent_without_a_model_says_so_instead_of_losing_the_message(
    store: Engine,
) -> None:
    agent = WholeTurnAgent(tracker_store=CaseTrackerStore())
    with pytest.raises(TurnFailed) as failed:
        await agent.handle_message(kept())
    assert failed.value.passing
    message, output = open_message("hello")
    await agent.handle_message(message)
    assert len(output.messages) == 1
