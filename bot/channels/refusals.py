"""Refusals as the widget gets them: a status, a code that it has words for, and the limits."""

from __future__ import annotations

from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.channels.letter_files import NoSuchLetter
from bot.channels.offers import UnknownButton
from bot.channels.sessions import SessionInvalid
from bot.channels.typed import MAX_TEXT, EmptyText, TextTooLong
from bot.channels.uploads import UploadRefused
from casework.evidence import (
    ACCEPTED_EXTENSIONS,
    EmptyFile,
    FileTooLarge,
    MalwareFound,
    StorageFull,
    TwoKindsInOne,
    TypeNotAccepted,
)
from casework.store.database import StoreBusy


class BadRequest(Exception):
    """The request is not one that the protocol knows."""

    code = "bad_request"


_STATUS: dict[type[Exception], int] = {
    BadRequest: 400,
    EmptyText: 400,
    UnknownButton: 400,
    EmptyFile: 400,
    UploadRefused: 400,
    SessionInvalid: 401,
    NoSuchLetter: 404,
    FileTooLarge: 413,
    TextTooLong: 413,
    TypeNotAccepted: 415,
    TwoKindsInOne: 415,
    MalwareFound: 422,
    StoreBusy: 503,
    StorageFull: 507,
}
REFUSALS: tuple[type[Exception], ...] = tuple(_STATUS)


def refuse(_request: Request, error: Exception) -> HTTPResponse:
    """Return the answer to a request that ended in one of ``REFUSALS``."""
    status = next(code for kind, code in _STATUS.items() if isinstance(error, kind))
    code = "try_again" if isinstance(error, StoreBusy) else getattr(error, "code", "bad_request")
    return json({"error": code, **_details(error)}, status=status)


def _details(error: Exception) -> dict[str, Any]:
    if isinstance(error, TextTooLong):
        return {"limit": MAX_TEXT}
    if isinstance(error, FileTooLarge):
        return {"limit": error.limit}
    if isinstance(error, TypeNotAccepted):
        return {"accept": list(ACCEPTED_EXTENSIONS)}
    return {}
