"""Taking evidence in: one exhibit for the same bytes, and nothing kept of what is refused."""

import hashlib
import io
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.evidence import (
    EmptyFile,
    EvidenceRefused,
    FileStore,
    FileTooLarge,
    TypeNotAccepted,
    enter,
    keep,
    open_original,
    receive,
)
from casework.store.cases import open_case
from casework.store.models import Exhibit

LIMIT = 10_000
Sample = Callable[[str], bytes]


def files_on_disk(files: FileStore) -> int:
    return sum(path.is_file() for path in files.root.rglob("*"))


def test_an_exhibit_says_what_the_content_is_not_what_the_name_claims(
    session: Session, files: FileStore, now: datetime, sample: Sample
) -> None:
    data = sample("png")
    exhibit = receive(session, io.BytesIO(data), "../photo.jpg", "web-1", files, LIMIT, now)
    assert exhibit.media_type == "image/png"
    assert exhibit.title == "photo.png"
    assert exhibit.original_name == "photo.jpg"
    assert exhibit.size == len(data)
    assert exhibit.sha256 == hashlib.sha256(data).hexdigest()
    with open_original(files, exhibit) as kept:
        assert kept.read() == data


def test_the_same_bytes_twice_are_one_exhibit_and_one_file(
    session: Session, files: FileStore, now: datetime, sample: Sample
) -> None:
    first = receive(session, io.BytesIO(sample("text")), "a.txt", "web-1", files, LIMIT, now)
    again = keep(io.BytesIO(sample("text")), "b.txt", files, LIMIT)
    receipt = enter(session, again, "web-1", files, now)
    assert receipt.duplicate
    assert receipt.exhibit.id == first.id
    assert receipt.exhibit.title == "a.txt"
    assert files_on_disk(files) == 2  # the original and its safe copy


def test_the_same_bytes_of_two_consumers_are_two_exhibits(
    session: Session, files: FileStore, now: datetime, sample: Sample
) -> None:
    one = receive(session, io.BytesIO(sample("text")), "a.txt", "web-1", files, LIMIT, now)
    other = receive(session, io.BytesIO(sample("text")), "a.txt", "web-2", files, LIMIT, now)
    assert one.id != other.id
    assert files_on_disk(files) == 4


def test_evidence_joins_the_case_that_is_open(
    session: Session, files: FileStore, now: datetime, sample: Sample
) -> None:
    case = open_case(session, "web-1", now)
    exhibit = receive(session, io.BytesIO(sample("pdf")), "a.pdf", "web-1", files, LIMIT, now)
    assert exhibit.case_id == case.id


@pytest.mark.parametrize(
    ("data", "reason", "code"),
    [
        (b"", EmptyFile, "empty_file"),
        (b"x" * (LIMIT + 1), FileTooLarge, "file_too_large"),
        (b"MZ\x90\x00" + b"\0" * 60, TypeNotAccepted, "type_not_accepted"),
    ],
)
def test_a_refused_file_leaves_no_row_and_no_bytes(
    session: Session,
    files: FileStore,
    now: datetime,
    data: bytes,
    reason: type[EvidenceRefused],
    code: str,
) -> None:
    with pytest.raises(reason) as refused:
        receive(session, io.BytesIO(data), "photo.jpg", "web-1", files, LIMIT, now)
    assert refused.value.code == code
    assert files_on_disk(files) == 0
    assert session.scalar(select(func.count()).select_from(Exhibit)) == 0
