"""Manifests: what the evidence of a case was at one moment, as one text that can be time-stamped.

Each names the hash of every exhibit, the head of its custody log, and the manifest before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.evidence import custody
from casework.evidence.contents import ERASED
from casework.evidence.passport.verify import canonical
from casework.store.console_queries import labelled_exhibits
from casework.store.database import take_turns
from casework.store.models import Case, Exhibit, Manifest
from casework.store.plain import plain

FORMAT = "redress evidence manifest 1"
FILED = "filed"
FROZEN = "frozen"
EXPORTED = "exported"

Paths = Mapping[str, tuple[str | None, str | None]]
"""Exhibit id -> the paths of its original and of its safe copy in an export."""


def write_manifest(
    session: Session,
    case: Case,
    reason: str,
    now: datetime,
    *,
    paths: Paths | None = None,
    files: Mapping[str, str] | None = None,
) -> Manifest:
    """Add the next manifest of a case; ``files`` gives the SHA-256 of each exported file."""
    take_turns(session, Case.id, case.id)
    before = newest(session, case)
    content = {
        "format": FORMAT,
        "case": case.number,
        "version": before.version + 1 if before else 1,
        "reason": reason,
        "created_at": _moment(now),
        "frozen_at": _moment(case.frozen_at),
        "previous": before.sha256 if before else None,
        "exhibits": [
            _described(session, label, exhibit, (paths or {}).get(exhibit.id, (None, None)))
            for label, exhibit in labelled_exhibits(session, case)
        ],
        "files": dict(files or {}),
    }
    data = canonical(content)
    manifest = Manifest(
        case_id=case.id,
        version=content["version"],
        reason=reason,
        content=data.decode(),
        sha256=hashlib.sha256(data).hexdigest(),
        created_at=now,
    )
    session.add(manifest)
    session.flush()
    return manifest


def newest(session: Session, case: Case) -> Manifest | None:
    """Return the last manifest of a case."""
    query = select(Manifest).where(Manifest.case_id == case.id)
    return session.scalar(query.order_by(Manifest.version.desc()).limit(1))


def manifests(session: Session, case: Case) -> list[Manifest]:
    """Return every manifest of a case, oldest first."""
    query = select(Manifest).where(Manifest.case_id == case.id)
    return list(session.scalars(query.order_by(Manifest.version)))


def _described(
    session: Session, label: str, exhibit: Exhibit, paths: tuple[str | None, str | None]
) -> dict[str, Any]:
    """Return an exhibit without its name: what is here must outlive an erasure."""
    rows, head = custody.head(session, exhibit)
    original, copy = paths
    disclosed = exhibit.found if exhibit.disclose_metadata else {}
    return {
        "id": exhibit.id,
        "label": label,
        "media_type": exhibit.media_type,
        "size": exhibit.size,
        "sha256": exhibit.sha256,
        "received_at": _moment(exhibit.received_at),
        "state": exhibit.state,
        "scan": exhibit.scan,
        "late": exhibit.late,
        "agreed": exhibit.agreed,
        "proves": plain(exhibit.proves),
        "pages": exhibit.page_count,
        "metadata": plain(disclosed) if exhibit.state != ERASED else {},
        "original": original,
        "copy": copy,
        "copy_sha256": exhibit.copy_sha256,
        "custody": {"rows": rows, "head": head},
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None
