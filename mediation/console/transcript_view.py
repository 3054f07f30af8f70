"""The transcript as the case page shows it: each turn with what the assistant made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.store.models import Message
from mediation.console.facts_view import FactGroup

UNSURE_BELOW = 0.6
"""Below this confidence a turn is marked, so that a mediator looks at it first."""


@dataclass(frozen=True)
class Understood:
    """What the assistant made of a turn; ``details`` is whatever else was noted about it."""

    intent: str | None
    confidence: float | None
    details: tuple[tuple[str, str], ...]

    @property
    def unsure(self) -> bool:
        """Whether the assistant itself was in doubt."""
        return self.confidence is not None and self.confidence < UNSURE_BELOW


@dataclass(frozen=True)
class Line:
    """One line; ``anchor`` is unique on the page, and ``turn-<id>`` for the turn's first line."""

    anchor: str
    number: int  # within the conversation, from 1
    sender: str
    text: str
    at: datetime
    buttons: tuple[str, ...]
    attachment: str | None
    understood: Understood | None
    facts: tuple[tuple[str, str], ...]  # name and label of what was taken from this turn


def transcript(messages: Iterable[Message], groups: Iterable[FactGroup]) -> list[Line]:
    """Return the lines of a conversation, each turn with the facts that came from it."""
    facts = _facts_by_turn(groups)
    seen: set[str] = set()
    lines = []
    for message in messages:
        first = message.turn_id is not None and message.turn_id not in seen
        if message.turn_id is not None:
            seen.add(message.turn_id)
        lines.append(_line(message, first, facts))
    return lines


def turn_numbers(messages: Iterable[Message]) -> dict[str, int]:
    """Return under which number each turn begins."""
    numbers: dict[str, int] = {}
    for message in messages:
        if message.turn_id is not None:
            numbers.setdefault(message.turn_id, message.sequence)
    return numbers


def _facts_by_turn(groups: Iterable[FactGroup]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for fact in (fact for group in groups for fact in group.facts):
        versions = (fact.current, *fact.earlier)
        for turn_id in (version.turn_id for version in versions if version is not None):
            if turn_id is not None:
                found.setdefault(turn_id, {})[fact.name] = fact.label
    return found


def _line(message: Message, first: bool, facts: Mapping[str, dict[str, str]]) -> Line:
    turn_id = message.turn_id or ""
    return Line(
        anchor=f"turn-{turn_id}" if first else f"line-{message.sequence}",
        number=message.sequence,
        sender=message.sender,
        text=message.text,
        at=message.created_at,
        buttons=_buttons(message.payload),
        attachment=_attachment(message.payload),
        understood=_understood(message.understood),
        facts=tuple(facts.get(turn_id, {}).items()) if first else (),
    )


def _buttons(payload: Mapping[str, Any]) -> tuple[str, ...]:
    buttons = payload.get("buttons") or ()
    return tuple(str(b.get("title", "")) for b in buttons if isinstance(b, Mapping))


def _attachment(payload: Mapping[str, Any]) -> str | None:
    attachment = payload.get("attachment")
    if not isinstance(attachment, Mapping):
        return None
    return str(attachment.get("title") or "file")


def _understood(noted: Mapping[str, Any]) -> Understood | None:
    if not noted:
        return None
    intent = noted.get("intent")
    nested = intent if isinstance(intent, Mapping) else {"name": intent}
    confidence = noted.get("confidence", nested.get("confidence"))
    rest = {k: v for k, v in noted.items() if k not in ("intent", "confidence")}
    return Understood(
        intent=str(nested["name"]) if nested.get("name") else None,
        confidence=float(confidence) if isinstance(confidence, int | float) else None,
        details=tuple((str(key), _plain(value)) for key, value in rest.items()),
    )


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(_plain(item) for item in value) or "none"
    return str(value)
