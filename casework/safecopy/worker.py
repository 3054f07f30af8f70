"""``python -m casework.safecopy.worker MEDIA_TYPE``: a file on stdin, its safe copy on stdout.

One line of JSON comes first: ``state``, ``media_type``, ``pages``, ``found``, ``why``. The process
limits itself before it reads a byte: what would harm the server ends this process instead.
"""

from __future__ import annotations

import json
import resource
import sys

from casework.safecopy.made import MADE, CopyRefused, Made, TooHeavy

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space: the largest picture that is decoded takes a third of it."""
SECONDS = 30
"""Processor time; the parent waits a little longer by the clock."""


def limit() -> None:
    """Take from this process what it does not need: memory, time, files, children, core dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def make(data: bytes, media_type: str) -> Made:
    """Return the safe copy of ``data``; raises CopyRefused."""
    if media_type.startswith("image/"):
        from casework.safecopy.images import copy_image

        return copy_image(data, media_type)
    if media_type == "application/pdf":
        from casework.safecopy.pdfs import copy_pdf

        return copy_pdf(data)
    from casework.safecopy.mails import copy_mail, copy_text

    return copy_mail(data) if media_type == "message/rfc822" else copy_text(data)


def main() -> None:
    """Read, copy, answer."""
    limit()
    try:
        made = make(sys.stdin.buffer.read(), sys.argv[1])
        _answer(MADE, made)
    except MemoryError:
        _answer(TooHeavy.state, why="too little memory")
    except CopyRefused as refused:
        _answer(refused.state, why=str(refused)[:200])


def _answer(state: str, made: Made | None = None, why: str | None = None) -> None:
    head: dict[str, object] = {"state": state, "why": why}
    if made is not None:
        head |= {"media_type": made.media_type, "pages": made.pages, "found": made.found}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + (made.content if made else b""))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
