"""Exhibits and letters as downloads: never shown by the browser, always in the audit log."""

import logging
from collections.abc import Iterator
from typing import BinaryIO

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import Response, StreamingResponse

from casework.evidence.filestore import CHUNK
from casework.evidence.kinds import EXTENSIONS, usual_extension
from casework.letters import letter_docx, letter_pdf
from casework.store.console_queries import labelled_exhibits, letters_of
from casework.store.database import reading
from casework.store.models import Case, Exhibit, Letter
from mediation.console.access import CurrentUser, Now, must_be_signed_in
from mediation.console.case_page import FoundCase, note
from mediation.console.letter_view import read_content
from mediation.web.headers import DOWNLOAD_POLICY

logger = logging.getLogger(__name__)
router = APIRouter(dependencies=[Depends(must_be_signed_in)])

_LETTER_FORMS = {
    "pdf": (letter_pdf, "application/pdf"),
    "docx": (
        letter_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
}


@router.get("/cases/{number}/exhibits/{exhibit_id}")
def download_exhibit(
    request: Request, case: FoundCase, exhibit_id: str, who: CurrentUser, now: Now
) -> Response:
    """Send the original bytes under a name of our own, as a type that no browser opens."""
    label, exhibit = _exhibit_or_404(case, exhibit_id)
    file = _open_or_404(request, exhibit)
    note(who, "exhibit_downloaded", case, {"exhibit": label, "sha256": exhibit.sha256}, now)
    extension = usual_extension(exhibit.media_type) if exhibit.media_type in EXTENSIONS else ".bin"
    headers = _headers(f"{case.number}-exhibit-{label}{extension}")
    headers["Content-Length"] = str(exhibit.size)
    return StreamingResponse(_chunks(file), media_type="application/octet-stream", headers=headers)


@router.get("/cases/{number}/letters/{letter_id}.{form}")
def download_letter(
    case: FoundCase, letter_id: str, form: str, who: CurrentUser, now: Now
) -> Response:
    """Send one version of the letter as PDF or DOCX."""
    if form not in _LETTER_FORMS:
        raise HTTPException(status_code=404)
    letter = _letter_or_404(case, letter_id)
    content = read_content(letter)
    if content is None:
        raise HTTPException(status_code=404)
    make, media_type = _LETTER_FORMS[form]
    data = make(content)
    note(who, "letter_downloaded", case, {"version": letter.version, "form": form}, now)
    headers = _headers(f"{case.number}-letter-{letter.version}.{form}")
    return Response(data, media_type=media_type, headers=headers)


def _exhibit_or_404(case: Case, exhibit_id: str) -> tuple[str, Exhibit]:
    with reading() as session:
        for label, exhibit in labelled_exhibits(session, case):
            if exhibit.id == exhibit_id:
                return label, exhibit
    raise HTTPException(status_code=404)


def _letter_or_404(case: Case, letter_id: str) -> Letter:
    with reading() as session:
        for letter in letters_of(session, case):
            if letter.id == letter_id:
                return letter
    raise HTTPException(status_code=404)


def _open_or_404(request: Request, exhibit: Exhibit) -> BinaryIO:
    try:
        file: BinaryIO = request.app.state.file_store.open(exhibit.storage_key)
    except KeyError as error:
        logger.error("the file of exhibit %s is missing", exhibit.id)
        raise HTTPException(status_code=404) from error
    return file


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": DOWNLOAD_POLICY,
    }
