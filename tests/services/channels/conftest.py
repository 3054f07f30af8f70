"""A real chat server on a free loopback port, with an agent that only echoes."""

import asyncio
import json
import shutil
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from sanic import Sanic

from bot.agent import TurnFailed
from bot.channels.app import create_app
from bot.channels.web import WebInput
from bot.channels.worker import Pauses
from bot.tracker_store import CaseTrackerStore
from casework.settings import Settings
from casework.store.database import make_engine, use_engine
from casework.store.migrate import upgrade

Sanic.test_mode = True  # Sanic rewrites its own methods at start-up; only so can it start twice

PATIENCE = 20  # seconds until a test gives up; none waits that long


class EchoAgent:
    """Talks like Rasa's agent towards the channels, and stores its turns like it."""

    def __init__(self) -> None:
        self.domain = Domain.empty()
        self.store = CaseTrackerStore(self.domain)
        self.turns: list[str] = []
        self.ready = True
        self.failure: Exception | None = None
        self.failure_after_saving: Exception | None = None
        self.held: asyncio.Event | None = None

    def is_ready(self) -> bool:
        return self.ready

    async def handle_message(self, message: UserMessage) -> None:
        if self.held is not None:
            await self.held.wait()
        if self.failure is not None:
            raise self.failure
        self.turns.append(message.text)
        tracker = await self.store.get_or_create_tracker(message.sender_id, None, False)
        tracker.update(
            UserUttered(
                message.text,
                {"name": "echo", "confidence": 0.9},
                [{"entity": "word", "value": message.text}],
                input_channel=message.input_channel,
                message_id=message.message_id,
                metadata=message.metadata,
            )
        )
        said = f"You said: {message.text}"
        buttons = [{"title": "Yes", "payload": '/affirm{"value": "yes"}'}]
        tracker.update(BotUttered(said, {"buttons": buttons if "choose" in said else []}))
        await self.store.save(tracker)
        await message.output_channel.send_response(message.sender_id, {"text": said})
        if self.failure_after_saving is not None:
            failure, self.failure_after_saving = self.failure_after_saving, None
            raise failure


class ChatServer:
    """The application of the chat server in a thread of its own."""

    def __init__(self, settings: Settings, agent: EchoAgent, widget: Path) -> None:
        self.agent = agent
        channels = [WebInput(settings, pauses=Pauses(first=0.02, longest=0.1)), RestInput()]
        self.channel = channels[0]
        self.app = create_app(
            settings,
            lambda: agent,
            input_channels=channels,
            name=f"chat_{uuid.uuid4().hex}",
            widget=widget,
        )
        self.loop = asyncio.new_event_loop()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self._up: Future[None] = Future()

    def start(self) -> "ChatServer":
        self.thread.start()
        self._up.result(PATIENCE)
        return self

    def stop(self) -> None:
        self.call(self._shut_down)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(PATIENCE)

    def call(self, work: Callable[[], Any]) -> Any:
        """Run a coroutine function on the server's loop."""
        return asyncio.run_coroutine_threadsafe(work(), self.loop).result(PATIENCE)

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        try:
            self.loop.run_until_complete(self._start_up())
        except Exception as error:
            self._up.set_exception(error)
            return
        self._up.set_result(None)
        self.loop.run_forever()

    async def _start_up(self) -> None:
        self.server = await self.app.create_server(sock=self.socket, return_asyncio_server=True)
        await self.server.startup()
        await self.server.before_start()
        await self.server.after_start()
        await self.server.start_serving()

    async def _shut_down(self) -> None:
        await self.server.before_stop()
        self.server.close()
        for connection in list(self.server.connections):
            connection.abort()
        await self.server.after_stop()


@dataclass
class Browser:
    """One consumer's session, as the widget holds it."""

    address: str
    token: str
    last: int = 0
    heard: list[dict[str, Any]] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str, **options: Any) -> requests.Response:
        return requests.get(self._url(path), headers=self.headers, timeout=PATIENCE, **options)

    def post(self, path: str, **options: Any) -> requests.Response:
        return requests.post(self._url(path), headers=self.headers, timeout=PATIENCE, **options)

    def say(self, text: str, client_id: str | None = None) -> requests.Response:
        body = {"client_id": client_id or str(uuid.uuid4()), "text": text}
        return self.post("messages", json=body)

    def press(self, payload: str, client_id: str | None = None) -> requests.Response:
        body = {"client_id": client_id or str(uuid.uuid4()), "payload": payload, "text": "x"}
        return self.post("messages", json=body)

    def upload(self, name: str, data: bytes, client_id: str | None = None) -> requests.Response:
        fields = {"client_id": client_id or str(uuid.uuid4())}
        return self.post("uploads", files={"file": (name, data)}, data=fields)

    def events(self) -> Iterator[tuple[str, Any]]:
        """Open a stream that begins after the last line that was read; return its events."""
        stream = self.get(f"events?after={self.last}", stream=True)
        assert stream.status_code == 200
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        return self._parsed(stream)

    @staticmethod
    def _parsed(stream: requests.Response) -> Iterator[tuple[str, Any]]:
        name = ""
        with stream:
            for line in stream.iter_lines(chunk_size=1, decode_unicode=True):
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    yield name, json.loads(line.removeprefix("data: "))

    def read_until(self, text: str) -> list[dict[str, Any]]:
        """Read lines of the transcript up to one that contains ``text``; return those read now."""
        lines = []
        for name, data in self.events():
            if name != "message":
                continue
            lines.append(data)
            self.heard.append(data)
            self.last = data["sequence"]
            if text in data["text"]:
                return lines
        raise AssertionError(f"{text!r} was never said, only {[line['text'] for line in lines]}")

    def _url(self, path: str) -> str:
        return f"{self.address}/webhooks/web/{path}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, max_upload_bytes=10 * 1024 * 1024, actions_port=1)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "redress.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(autouse=True)
def store(settings: Settings, empty_database: Path) -> Iterator[None]:
    shutil.copy(empty_database, settings.data_dir / empty_database.name)
    engine = make_engine(settings.database)
    use_engine(engine)
    yield
    use_engine(None)
    engine.dispose()


@pytest.fixture
def widget(tmp_path: Path) -> Path:
    folder = tmp_path / "widget"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Chat</title>", "utf-8")
    (folder / "chat.js").write_text("export const hello = 1;", "utf-8")
    return folder


@pytest.fixture
def agent(store: None) -> EchoAgent:
    return EchoAgent()


@pytest.fixture
def serve(settings: Settings, widget: Path) -> Iterator[Callable[[EchoAgent], ChatServer]]:
    """Return a starter of servers; all that it started are stopped at the end."""
    started: list[ChatServer] = []

    def start(agent: EchoAgent) -> ChatServer:
        server = ChatServer(settings, agent, widget).start()
        started.append(server)
        return server

    yield start
    for server in started:
        if server.thread.is_alive():
            server.stop()


@pytest.fixture
def server(serve: Callable[[EchoAgent], ChatServer], agent: EchoAgent) -> ChatServer:
    return serve(agent)


@pytest.fixture
def open_chat() -> Callable[[ChatServer], Browser]:
    def start(server: ChatServer) -> Browser:
        answer = requests.post(f"{server.address}/webhooks/web/sessions", json={}, timeout=PATIENCE)
        assert answer.status_code == 201
        return Browser(server.address, answer.json()["token"])

    return start


@pytest.fixture
def browser(server: ChatServer, open_chat: Callable[[ChatServer], Browser]) -> Browser:
    return open_chat(server)


@pytest.fixture
def action_server_down() -> Exception:
    return TurnFailed("no action server", passing=True)
