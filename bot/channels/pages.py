"""The chat page and the widget's files, as a browser may keep and use them."""

from __future__ import annotations

import asyncio
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw

from bot.channels import security

WIDGET = Path(__file__).parent.parent / "widget"
# Named here because the tables of operating systems differ, and a browser runs no module whose
# type is wrong.
_MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_HEADERS = security.ALWAYS | {
    # A browser asks each time whether its copy is still good: a new release is never mixed with an
    # old one, and an unchanged file costs a few bytes.
    "Cache-Control": "no-cache",
    "Content-Security-Policy": security.page_policy(frame_ancestors="'none'"),
    "Cross-Origin-Resource-Policy": "cross-origin",  # shops load the widget from their own pages
}


@dataclass(frozen=True)
class _Served:
    data: bytes
    media_type: str

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.data).hexdigest()[:32]}"'


def pages(folder: Path = WIDGET) -> Blueprint:
    """Return the routes of the chat page (``/``) and of the files beside it (``/widget/...``)."""
    blueprint = Blueprint("redress_pages")

    async def page(request: Request) -> HTTPResponse:
        return await _answer(request, folder, "index.html")

    async def file(request: Request, path: str) -> HTTPResponse:
        return await _answer(request, folder, path)

    blueprint.add_route(page, "/", methods=["GET", "HEAD"])
    blueprint.add_route(file, "/widget/<path:path>", methods=["GET", "HEAD"])
    return blueprint


async def _answer(request: Request, folder: Path, name: str) -> HTTPResponse:
    served = await asyncio.to_thread(_read, folder, name)
    headers = _HEADERS | {"ETag": served.etag}
    known = [tag.strip() for tag in request.headers.get("if-none-match", "").split(",")]
    if served.etag in known:
        return empty(status=304, headers=headers)
    return raw(served.data, content_type=served.media_type, headers=headers)


def _read(folder: Path, name: str) -> _Served:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise NotFound("there is no such page")
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return _Served(path.read_bytes(), _MEDIA_TYPES.get(path.suffix, guessed))
