"""Take a file in as evidence: keep the bytes first, then write the row that tells of them.

The two steps are apart, so that the slow one (the disk) holds no lock on the database.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.evidence.errors import EmptyFile, EvidenceRefused
from casework.evidence.filestore import FileStore, StoredFile
from casework.evidence.names import clean_name, exhibit_title
from casework.evidence.sniff import media_type_of
from casework.store.cases import current_case
from casework.store.models import Exhibit


@dataclass(frozen=True)
class KeptFile:
    """A file on disk whose content was found acceptable, but that belongs to nobody yet."""

    stored: StoredFile
    media_type: str
    original_name: str


@dataclass(frozen=True)
class Receipt:
    """The exhibit that a file became, and whether the conversation had the same bytes before."""

    exhibit: Exhibit
    duplicate: bool


def keep(data: BinaryIO, original_name: str, store: FileStore, limit: int) -> KeptFile:
    """Write ``data`` to the store and look at what it is.

    Raises EmptyFile, FileTooLarge or TypeNotAccepted; nothing is kept then.
    """
    stored = store.put(data, limit)
    try:
        if stored.size == 0:
            raise EmptyFile("the file holds no bytes")
        with store.open(stored.key) as content:
            media_type = media_type_of(content)
    except EvidenceRefused:
        store.delete(stored.key)
        raise
    return KeptFile(stored, media_type, clean_name(original_name))


def enter(
    session: Session, kept: KeptFile, conversation_id: str, store: FileStore, now: datetime
) -> Receipt:
    """Write the row for a kept file, or find the exhibit that has the same bytes already.

    The exhibit belongs to the current case of the conversation; a case that is opened later adopts
    it (``cases.adopt_exhibits``).
    """
    known = _same_bytes(session, conversation_id, kept)
    if known is None:
        known = _add(session, kept, conversation_id, now)
    duplicate = known.storage_key != kept.stored.key
    if duplicate:
        store.delete(kept.stored.key)
    return Receipt(known, duplicate)


def receive(
    session: Session,
    data: BinaryIO,
    original_name: str,
    conversation_id: str,
    store: FileStore,
    limit: int,
    now: datetime,
) -> Exhibit:
    """Take ``data`` (at most ``limit`` bytes) in as an exhibit of the conversation.

    The same bytes twice in one conversation are one exhibit.

    Raises EmptyFile, FileTooLarge or TypeNotAccepted; nothing is kept then.
    """
    kept = keep(data, original_name, store, limit)
    return enter(session, kept, conversation_id, store, now).exhibit


def _same_bytes(session: Session, conversation_id: str, kept: KeptFile) -> Exhibit | None:
    query = select(Exhibit).where(
        Exhibit.conversation_id == conversation_id, Exhibit.sha256 == kept.stored.sha256
    )
    return session.scalars(query).one_or_none()


def _add(session: Session, kept: KeptFile, conversation_id: str, now: datetime) -> Exhibit:
    case = current_case(session, conversation_id)
    exhibit = Exhibit(
        conversation_id=conversation_id,
        case_id=case.id if case else None,
        title=exhibit_title(kept.original_name, kept.media_type),
        original_name=kept.original_name,
        media_type=kept.media_type,
        size=kept.stored.size,
        sha256=kept.stored.sha256,
        storage_key=kept.stored.key,
        received_at=now,
    )
    try:
        with session.begin_nested():
            session.add(exhibit)
    except IntegrityError:  # the same bytes arrived at the same moment over another connection
        first = _same_bytes(session, conversation_id, kept)
        if first is None:
            raise
        return first
    return exhibit
