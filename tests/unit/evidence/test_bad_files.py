"""Every bad file gets its plain answer, and none leaves a trace where it is refused."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.evidence import (
    EmptyFile,
    EvidenceRefused,
    FileStore,
    FileTooLarge,
    MalwareFound,
    Scanner,
    StorageFull,
    TwoKindsInOne,
    TypeNotAccepted,
    enter,
    keep,
    receive,
)
from casework.evidence.custody import rows
from casework.store.models import CustodyEntry, Exhibit
from tests.unit.evidence import samples
from tests.unit.evidence.clamd import EICAR, clamd

LIMIT = 10 * samples.MEGABYTE


def on_disk(files: FileStore) -> list[Path]:
    return [path for path in files.root.rglob("*") if path.is_file()]


def zip_bomb() -> bytes:
    return samples.archive(b"\0" * 50 * samples.MEGABYTE)


@pytest.mark.parametrize(
    ("data", "reason", "code"),
    [
        (lambda: b"", EmptyFile, "empty_file"),
        (lambda: b"x" * (LIMIT + 1), FileTooLarge, "file_too_large"),
        (lambda: samples.pdf() + samples.archive(), TwoKindsInOne, "two_kinds_in_one"),
        (lambda: samples.photo() + samples.archive(), TwoKindsInOne, "two_kinds_in_one"),
        (lambda: samples.photo()[:20] + samples.pdf(), TwoKindsInOne, "two_kinds_in_one"),
        (zip_bomb, TypeNotAccepted, "type_not_accepted"),
        (lambda: b"<svg><script>alert(1)</script></svg>", TypeNotAccepted, "type_not_accepted"),
    ],
    ids=[
        "0 bytes",
        "one byte over the limit",
        "PDF that is a ZIP too",
        "photo that is a ZIP too",
        "photo that is a PDF too",
        "zip bomb",
        "SVG with a script",
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(
    files: FileStore, data: Callable[[], bytes], reason: type[EvidenceRefused], code: str
) -> None:
    with pytest.raises(reason) as refused:
        keep(io.BytesIO(data()), "photo.jpg", files, LIMIT)
    assert refused.value.code == code
    assert on_disk(files) == []


def test_a_virus_that_the_scanner_knows_is_refused_and_leaves_nothing(files: FileStore) -> None:
    with clamd() as address, pytest.raises(MalwareFound) as refused:
        keep(io.BytesIO(EICAR), "notes.txt", files, LIMIT, Scanner(address))
    assert (refused.value.code, refused.value.signature) == (
        "malware_found",
        "Eicar-Test-Signature",
    )
    assert on_disk(files) == []


@pytest.mark.parametrize(
    ("make", "media_type", "copy_state"),
    [
        (lambda: samples.photo((640, 480))[:40_000], "image/jpeg", "damaged"),
        (samples.huge_png, "image/png", "too_heavy"),
        (samples.bomb_pdf, "application/pdf", "too_heavy"),
        (samples.locked_pdf, "application/pdf", "locked"),
    ],
    ids=["truncated JPEG", "30,000 x 30,000 PNG", "PDF bomb", "locked PDF"],
)
def test_what_cannot_be_copied_is_kept_as_it_came_and_shown_to_nobody_else(
    session: Session,
    files: FileStore,
    now: datetime,
    make: Callable[[], bytes],
    media_type: str,
    copy_state: str,
) -> None:
    data = make()
    exhibit = receive(session, io.BytesIO(data), "evidence", "web-1", files, LIMIT, now)
    assert (exhibit.media_type, exhibit.size) == (media_type, len(data))
    assert (exhibit.copy_state, exhibit.copy_key) == (copy_state, None)


def test_a_heic_photo_with_a_place_keeps_it_in_the_original_alone(
    session: Session, files: FileStore, now: datetime
) -> None:
    data = samples.heic_photo()
    exhibit = receive(session, io.BytesIO(data), "IMG_1.HEIC", "web-1", files, LIMIT, now)
    assert exhibit.found["place"] == {"lat": "48.20833", "lon": "16.37000"}
    with files.open(exhibit.storage_key, exhibit.wrapped_key) as original:
        assert original.read() == data
    with files.open(exhibit.copy_key or "", exhibit.wrapped_key) as copy:
        assert b"Exif" not in copy.read()


def test_a_name_can_neither_leave_its_folder_nor_fool_the_eye(
    session: Session, files: FileStore, now: datetime
) -> None:
    name = "../../etc/cron.d/\u202egpj.exe\nX: 1"
    exhibit = receive(session, io.BytesIO(samples.photo()), name, "web-1", files, LIMIT, now)
    assert exhibit.title == "gpj.exe X: 1.jpg"
    assert all(files.root in path.parents for path in on_disk(files))


class CutConnection(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionResetError
        return super().read(1000)


def test_an_upload_that_is_cut_in_the_middle_leaves_nothing(files: FileStore) -> None:
    with pytest.raises(ConnectionResetError):
        keep(CutConnection(samples.photo((640, 480))), "a.jpg", files, LIMIT)
    assert on_disk(files) == []


def test_a_full_disk_is_said_plainly(files: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def on_full_disk(**place: Path) -> tuple[int, str]:
        return os.open("/dev/full", os.O_WRONLY), str(place["dir"] / "x")

    monkeypatch.setattr("tempfile.mkstemp", on_full_disk)
    with pytest.raises(StorageFull) as refused:
        keep(io.BytesIO(samples.photo()), "a.jpg", files, LIMIT)
    assert refused.value.code == "storage_full"
    assert isinstance(refused.value.__cause__, OSError)
    assert refused.value.__cause__.errno == errno.ENOSPC


def test_with_the_scanner_down_a_file_is_kept_and_called_unscanned(
    session: Session, files: FileStore, now: datetime
) -> None:
    kept = keep(io.BytesIO(samples.photo()), "a.jpg", files, LIMIT, Scanner("127.0.0.1:1"))
    exhibit = enter(session, kept, "web-1", files, now).exhibit
    (scanned,) = [row for row in rows(session, [exhibit]) if row["act"] == "scanned"]
    assert exhibit.scan == "unscanned"
    assert scanned["details"] == {
        "result": "unscanned",
        "note": "scanner unreachable: ConnectionRefusedError",
    }


def test_a_refused_file_is_in_no_table(session: Session, files: FileStore, now: datetime) -> None:
    double = io.BytesIO(samples.pdf() + samples.archive())
    with pytest.raises(TwoKindsInOne):
        receive(session, double, "a.pdf", "web-1", files, LIMIT, now)
    for model in (Exhibit, CustodyEntry):
        assert session.scalar(select(func.count()).select_from(model)) == 0
