"""A case as one zip file: its record, the newest letter in every form, the exhibits."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.evidence.contents import ContentGone, open_original
from casework.evidence.filestore import FileStore
from casework.evidence.kinds import usual_extension
from casework.letters import LetterContent, letter_docx, letter_html, letter_pdf, letter_text
from casework.store.cases import case_exhibits, case_record
from casework.store.exhibits import label_at
from casework.store.models import Case, Exhibit, Letter


class ExhibitMissing(Exception):
    """The bytes of an exhibit are not where they were stored."""

    code = "exhibit_missing"


def write_export(session: Session, case: Case, files: FileStore, out: Path) -> None:
    """Write the case to the zip file ``out``; a half-written file is never left there.

    It holds ``case.json``, ``letter.txt/.html/.pdf/.docx`` where a letter was written, and
    ``exhibits/A.jpg``, ``exhibits/B.pdf``, ... with the bytes as they arrived. Raises OSError
    where ``out`` cannot be written, ExhibitMissing where the bytes of an exhibit are gone.
    """
    unfinished = out.with_name(f".{out.name}.part")
    try:
        with ZipFile(unfinished, "w", ZIP_DEFLATED) as archive:
            record = json.dumps(case_record(session, case), ensure_ascii=False, indent=2)
            archive.writestr("case.json", record)
            for name, data in _letter_files(session, case):
                archive.writestr(name, data)
            _add_exhibits(archive, session, case, files)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)


def _letter_files(session: Session, case: Case) -> Iterator[tuple[str, str | bytes]]:
    query = select(Letter).where(Letter.case_id == case.id).order_by(Letter.version.desc())
    letter = session.scalar(query.limit(1))
    if letter is None:
        return
    content = LetterContent.model_validate(letter.content)
    yield "letter.txt", letter_text(content)
    yield "letter.html", letter_html(content)
    yield "letter.pdf", letter_pdf(content)
    yield "letter.docx", letter_docx(content)


def _add_exhibits(archive: ZipFile, session: Session, case: Case, files: FileStore) -> None:
    for position, exhibit in enumerate(case_exhibits(session, case)):
        name = f"exhibits/{label_at(position)}{usual_extension(exhibit.media_type)}"
        with _original(files, exhibit) as original, archive.open(name, "w") as copy:
            shutil.copyfileobj(original, copy)


def _original(files: FileStore, exhibit: Exhibit) -> BinaryIO:
    try:
        return open_original(files, exhibit)
    except ContentGone as error:
        name = exhibit.label or exhibit.id
        raise ExhibitMissing(f"The file of exhibit {name} is missing.") from error
