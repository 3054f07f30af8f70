"""What docs/filing.md promises to receivers."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from casework.filing.message import CaseFiled
from casework.filing.worker import LONGEST_DELAY, MAX_ATTEMPTS, delay_after

DOCS = Path(__file__).parents[3] / "docs" / "filing.md"


def _block(language: str) -> str:
    (block,) = re.findall(rf"```{language}\n(.*?)```", DOCS.read_text(), re.DOTALL)
    return block


def test_the_documented_schema_is_that_of_what_is_sent() -> None:
    assert json.loads(_block("json")) == CaseFiled.model_json_schema(mode="serialization")


@pytest.fixture
def is_genuine(clock, monkeypatch):
    """Give the documented check, at the time of the clock."""
    documented: dict = {}
    exec(_block("python"), documented)  # noqa: S102 - our own documentation
    monkeypatch.setattr(documented["time"], "time", lambda: clock().timestamp())
    return documented["is_genuine"]


def test_the_documented_check_accepts_what_is_sent(receiver, post, is_genuine) -> None:
    post.enqueue("one")
    post.deliver(receiver, secret=b"shared")
    request = receiver.requests[0]
    timestamp, signature = (
        request.headers["X-Redress-Timestamp"],
        request.headers["X-Redress-Signature"],
    )
    assert is_genuine(b"shared", timestamp, signature, request.body)
    assert not is_genuine(b"other", timestamp, signature, request.body)
    assert not is_genuine(b"shared", timestamp, signature, request.body + b" ")
    assert not is_genuine(b"shared", str(int(timestamp) + 1), signature, request.body)


def test_the_documented_check_refuses_a_replay(receiver, post, clock, is_genuine) -> None:
    post.enqueue("one")
    post.deliver(receiver, secret=b"shared")
    headers, body = receiver.requests[0].headers, receiver.requests[0].body
    clock.move(timedelta(minutes=6))
    assert not is_genuine(
        b"shared", headers["X-Redress-Timestamp"], headers["X-Redress-Signature"], body
    )


def test_the_waits_between_attempts_are_the_documented_ones() -> None:
    assert [delay_after(n, lambda: 0.0).total_seconds() for n in (1, 2, 3)] == [10, 20, 40]
    assert delay_after(1, lambda: 1.0) == timedelta(seconds=5)
    assert delay_after(10_000, lambda: 0.0) == LONGEST_DELAY == timedelta(hours=6)
    assert f"After {MAX_ATTEMPTS} tries" in DOCS.read_text()
