"""Has the safe copy of a file made, in a process of its own that cannot harm this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO

import casework
from casework.safecopy.made import MADE, Damaged, TooHeavy
from casework.safecopy.worker import SECONDS

MAX_COPY = 64 * 1024 * 1024
"""Bytes; more than any copy of a file within the limits needs."""
PATIENCE = SECONDS * 1.5  # seconds by the clock
CHUNK = 64 * 1024

_ROOT = Path(casework.__file__).parents[1]
# So many copies are made at once; the others wait, so that memory has a bound.
_places = threading.BoundedSemaphore(max(1, os.cpu_count() or 1))


@dataclass(frozen=True)
class Copied:
    """What the worker answered; ``content`` is None where there is no copy."""

    state: str  # made, damaged, locked or too_heavy
    content: bytes | None = None
    media_type: str | None = None
    pages: int | None = None
    found: dict[str, Any] = field(default_factory=dict)
    why: str | None = None


def make_copy(original: BinaryIO, media_type: str) -> Copied:
    """Return the safe copy of a file, or why there is none; a worker that dies says ``too_heavy``.

    Memory and time of the worker are limited (``casework.safecopy.worker``).
    """
    with _places, _worker(media_type) as (process, fed, said):
        feeder = threading.Thread(target=_feed, args=(original, fed), daemon=True)
        timer = threading.Timer(PATIENCE, process.kill)
        feeder.start()
        timer.start()
        try:
            answer = _read(said)
        finally:
            timer.cancel()
            process.kill()
            feeder.join()
    return _understood(answer)


@contextmanager
def _worker(media_type: str) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]]:
    # It gets no settings and thus no secrets, and it does not see the folder that we run in.
    environment = {"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "LANG": "C.UTF-8"}
    with subprocess.Popen(
        [sys.executable, "-P", "-B", "-m", "casework.safecopy.worker", media_type],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd="/",
    ) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the worker has no pipes")
        yield process, process.stdin, process.stdout


def _feed(original: BinaryIO, target: IO[bytes]) -> None:
    with suppress(OSError, ValueError), target:  # a worker that died reads no further
        while chunk := original.read(CHUNK):
            target.write(chunk)


def _read(source: IO[bytes]) -> bytes:
    """Return what the worker says, or nothing where it says too much."""
    answer = source.read(MAX_COPY)
    return b"" if source.read(1) else answer


def _understood(answer: bytes) -> Copied:
    line, _, content = answer.partition(b"\n")
    try:
        head = json.loads(line)
    except ValueError:
        return Copied(TooHeavy.state, why="the worker was stopped")
    if head["state"] != MADE:
        return Copied(head["state"], why=head["why"])
    if not content:
        return Copied(Damaged.state, why="the copy is empty")
    return Copied(MADE, content, head["media_type"], head["pages"], head["found"])
