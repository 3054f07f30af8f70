"""A mail server on loopback, and a filed case whose letter can be mailed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from casework.mail.server import MailServer
from casework.mail.worker import MailRoom, mail_next
from casework.settings import get_settings
from casework.store.database import transaction
from casework.store.models import Case
from casework.store.testing import database_in_use
from tests.services.moved_clock import MovedClock
from tests.unit.cases.filed import a_filed_case

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
KEY = b"a key for links"
SENDER = "post@redress.example"


@dataclass
class Postbox:
    """What an aiosmtpd server got; ``answers`` are given to the next messages instead of 250."""

    answers: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)  # recipient: answer
    raw: list[bytes] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    _controller: Controller | None = None
    port: int = 0

    def start(self, **options: Any) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        if self.port == 0:
            self._controller.port = _free_port()
        self._controller.start()
        self.port = self._controller.port

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]  # type: ignore[misc]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.answers:
            return self.answers.pop(0)
        self.raw.append(envelope.content)
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(autouse=True)
def database_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("REDRESS_SMTP_URL", "smtp://127.0.0.1")
    get_settings.cache_clear()
    with database_in_use(tmp_path) as url:
        yield url
    get_settings.cache_clear()


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    postbox = Postbox()
    postbox.start()
    yield postbox
    postbox.stop()


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(NOW)


@pytest.fixture
def case() -> Case:
    with transaction() as session:
        return a_filed_case(session, NOW)


@dataclass
class Worker:
    """A mail worker for one server."""

    postbox: Postbox
    clock: MovedClock
    server: MailServer | None = None

    def work(self) -> int:
        """Hand in all that is due; return how many tries it took."""
        server = self.server or MailServer("127.0.0.1", self.postbox.port, SENDER)
        room = MailRoom(server, KEY, lambda token: f"https://redress.example/trader/{token}")
        tries = 0
        while mail_next(room, self.clock, lambda: 0.0):
            tries += 1
        return tries


@pytest.fixture
def worker(postbox: Postbox, clock: MovedClock) -> Worker:
    return Worker(postbox, clock)


@pytest.fixture
def free_port() -> int:
    return _free_port()
