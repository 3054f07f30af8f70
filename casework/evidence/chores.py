"""What the worker does for evidence, a bit at a time: stamps, late scans, erasure, tidying up."""

from __future__ import annotations

from datetime import datetime, timedelta

import requests
from sqlalchemy import select

from casework.clock import Clock
from casework.evidence import custody
from casework.evidence.contents import KEPT, ContentGone, open_original
from casework.evidence.custody import Act
from casework.evidence.erasing import erase_outdated
from casework.evidence.filestore import FileStore
from casework.evidence.scanning import UNSCANNED, Scan, Scanner
from casework.evidence.sealing import SealBroken
from casework.evidence.stamping import stamp_next
from casework.settings import Settings
from casework.store.database import reading, transaction
from casework.store.models import Exhibit

TIDY_EVERY = timedelta(minutes=10)
LEFT_BEHIND = timedelta(hours=1)
"""A file in the quarantine that is older was left there by a process that died."""


class EvidenceChores:
    """Called again and again by the worker; each call does one bit and says whether it did any."""

    def __init__(
        self, settings: Settings, files: FileStore, clock: Clock, http: requests.Session
    ) -> None:
        self._settings, self._files, self._clock, self._http = settings, files, clock, http
        self._scanner = Scanner(settings.clamd)
        self._scanned_up_to = ""
        self._tidy_at: datetime | None = None

    def __call__(self) -> bool:
        """Do what is due."""
        stamped = stamp_next(self._http, self._settings, self._clock)
        scanned = self._scan_next()
        return self._tidy() or stamped or scanned

    def _scan_next(self) -> bool:
        """Scan one file that no scanner has looked at yet; go round, so that none is in the way."""
        if self._settings.clamd is None:
            return False
        exhibit = self._next_unscanned()
        if exhibit is None:
            self._scanned_up_to = ""
            return False
        self._scanned_up_to = exhibit.id
        try:
            with open_original(self._files, exhibit) as content:
                scan = self._scanner.scan(content)
        except (ContentGone, SealBroken):
            return True
        if scan.result == UNSCANNED:
            return False  # the scanner is away, or will not have it: no hurry
        self._note_scan(exhibit.id, scan)
        return True

    def _next_unscanned(self) -> Exhibit | None:
        query = select(Exhibit).where(
            Exhibit.scan == UNSCANNED, Exhibit.state == KEPT, Exhibit.id > self._scanned_up_to
        )
        with reading() as session:
            return session.scalar(query.order_by(Exhibit.id).limit(1))

    def _note_scan(self, exhibit_id: str, scan: Scan) -> None:
        with transaction() as session:
            exhibit = session.get_one(Exhibit, exhibit_id)
            exhibit.scan = scan.result
            details = {"result": scan.result, "note": scan.note}
            custody.note(session, exhibit, Act.SCANNED, "system", self._clock(), details)

    def _tidy(self) -> bool:
        """Erase what is kept no longer; remove what dead processes left; say if there is more."""
        now = self._clock()
        if self._tidy_at is not None and now < self._tidy_at:
            return False
        erased = 0
        if self._settings.evidence_retention_days is not None:
            keep_for = timedelta(days=self._settings.evidence_retention_days)
            with transaction() as session:
                erased = erase_outdated(session, self._files, keep_for, now)
        self._files.sweep(now - LEFT_BEHIND)
        self._tidy_at = now if erased else now + TIDY_EVERY
        return erased > 0
