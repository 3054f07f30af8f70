"""The custody log: each act on an exhibit, chained to the act before it.

The rows of an exhibit form a chain of hashes, and the audit log notes its head after each act. The
database refuses to change or delete a row; where somebody does so all the same, the chain tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.evidence.passport.verify import BEFORE_THE_FIRST, row_hash
from casework.store import audit
from casework.store.database import take_turns
from casework.store.models import CustodyEntry, Exhibit
from casework.store.plain import plain


class Act(StrEnum):
    """What can happen to an exhibit."""

    RECEIVED = "received"
    SCANNED = "scanned"
    VIEWED = "viewed"
    COPIED = "copied"
    DISCLOSED = "disclosed"
    EXPORTED = "exported"
    FROZEN = "frozen"
    ERASED = "erased"


def note(
    session: Session,
    exhibit: Exhibit,
    act: Act,
    actor: str,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> CustodyEntry:
    """Add a row: ``actor`` (``consumer``, ``system``, ``console:mia``, ...) did ``act``.

    The row outlives the content, so ``details`` must tell nothing of it (no names of files).
    """
    take_turns(session, Exhibit.id, exhibit.id)
    before = _last(session, exhibit.id)
    entry = CustodyEntry(
        exhibit_id=exhibit.id,
        sequence=before.sequence + 1 if before else 1,
        act=act.value,
        actor=actor,
        at=now.astimezone(UTC),
        details=plain(details or {}),
        previous=before.hash if before else BEFORE_THE_FIRST,
    )
    entry.hash = row_hash(row(entry))
    session.add(entry)
    _note_head(session, entry)
    return entry


def rows(session: Session, exhibits: Iterable[Exhibit]) -> list[dict[str, Any]]:
    """Return the whole log of these exhibits as it is exported, chain by chain."""
    found = []
    for exhibit in exhibits:
        query = select(CustodyEntry).where(CustodyEntry.exhibit_id == exhibit.id)
        entries = session.scalars(query.order_by(CustodyEntry.sequence))
        found += [row(entry) | {"hash": entry.hash} for entry in entries]
    return found


def head(session: Session, exhibit: Exhibit) -> tuple[int, str]:
    """Return how many rows the exhibit has, and the hash of the last one."""
    last = _last(session, exhibit.id)
    return (last.sequence, last.hash) if last else (0, BEFORE_THE_FIRST)


def row(entry: CustodyEntry) -> dict[str, Any]:
    """Return what the hash of an entry is computed over."""
    return {
        "exhibit": entry.exhibit_id,
        "sequence": entry.sequence,
        "act": entry.act,
        "actor": entry.actor,
        "at": entry.at.isoformat(timespec="microseconds"),
        "details": entry.details,
        "previous": entry.previous,
    }


def _last(session: Session, exhibit_id: str) -> CustodyEntry | None:
    query = select(CustodyEntry).where(CustodyEntry.exhibit_id == exhibit_id)
    return session.scalar(query.order_by(CustodyEntry.sequence.desc()).limit(1))


def _note_head(session: Session, entry: CustodyEntry) -> None:
    audit.record(
        session,
        actor=entry.actor,
        action=f"exhibit_{entry.act}",
        subject=f"exhibit:{entry.exhibit_id}",
        details={"sequence": entry.sequence, "head": entry.hash},
        now=entry.at,
    )
