"""What a copy is, and why there may be none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MADE = "made"


class CopyRefused(Exception):
    """No copy can be made; ``state`` says why."""

    state = "damaged"


class Damaged(CopyRefused):
    """The file is cut off or broken."""


class Locked(CopyRefused):
    """The file needs a password."""

    state = "locked"


class TooHeavy(CopyRefused):
    """The file unfolds to more than is good for whoever opens it."""

    state = "too_heavy"


@dataclass(frozen=True)
class Made:
    """A copy, and what the metadata said that is not in it any more.

    ``found`` may hold ``taken_at``, ``place`` ({lat, lon}), ``camera``, ``author``, ``program``,
    ``removed`` (what was active or attached) and ``attachments``.
    """

    content: bytes
    media_type: str
    pages: int | None = None
    found: dict[str, Any] = field(default_factory=dict)
