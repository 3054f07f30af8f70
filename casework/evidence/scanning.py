"""Asks a ClamAV daemon about a file, over its INSTREAM command (clamd(8)).

What no scanner has looked at is ``unscanned``, whatever the reason; it is never called clean.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import BinaryIO

CLEAN = "clean"
INFECTED = "infected"
UNSCANNED = "unscanned"

CHUNK = 64 * 1024
TIMEOUT = 30.0  # seconds for each step: connect, send, answer
_LONGEST_ANSWER = 4096  # bytes


@dataclass(frozen=True)
class Scan:
    """What the scanner said; ``note`` is the signature found, or why nothing was scanned."""

    result: str
    note: str | None = None


@dataclass(frozen=True)
class Scanner:
    """A daemon at ``address``: ``host:port``, ``[host]:port``, or the path of a socket.

    Without an address nothing is scanned.
    """

    address: str | None
    timeout: float = TIMEOUT

    def scan(self, content: BinaryIO) -> Scan:
        """Send ``content`` to the daemon; a daemon that is away leaves it unscanned."""
        if not self.address:
            return Scan(UNSCANNED, "no scanner")
        try:
            with _connected(self.address, self.timeout) as connection:
                _send(connection, content)
                return _read(_answer(connection))
        except (OSError, ValueError) as error:
            return Scan(UNSCANNED, f"scanner unreachable: {type(error).__name__}")


def _connected(address: str, timeout: float) -> socket.socket:
    path = address.removeprefix("unix:")
    if path.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(timeout)
        connection.connect(path)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout)


def _send(connection: socket.socket, content: BinaryIO) -> None:
    connection.sendall(b"zINSTREAM\0")
    try:
        while chunk := content.read(CHUNK):
            connection.sendall(len(chunk).to_bytes(4) + chunk)
        connection.sendall((0).to_bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        pass  # the daemon has heard enough, as over its size limit; its answer says so


def _answer(connection: socket.socket) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < _LONGEST_ANSWER:
        part = connection.recv(_LONGEST_ANSWER)
        if not part:
            break
        received += part
    return received.rstrip(b"\0\n").decode("utf-8", "replace")


def _read(answer: str) -> Scan:
    if answer == "stream: OK":
        return Scan(CLEAN)
    if answer.endswith(" FOUND"):
        return Scan(INFECTED, answer.removeprefix("stream: ").removesuffix(" FOUND"))
    return Scan(UNSCANNED, f"scanner answered: {answer[:200] or 'nothing'}")
