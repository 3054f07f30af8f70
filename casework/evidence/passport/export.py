"""A case as one zip file that can be checked years later, without this software."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, LargeZipFile, ZipFile, ZipInfo

import requests
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.clock import Clock
from casework.evidence import custody
from casework.evidence.custody import Act
from casework.evidence.filestore import FileStore
from casework.evidence.manifest import EXPORTED, write_manifest
from casework.evidence.passport import parts
from casework.evidence.passport.parts import Part
from casework.evidence.passport.verify import MANIFEST, STAMPS, SUMS, ZIP_MODE, sums_text
from casework.evidence.stamping import STAMPED, stamp_next
from casework.settings import Settings
from casework.store import audit
from casework.store.database import StoreBusy, reading, transaction
from casework.store.models import Case, Manifest, TimeStamp

_DAY = (1980, 1, 1, 0, 0, 0)  # the zip file tells no time of its own
_UNIX = 3


class ExportTooLarge(Exception):
    """The case does not fit into one zip file of two gigabytes."""

    code = "export_too_large"


@dataclass(frozen=True)
class Exporter:
    """Who exports, and from where."""

    settings: Settings
    files: FileStore
    clock: Clock
    actor: str

    def write(self, case_id: int, out: Path) -> None:
        """Write the case to the zip file ``out``; a half-written file is never left there.

        The authorities in the settings are asked for a stamp once; where they don't answer, the
        export is written without. Raises OSError where ``out`` cannot be written, ExhibitMissing
        where the bytes of an exhibit are gone, ExportTooLarge.
        """
        unfinished = out.with_name(f".{out.name}.part")
        with TemporaryDirectory(prefix=".export-", dir=out.parent) as name:
            folder = Path(name)
            with transaction() as session:
                self._collect(session, session.get_one(Case, case_id), folder)
            self._ask_for_stamps(case_id)
            with reading() as session:
                _save(folder, _stamps(session, case_id))
            try:
                _zip(folder, unfinished)
                unfinished.replace(out)
            finally:
                unfinished.unlink(missing_ok=True)

    def _collect(self, session: Session, case: Case, folder: Path) -> None:
        """Save every part, note the export in the custody log, and write the manifest of it."""
        now = self.clock()
        paths: dict[str, tuple[str | None, str | None]] = {}
        sums: dict[str, str] = {}
        for exhibit, original, copy in parts.exhibit_parts(session, case, self.files):
            paths[exhibit.id] = (original[0] if original else None, copy[0] if copy else None)
            sums |= _save(folder, [part for part in (original, copy) if part])
            custody.note(session, exhibit, Act.EXPORTED, self.actor, now)
        session.flush()
        sums |= _save(folder, parts.fixed_parts(case, now))
        sums |= _save(folder, parts.told_parts(session, case))
        sums |= _save(folder, parts.earlier_manifests(session, case))
        sums |= _save(folder, [parts.custody_part(session, case)])
        manifest = write_manifest(session, case, EXPORTED, now, paths=paths, files=sums)
        _save(folder, [(MANIFEST, manifest.content.encode())])
        audit.record(
            session,
            actor=self.actor,
            action="evidence_exported",
            subject=case.number,
            details={"manifest": manifest.version, "sha256": manifest.sha256},
            now=now,
        )

    def _ask_for_stamps(self, case_id: int) -> None:
        """Ask once for each stamp of the case that is due; a failed one is due later."""
        with requests.Session() as http, suppress(StoreBusy):
            while stamp_next(http, self.settings, self.clock, case_id):
                pass


def _save(folder: Path, found: Iterable[Part]) -> dict[str, str]:
    """Write parts to the folder, and return the SHA-256 of each."""
    sums = {}
    for path, data in found:
        target = folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
        sums[path] = hashlib.sha256(data).hexdigest()
    return sums


def _stamps(session: Session, case_id: int) -> list[Part]:
    query = select(TimeStamp, Manifest.version).join(TimeStamp.manifest)
    query = query.where(Manifest.case_id == case_id, TimeStamp.state == STAMPED)
    counts: dict[int, int] = {}
    found = []
    for stamp, version in session.execute(query.order_by(TimeStamp.id)):
        counts[version] = counts.get(version, 0) + 1
        found.append((f"{STAMPS}{version:04d}-{counts[version]}.tsr", stamp.reply or b""))
    return found


def _zip(folder: Path, target: Path) -> None:
    """Write the folder as a zip file in which every byte is determined by the content."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    found[SUMS] = sums_text(found)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file, ZipFile(file, "w", allowZip64=False) as archive:
            for path, data in found.items():
                archive.writestr(_entry(path), data)
    except LargeZipFile as error:
        raise ExportTooLarge("the case does not fit into one zip file") from error


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, _DAY)
    entry.compress_type = ZIP_STORED
    entry.create_system, entry.external_attr = _UNIX, ZIP_MODE
    return entry
