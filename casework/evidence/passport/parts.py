"""What an export is made of: each part as a path within it and its bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.evidence import custody
from casework.evidence.contents import ERASED, ContentGone, open_copy, open_original
from casework.evidence.filestore import FileStore
from casework.evidence.kinds import EXTENSIONS, usual_extension
from casework.evidence.manifest import manifests
from casework.evidence.passport import verify
from casework.evidence.passport.verify import CUSTODY, EARLIER, canonical
from casework.evidence.scanning import INFECTED
from casework.letters import LetterContent, letter_docx, letter_html, letter_pdf, letter_text
from casework.store.cases import case_record
from casework.store.console_queries import facts_of, labelled_exhibits
from casework.store.conversations import messages_after
from casework.store.models import Case, Exhibit, Fact, Letter
from casework.store.plain import plain

Part = tuple[str, bytes]


class ExhibitMissing(Exception):
    """The bytes of an exhibit are not where they were stored."""

    code = "exhibit_missing"

    def __init__(self, label: str) -> None:
        super().__init__(f"The file of exhibit {label} is missing.")
        self.label = label


def fixed_parts(case: Case, now: datetime) -> Iterator[Part]:
    """Give the words for people and the program that checks all."""
    folder = resources.files("casework.evidence.passport")
    text = (folder / "readme.txt").read_text("utf-8")
    yield "README.txt", text.format(number=case.number, at=_shown(now)).encode()
    yield "verify.py", (folder / f"{verify.__name__.rpartition('.')[2]}.py").read_bytes()


def told_parts(session: Session, case: Case) -> Iterator[Part]:
    """Give the case as it is known: record, facts, transcript, letter."""
    yield "case.json", _readable(case_record(session, case))
    labels = {exhibit.id: label for label, exhibit in labelled_exhibits(session, case)}
    yield "facts.json", _readable([_fact(fact, labels) for fact in facts_of(session, case)])
    yield "transcript.txt", _transcript(session, case).encode()
    yield from _letter_parts(session, case)


def exhibit_parts(
    session: Session, case: Case, files: FileStore
) -> Iterator[tuple[Exhibit, Part | None, Part | None]]:
    """Give each exhibit with its original and its safe copy, where there is one.

    What was erased or is harmful has neither. Raises ExhibitMissing.
    """
    for label, exhibit in labelled_exhibits(session, case):
        if exhibit.state == ERASED or exhibit.scan == INFECTED:
            yield exhibit, None, None
            continue
        try:
            yield exhibit, _original(files, label, exhibit), _copy(files, label, exhibit)
        except ContentGone as error:
            raise ExhibitMissing(label) from error


def custody_part(session: Session, case: Case) -> Part:
    """Give the custody log, a row a line."""
    exhibits = [exhibit for _, exhibit in labelled_exhibits(session, case)]
    lines = [canonical(row) + b"\n" for row in custody.rows(session, exhibits)]
    return CUSTODY, b"".join(lines)


def earlier_manifests(session: Session, case: Case) -> Iterator[Part]:
    """Give every manifest that there is so far."""
    for manifest in manifests(session, case):
        yield f"{EARLIER}{manifest.version:04d}.json", manifest.content.encode()


def _original(files: FileStore, label: str, exhibit: Exhibit) -> Part:
    with open_original(files, exhibit) as content:
        return f"exhibits/{label}{_extension(exhibit.media_type)}", content.read()


def _copy(files: FileStore, label: str, exhibit: Exhibit) -> Part | None:
    if exhibit.copy_key is None:
        return None
    with open_copy(files, exhibit) as content:
        return f"copies/{label}{_extension(exhibit.copy_media_type)}", content.read()


def _extension(media_type: str | None) -> str:
    return usual_extension(media_type) if media_type in EXTENSIONS else ".bin"


def _readable(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def _fact(fact: Fact, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "name": fact.name,
        "value": plain(fact.value),
        "standing": fact.standing,
        "confirmed": fact.confirmed,
        "said": fact.said,
        "exhibit": labels.get(fact.exhibit_id or ""),
        "page": fact.page,
        "recorded_at": fact.recorded_at.isoformat(),
        "superseded_at": fact.superseded_at.isoformat() if fact.superseded_at else None,
    }


def _transcript(session: Session, case: Case) -> str:
    lines = messages_after(session, case.conversation_id, 0)
    return "".join(f"{_shown(line.created_at)}  {line.sender}: {line.text}\n" for line in lines)


def _letter_parts(session: Session, case: Case) -> Iterator[Part]:
    query = select(Letter).where(Letter.case_id == case.id).order_by(Letter.version.desc())
    letter = session.scalar(query.limit(1))
    if letter is None:
        return
    content = LetterContent.model_validate(letter.content)
    yield "letter.txt", letter_text(content).encode()
    yield "letter.html", letter_html(content).encode()
    yield "letter.pdf", letter_pdf(content)
    yield "letter.docx", letter_docx(content)


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
