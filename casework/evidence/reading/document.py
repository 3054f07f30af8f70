"""A file as text: read in a process of its own, so that no file can harm the server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

_PROGRAM = Path(__file__).with_name("extract.py")
SECONDS = 30
"""How long a file may take; a mail takes a second, a photo a few."""
MOST_BYTES = 32 * 1024 * 1024
_NOTHING = '{"state": "damaged", "pages": []}'


class ReadState(StrEnum):
    """How the reading of a file went."""

    READ = "read"
    EMPTY = "empty"  # there is no text in it: a scan in a PDF, a photo of a thing
    NOT_INSTALLED = "not_installed"  # photos need tesseract, which is not here
    NOT_SUPPORTED = "not_supported"
    LOCKED = "locked"  # a password is needed
    TOO_LARGE = "too_large"
    TIMED_OUT = "timed_out"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class ReadDocument:
    """The text of a file; ``pages`` is empty unless the state is ``read``. Pages count from 1."""

    state: ReadState
    media_type: str
    pages: tuple[str, ...] = ()


def read_document(
    stream: BinaryIO, media_type: str, seconds: float = SECONDS, most_bytes: int = MOST_BYTES
) -> ReadDocument:
    """Return the text of the file in ``stream``; never raises because of what the file holds."""
    data = stream.read(most_bytes + 1)
    if len(data) > most_bytes:
        return ReadDocument(ReadState.TOO_LARGE, media_type)
    try:
        answer = _run(media_type, data, seconds)
    except subprocess.TimeoutExpired:
        return ReadDocument(ReadState.TIMED_OUT, media_type)
    return _document(answer, media_type)


def _document(answer: str, media_type: str) -> ReadDocument:
    try:
        told = json.loads(answer or _NOTHING)
        return ReadDocument(ReadState(told["state"]), media_type, tuple(map(str, told["pages"])))
    except (ValueError, KeyError, TypeError):
        return ReadDocument(ReadState.DAMAGED, media_type)


def _run(media_type: str, data: bytes, seconds: float) -> str:
    """Return what the reading program wrote; raises TimeoutExpired when it took too long."""
    process = subprocess.Popen(
        [sys.executable, "-I", str(_PROGRAM), media_type],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={
            "PATH": os.environ.get("PATH", os.defpath),
            "LC_ALL": "C.UTF-8",
            "OMP_THREAD_LIMIT": "1",  # tesseract would take every core
        },
        start_new_session=True,
    )
    try:
        written, _ = process.communicate(data, timeout=seconds)
    finally:
        _end(process)
    return written.decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started; a program that is done already is left alone."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
