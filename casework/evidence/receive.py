"""Take a file in as evidence: keep the bytes first, then write the rows that tell of them.

The two steps are apart, so that the slow one (disk, scanner, copy) holds no lock on the database.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.evidence import custody
from casework.evidence.contents import ERASED, KEPT
from casework.evidence.copying import MAX_COPY, Copied, make_copy
from casework.evidence.custody import Act
from casework.evidence.doubles import refuse_doubles
from casework.evidence.errors import EmptyFile, MalwareFound
from casework.evidence.filestore import FileStore, StoredFile
from casework.evidence.names import clean_name, exhibit_title
from casework.evidence.scanning import INFECTED, Scan, Scanner
from casework.evidence.sniff import media_type_of
from casework.store.cases import current_case
from casework.store.models import Exhibit

CONSUMER = "consumer"
SYSTEM = "system"
NO_SCANNER = Scanner(None)


@dataclass(frozen=True)
class KeptFile:
    """A file on disk whose content was found acceptable, but that belongs to nobody yet."""

    stored: StoredFile
    media_type: str
    original_name: str
    scan: Scan
    copied: Copied
    copy: StoredFile | None

    @property
    def files(self) -> list[StoredFile]:
        """Return the original and its copy, if there is one."""
        return [self.stored] if self.copy is None else [self.stored, self.copy]

    def release(self, store: FileStore) -> None:
        """Take both files out of the quarantine."""
        for file in self.files:
            store.release(file.key)

    def drop(self, store: FileStore) -> None:
        """Remove both files, wherever they are."""
        for file in self.files:
            store.quarantine.delete(file.key)
            store.delete(file.key)


@dataclass(frozen=True)
class Receipt:
    """The exhibit that a file became, and whether the conversation had the same bytes before."""

    exhibit: Exhibit
    duplicate: bool


def keep(
    data: BinaryIO,
    original_name: str,
    store: FileStore,
    limit: int,
    scanner: Scanner = NO_SCANNER,
) -> KeptFile:
    """Write ``data`` to the quarantine, look at it, and copy it.

    There it stays until ``enter`` releases it; what nobody enters is swept away in the end.

    Raises EmptyFile, FileTooLarge, TypeNotAccepted, TwoKindsInOne, MalwareFound or StorageFull
    (all EvidenceRefused); nothing is kept then.
    """
    stored = store.quarantine.put(data, limit)
    try:
        with store.quarantine.open(stored.key, stored.wrapped_key) as content:
            media_type, scan = _look(content, stored, scanner)
            content.seek(0)
            copied = make_copy(content, media_type)
        copy = _keep_copy(copied, store, stored.wrapped_key)
    except BaseException:
        store.quarantine.delete(stored.key)
        raise
    return KeptFile(stored, media_type, clean_name(original_name), scan, copied, copy)


def _look(content: BinaryIO, stored: StoredFile, scanner: Scanner) -> tuple[str, Scan]:
    """Return what the file is and what the scanner says; raises EvidenceRefused."""
    if stored.size == 0:
        raise EmptyFile("the file holds no bytes")
    media_type = media_type_of(content)
    refuse_doubles(content, media_type)
    content.seek(0)
    scan = scanner.scan(content)
    if scan.result == INFECTED:
        raise MalwareFound(scan.note or "something")
    return media_type, scan


def _keep_copy(copied: Copied, store: FileStore, wrapped_key: bytes) -> StoredFile | None:
    if copied.content is None:
        return None
    return store.quarantine.put(io.BytesIO(copied.content), MAX_COPY, wrapped_key)


def enter(
    session: Session, kept: KeptFile, conversation_id: str, store: FileStore, now: datetime
) -> Receipt:
    """Write the rows for a kept file, or find the exhibit that has the same bytes already.

    Where the transaction then fails, the caller drops the file (``KeptFile.drop``).

    The exhibit belongs to the current case of the conversation; a case that is opened later adopts
    it (``cases.adopt_exhibits``). What was erased and comes again is the same exhibit.
    """
    known = _same_bytes(session, conversation_id, kept)
    if known is None:
        known = _add(session, kept, conversation_id, now)
    elif known.state == ERASED:
        _restore(session, known, kept, now)
    duplicate = known.storage_key != kept.stored.key
    if duplicate:
        kept.drop(store)
    else:
        kept.release(store)
        _note_arrival(session, known, kept, now)
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

    The same bytes twice in one conversation are one exhibit. Nothing is scanned here: the worker
    scans what is unscanned. Raises as ``keep`` does.
    """
    kept = keep(data, original_name, store, limit)
    return enter(session, kept, conversation_id, store, now).exhibit


def _same_bytes(session: Session, conversation_id: str, kept: KeptFile) -> Exhibit | None:
    query = select(Exhibit).where(
        Exhibit.conversation_id == conversation_id, Exhibit.sha256 == kept.stored.sha256
    )
    return session.scalars(query).one_or_none()


def _add(session: Session, kept: KeptFile, conversation_id: str, now: datetime) -> Exhibit:
    exhibit = Exhibit(conversation_id=conversation_id, sha256=kept.stored.sha256)
    _describe(session, exhibit, kept, now)
    try:
        with session.begin_nested():
            session.add(exhibit)
    except IntegrityError:  # the same bytes arrived at the same moment over another connection
        first = _same_bytes(session, conversation_id, kept)
        if first is None:
            raise
        return first
    return exhibit


def _describe(session: Session, exhibit: Exhibit, kept: KeptFile, now: datetime) -> None:
    case = current_case(session, exhibit.conversation_id)
    exhibit.case_id = case.id if case else None
    exhibit.late = case is not None and case.frozen_at is not None
    exhibit.title = exhibit_title(kept.original_name, kept.media_type)
    exhibit.original_name, exhibit.media_type = kept.original_name, kept.media_type
    exhibit.size, exhibit.received_at = kept.stored.size, now
    exhibit.storage_key, exhibit.wrapped_key = kept.stored.key, kept.stored.wrapped_key
    exhibit.state, exhibit.scan = KEPT, kept.scan.result
    exhibit.page_count, exhibit.found = kept.copied.pages, kept.copied.found
    exhibit.copy_state, exhibit.copy_media_type = kept.copied.state, kept.copied.media_type
    if kept.copy is not None:
        exhibit.copy_key, exhibit.copy_sha256 = kept.copy.key, kept.copy.sha256


def _restore(session: Session, exhibit: Exhibit, kept: KeptFile, now: datetime) -> None:
    _describe(session, exhibit, kept, now)
    exhibit.erased_at = exhibit.acknowledged_at = None


def _note_arrival(session: Session, exhibit: Exhibit, kept: KeptFile, now: datetime) -> None:
    told = {"sha256": exhibit.sha256, "size": exhibit.size, "media_type": exhibit.media_type}
    custody.note(session, exhibit, Act.RECEIVED, CONSUMER, now, told)
    scanned = {"result": kept.scan.result, "note": kept.scan.note}
    custody.note(session, exhibit, Act.SCANNED, SYSTEM, now, scanned)
    copied = {"state": kept.copied.state, "sha256": exhibit.copy_sha256}
    custody.note(session, exhibit, Act.COPIED, SYSTEM, now, copied)
