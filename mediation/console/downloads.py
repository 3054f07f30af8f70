"""Exhibits and letters as downloads: never shown by the browser, always in the audit log."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import Response, StreamingResponse

from casework.accounts import SignedIn
from casework.evidence import custody
from casework.evidence.contents import ContentBlocked, ContentGone, open_copy, open_original
from casework.evidence.custody import Act
from casework.evidence.disclosure import original_may_be_seen
from casework.evidence.filestore import CHUNK, FileStore
from casework.evidence.kinds import EXTENSIONS, usual_extension
from casework.evidence.sealing import SealBroken
from casework.letters import letter_docx, letter_pdf
from casework.store.console_queries import labelled_exhibits, letters_of
from casework.store.database import reading, transaction
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
def download_copy(
    request: Request, case: FoundCase, exhibit_id: str, who: CurrentUser, now: Now
) -> Response:
    """Send the safe copy under a name of our own, as a type that no browser opens."""
    label, exhibit = _exhibit_or_404(case, exhibit_id)
    file = _open_or_404(open_copy, request, exhibit)
    _note_view(who, case, exhibit, {"what": "copy", "sha256": exhibit.copy_sha256}, label, now)
    name = f"{case.number}-exhibit-{label}{_extension(exhibit.copy_media_type)}"
    return StreamingResponse(
        _chunks(file), media_type="application/octet-stream", headers=_headers(name)
    )


@router.get("/cases/{number}/exhibits/{exhibit_id}/original")
def download_original(
    request: Request, case: FoundCase, exhibit_id: str, who: CurrentUser, now: Now
) -> Response:
    """Send the bytes as they arrived, unless the consumer keeps back what they tell."""
    label, exhibit = _exhibit_or_404(case, exhibit_id)
    if not original_may_be_seen(exhibit):
        raise HTTPException(status_code=404)
    file = _open_or_404(open_original, request, exhibit)
    _note_view(who, case, exhibit, {"what": "original", "sha256": exhibit.sha256}, label, now)
    name = f"{case.number}-exhibit-{label}-original{_extension(exhibit.media_type)}"
    headers = _headers(name) | {"Content-Length": str(exhibit.size)}
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


def _open_or_404(
    opening: Callable[[FileStore, Exhibit], BinaryIO], request: Request, exhibit: Exhibit
) -> BinaryIO:
    try:
        return opening(request.app.state.file_store, exhibit)
    except (ContentGone, ContentBlocked, SealBroken) as error:
        logger.error("the content of exhibit %s cannot be had: %s", exhibit.id, error.code)
        raise HTTPException(status_code=404) from error


def _note_view(
    who: SignedIn, case: Case, exhibit: Exhibit, seen: dict[str, Any], label: str, now: datetime
) -> None:
    """Note in the custody log and in the case's audit log who has seen what."""
    with transaction() as session:
        custody.note(session, exhibit, Act.VIEWED, f"console:{who.username}", now, seen)
    note(who, "exhibit_downloaded", case, {"exhibit": label} | seen, now)


def _extension(media_type: str | None) -> str:
    return usual_extension(media_type) if media_type in EXTENSIONS else ".bin"


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": DOWNLOAD_POLICY,
    }
