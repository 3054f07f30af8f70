"""The whole product, served for real on free ports, with data of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).parents[3]
READY_WITHIN = 240  # seconds; a machine that trains or tests beside it is slow


@dataclass
class Served:
    """A running ``redress serve``."""

    chat: str
    console: str
    data: Path
    process: subprocess.Popen[str]
    log: Path

    def login(self) -> tuple[str, str]:
        """Return the console's first login, as it was printed."""
        match = re.search(r"Login:\s+(\S+) / (\S+)", self.log.read_text("utf-8"))
        assert match, self.log.read_text("utf-8")
        return match[1], match[2]

    def wait_until_ready(self) -> None:
        give_up = time.monotonic() + READY_WITHIN
        while time.monotonic() < give_up:
            if all(_answers(f"{a}/healthz") for a in (self.chat, self.console)):
                return
            time.sleep(0.3)
        raise AssertionError(self.log.read_text("utf-8"))

    def pids(self, command: str) -> list[int]:
        """Return the processes of this server whose command line holds ``command``."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                environment = (entry / "environ").read_bytes()
            except OSError:
                continue
            if command in line and str(self.data).encode() in environment:
                found.append(int(entry.name))
        return found


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=2).status_code == 200
    except requests.RequestException:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve everything, as ``make run`` does, until the tests are over."""
    data = tmp_path_factory.mktemp("served")
    chat, console, actions = _free_port(), _free_port(), _free_port()
    environment = os.environ | {
        "REDRESS_DATA_DIR": str(data),
        "REDRESS_CHAT_PORT": str(chat),
        "REDRESS_WEB_PORT": str(console),
        "REDRESS_ACTIONS_PORT": str(actions),
    }
    log = data / "serve.log"
    command = [sys.executable, "-m", "bot.cli", "serve"]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=out, text=True
        )
    running = Served(f"http://127.0.0.1:{chat}", f"http://127.0.0.1:{console}", data, process, log)
    try:
        running.wait_until_ready()
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
