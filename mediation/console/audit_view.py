"""The audit log of a case: what was done to it, and who looked at it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.store.models import AuditEntry
from mediation.console.words import say

_LOOKS = frozenset({"case_viewed", "exhibit_downloaded", "letter_downloaded"})
_USER = "console:"


@dataclass(frozen=True)
class AuditLine:
    """One entry in words."""

    at: datetime
    actor: str
    action: str
    details: str


@dataclass(frozen=True)
class AuditView:
    """Both kinds of entries, newest first."""

    changes: tuple[AuditLine, ...]
    looks: tuple[AuditLine, ...]


def audit_views(entries: Iterable[AuditEntry]) -> AuditView:
    """Part what changed the case from what only looked at it."""
    rows = [(entry.action in _LOOKS, _line(entry)) for entry in entries]
    return AuditView(
        changes=tuple(line for looked, line in rows if not looked),
        looks=tuple(line for looked, line in rows if looked),
    )


def _line(entry: AuditEntry) -> AuditLine:
    details = (f"{key.replace('_', ' ')}: {_plain(value)}" for key, value in entry.details.items())
    return AuditLine(
        entry.at, _actor(entry.actor), say(entry.action, "actions"), "; ".join(details)
    )


def _actor(actor: str) -> str:
    return actor.removeprefix(_USER) if actor.startswith(_USER) else actor.capitalize()


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
