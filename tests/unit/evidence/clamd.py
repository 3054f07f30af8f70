"""A ClamAV daemon as far as clients see it: INSTREAM on loopback, with one signature."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The test file of the European Institute for Computer Antivirus Research, which harms nobody.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" + b"!$H+H*"


@contextmanager
def clamd(largest: int = 10**7, answer: bytes | None = None) -> Iterator[str]:
    """Serve until the block ends, and give the address; ``answer`` replaces every true one."""
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(listening, largest, answer), daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def _serve(listening: socket.socket, largest: int, answer: bytes | None) -> None:
    while True:
        try:
            connection, _ = listening.accept()
        except OSError:
            return
        with connection, connection.makefile("rb") as heard:
            if _read(heard, 10) != b"zINSTREAM\0":
                connection.sendall(b"UNKNOWN COMMAND\0")
                continue
            connection.sendall(answer if answer is not None else _verdict(heard, largest))


def _verdict(heard: object, largest: int) -> bytes:
    content = b""
    while size := int.from_bytes(_read(heard, 4)):
        if len(content) + size > largest:
            return b"INSTREAM size limit exceeded. ERROR\0"
        content += _read(heard, size)
    return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


def _read(heard: object, size: int) -> bytes:
    return heard.read(size)  # type: ignore[attr-defined]
