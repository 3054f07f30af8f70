"""The audit log: who did what, when. It only grows; triggers in the database see to that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.store.models import AuditEntry
from casework.store.plain import plain


def record(
    session: Session,
    *,
    actor: str,
    action: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
    now: datetime,
) -> AuditEntry:
    """Add an entry: ``actor`` did ``action`` to ``subject`` (a case number, a login, ...)."""
    entry = AuditEntry(
        at=now, actor=actor, action=action, subject=subject, details=plain(details or {})
    )
    session.add(entry)
    session.flush()
    return entry
