"""Freezing: from here on, both sides speak about the same set of evidence."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from casework.evidence import custody
from casework.evidence.custody import Act
from casework.evidence.manifest import FROZEN, write_manifest
from casework.store import audit
from casework.store.cases import adopt_exhibits, case_exhibits
from casework.store.database import take_turns
from casework.store.exhibits import label_at
from casework.store.models import Case


def freeze(session: Session, case: Case, actor: str, now: datetime) -> Case:
    """Freeze the evidence of a case, as at the start of mediation; once is enough.

    What comes later is taken all the same and marked late, so that nobody is taken by surprise.
    """
    take_turns(session, Case.id, case.id)
    session.refresh(case)
    if case.frozen_at is not None:
        return case
    adopt_exhibits(session, case)
    for position, exhibit in enumerate(case_exhibits(session, case)):
        exhibit.label = exhibit.label or label_at(position)
        custody.note(session, exhibit, Act.FROZEN, actor, now)
    case.frozen_at = case.updated_at = now
    manifest = write_manifest(session, case, FROZEN, now)
    audit.record(
        session,
        actor=actor,
        action="evidence_frozen",
        subject=case.number,
        details={"manifest": manifest.version, "sha256": manifest.sha256},
        now=now,
    )
    return case
