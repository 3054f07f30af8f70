"""Erasing evidence: the key is destroyed, and with it the content; a row with the hash remains.

So the custody log still tells that something was there, when it came and when it went, but nobody
can read it, not even from an old copy of the files.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, event, or_, select
from sqlalchemy.orm import Session

from casework.evidence import custody
from casework.evidence.contents import ERASED, KEPT
from casework.evidence.custody import Act
from casework.evidence.filestore import FileStore
from casework.store.models import Case, Exhibit

TOMBSTONE = "erased"
"""Stands where the names of the file stood: they may tell of the consumer."""


def erase_exhibit(
    session: Session, exhibit: Exhibit, files: FileStore, actor: str, now: datetime
) -> None:
    """Destroy the content of an exhibit; doing it again does nothing.

    The files are removed once the transaction is committed: a rollback must not lose them.
    """
    if exhibit.state == ERASED:
        return
    _remove_at_commit(session, files, [exhibit.storage_key, exhibit.copy_key])
    exhibit.state, exhibit.erased_at, exhibit.wrapped_key = ERASED, now, None
    exhibit.title = exhibit.original_name = TOMBSTONE
    exhibit.found, exhibit.proves, exhibit.disclose_metadata = {}, [], None
    exhibit.copy_state = exhibit.copy_key = exhibit.copy_media_type = exhibit.copy_sha256 = None
    custody.note(session, exhibit, Act.ERASED, actor, now, {"sha256": exhibit.sha256})


def erase_outdated(
    session: Session, files: FileStore, keep_for: timedelta, now: datetime, at_most: int = 100
) -> int:
    """Erase evidence whose case (or, without one, whose arrival) is older than ``keep_for``.

    Returns how many were erased; where it is ``at_most``, there may be more.
    """
    query = select(Exhibit).outerjoin(Case, Exhibit.case_id == Case.id)
    query = query.where(Exhibit.state == KEPT, _untouched_since(now - keep_for))
    outdated = list(session.scalars(query.limit(at_most)))
    for exhibit in outdated:
        erase_exhibit(session, exhibit, files, "system", now)
    return len(outdated)


def _untouched_since(limit: datetime) -> ColumnElement[bool]:
    without_case = and_(Exhibit.case_id.is_(None), Exhibit.received_at < limit)
    return or_(Case.updated_at < limit, without_case)


def _remove_at_commit(session: Session, files: FileStore, keys: list[str | None]) -> None:
    def remove(_session: Session) -> None:
        for key in keys:
            if key is not None:
                files.delete(key)

    event.listen(session, "after_commit", remove, once=True)
