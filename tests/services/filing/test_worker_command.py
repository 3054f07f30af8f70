"""The command, as an operator runs it: a process of its own, stopped by a signal."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot.cli import app
from casework.settings import get_settings

COMMAND = [sys.executable, "-c", "from bot.cli import app; app()", "worker"]


def _environment(**settings: str) -> dict[str, str]:
    return {**os.environ, **settings, "NO_PROXY": "127.0.0.1"}


def test_the_command_delivers_until_it_is_stopped(receiver, post, clock, database_url) -> None:
    clock.move(timedelta(days=-3650))  # the command has the real clock: it is due long since
    post.enqueue("one")
    environment = _environment(
        REDRESS_DATABASE_URL=database_url,
        REDRESS_FILING_URL=receiver.url,
        REDRESS_FILING_SECRET="shared",
    )
    with subprocess.Popen(COMMAND, env=environment, stderr=subprocess.DEVNULL) as process:
        patience = threading.Event()
        for _ in range(1500):
            if receiver.cases:
                break
            patience.wait(0.02)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert list(receiver.cases) == ["case_filed:one"]
    assert post.row("one").status == "delivered"


@pytest.fixture
def settings(monkeypatch):
    """Let a test set settings through the environment."""

    def set_them(**values: str | None) -> None:
        for name, value in values.items():
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        get_settings.cache_clear()

    yield set_them
    get_settings.cache_clear()


def test_without_an_address_the_command_says_what_is_missing(settings) -> None:
    settings(REDRESS_FILING_URL=None)
    result = CliRunner().invoke(app, ["worker"])
    assert result.exit_code == 1
    assert "REDRESS_FILING_URL" in result.stderr
