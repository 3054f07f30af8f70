"""A receiver of filed cases on loopback, and an outbox with messages for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from casework.filing.outbox import enqueue
from casework.filing.worker import Receiver, deliver_next
from casework.store import conversations
from casework.store.cases import open_case
from casework.store.database import reading, transaction
from casework.store.models import OutboxItem
from casework.store.testing import database_in_use
from tests.services.moved_clock import MovedClock

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SECRET = b"a secret that both sides know"


@dataclass
class Request:
    """One request as the receiver saw it."""

    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class HttpReceiver:
    """A receiver that answers with the given status codes, then with 200."""

    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    cases: dict[str, Any] = field(default_factory=dict)  # by idempotency key
    port: int = 0
    _server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/cases"

    def start(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.take(Request(dict(self.headers.items()), body))
                self.send_response(status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()

    def take(self, request: Request) -> int:
        self.requests.append(request)
        status = self.statuses.pop(0) if self.statuses else 200
        if status < 300:
            self.cases.setdefault(request.headers["Idempotency-Key"], request.json)
        return status

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@pytest.fixture(autouse=True)
def database_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with database_in_use(tmp_path) as url:
        yield url


@pytest.fixture
def receiver() -> Iterator[HttpReceiver]:
    receiver = HttpReceiver()
    receiver.start()
    yield receiver
    receiver.stop()


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(NOW)


@pytest.fixture
def post(clock: MovedClock) -> Poster:
    return Poster(clock)


class Poster:
    """Puts messages into the outbox, and looks at them."""

    def __init__(self, clock: MovedClock) -> None:
        self.clock = clock

    def enqueue(self, *names: str) -> None:
        with transaction() as session:
            for name in names:
                conversations.touch(session, name, "web", self.clock())
                case = open_case(session, name, self.clock())
                enqueue(
                    session,
                    case,
                    kind="case_filed",
                    key=f"case_filed:{name}",
                    payload={"event": "case_filed", "case": {"number": name, "goods": "Käse"}},
                    now=self.clock(),
                )

    def row(self, name: str) -> OutboxItem:
        with reading() as session:
            return session.query(OutboxItem).filter_by(idempotency_key=f"case_filed:{name}").one()

    def deliver(self, receiver: HttpReceiver, secret: bytes | None = SECRET) -> bool:
        with requests.Session() as http:
            return deliver_next(http, self.clock, Receiver(receiver.url, secret), lambda: 0.0)
