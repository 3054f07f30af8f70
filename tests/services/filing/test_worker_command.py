"""The command, as an operator runs it: a process of its own, stopped by a signal."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

COMMAND = [sys.executable, "-m", "bot.cli", "worker"]


def _environment(**settings: str) -> dict[str, str]:
    return {**os.environ, **settings, "NO_PROXY": "127.0.0.1"}


def _wait_for_a_case(receiver) -> None:
    patience = threading.Event()
    for _ in range(1500):
        if receiver.cases:
            return
        patience.wait(0.02)
    raise AssertionError("no case arrived")


def test_the_command_delivers_until_it_is_stopped(receiver, post, clock, database_url) -> None:
    clock.move(timedelta(days=-3650))  # the command has the real clock: it is due long since
    post.enqueue("one")
    environment = _environment(
        REDRESS_DATABASE_URL=database_url,
        REDRESS_FILING_URL=receiver.url,
        REDRESS_FILING_SECRET="shared",
    )
    with subprocess.Popen(COMMAND, env=environment, stderr=subprocess.DEVNULL) as process:
        _wait_for_a_case(receiver)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert list(receiver.cases) == ["case_filed:one"]
    assert post.row("one").status == "delivered"


def test_without_an_address_the_command_says_so_and_waits(database_url) -> None:
    environment = _environment(REDRESS_DATABASE_URL=database_url)
    environment.pop("REDRESS_FILING_URL", None)
    with subprocess.Popen(COMMAND, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert "REDRESS_FILING_URL is not set" in process.stderr.readline()
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_what_failed_is_sent_again_on_demand(receiver, post, clock, database_url) -> None:
    clock.move(timedelta(days=-3650))
    post.enqueue("one")
    receiver.statuses = [401]
    post.deliver(receiver)
    environment = _environment(REDRESS_DATABASE_URL=database_url, REDRESS_FILING_URL=receiver.url)
    command = [*COMMAND, "--retry-failed"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        _wait_for_a_case(receiver)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert post.row("one").status == "delivered"
