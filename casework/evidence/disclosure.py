"""What the metadata of a file says is the consumer's to tell: it may be their best proof."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.evidence import custody
from casework.evidence.contents import KEPT
from casework.evidence.custody import Act
from casework.store.models import Exhibit

PRIVATE = ("place", "taken_at", "camera", "author")
"""What may tell of the consumer, most telling first."""


def tells_something(exhibit: Exhibit) -> bool:
    """Tell whether the metadata holds what a consumer should know of before others see it."""
    return any(exhibit.found.get(name) for name in PRIVATE)


def undecided(session: Session, conversation_id: str) -> list[Exhibit]:
    """Return the exhibits whose metadata the consumer has not decided about, oldest first."""
    query = select(Exhibit).where(
        Exhibit.conversation_id == conversation_id,
        Exhibit.state == KEPT,
        Exhibit.disclose_metadata.is_(None),
    )
    found = session.scalars(query.order_by(Exhibit.received_at, Exhibit.id))
    return [exhibit for exhibit in found if tells_something(exhibit)]


def decide(session: Session, exhibit: Exhibit, disclose: bool, now: datetime) -> None:
    """Note the consumer's choice; it can be changed until somebody has seen it."""
    if exhibit.disclose_metadata is disclose:
        return
    exhibit.disclose_metadata = disclose
    details = {"what": "metadata", "allowed": disclose}
    custody.note(session, exhibit, Act.DISCLOSED, "consumer", now, details)


def original_may_be_seen(exhibit: Exhibit) -> bool:
    """Tell whether others may have the original: not where its metadata is kept back."""
    return not tells_something(exhibit) or exhibit.disclose_metadata is True
