"""PDFs: the pages remain; what runs, opens, sends, is attached or tells of the author goes."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from casework.safecopy.made import Damaged, Locked, Made, TooHeavy

MAX_PAGES = 2_000
MAX_UNFOLDED = 256 * 1024 * 1024
"""Bytes that all streams of a file may unfold to: pages a hundred times as heavy as a scan."""
_STEP = 64 * 1024
_DEEPEST = 40

# ISO 32000-2: actions (12.6), attachments (7.11), forms' scripts (12.7), metadata (14.3, 14.5).
_GONE = {
    "/AA": "actions",
    "/OpenAction": "actions",
    "/JS": "scripts",
    "/JavaScript": "scripts",
    "/XFA": "scripts",
    "/EF": "attachments",
    "/RF": "attachments",
    "/EmbeddedFiles": "attachments",
    "/AF": "attachments",
    "/Collection": "attachments",
    "/RichMediaContent": "attachments",
    "/RichMediaSettings": "attachments",
    "/Renditions": "attachments",
    "/Metadata": "metadata",
    "/PieceInfo": "metadata",
    "/LastModified": "metadata",
    "/SpiderInfo": "metadata",
}
_ACTION = "/A"
_ACTIVE_ANNOTATIONS = {
    "/FileAttachment",
    "/Movie",
    "/RichMedia",
    "/Screen",
    "/Sound",
    "/3D",
}


def copy_pdf(data: bytes) -> Made:
    """Return the document without scripts, actions, attachments and metadata.

    Raises Damaged, Locked (a password is needed) or TooHeavy.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            return _cleaned(document)
    except pikepdf.PasswordError as error:
        raise Locked("a password is needed") from error
    except (pikepdf.PdfError, pikepdf.DependencyError, RuntimeError, ValueError) as error:
        raise Damaged(str(error)) from error


def _cleaned(document: Pdf) -> Made:
    pages = len(document.pages)
    if not pages:
        raise Damaged("there is no page")
    if pages > MAX_PAGES:
        raise TooHeavy(f"{pages} pages")
    _check_weight(document)
    found, removed = _told(document), _strip(document)
    if removed:
        found["removed"] = sorted(removed)
    target = io.BytesIO()
    document.save(target, deterministic_id=True)
    return Made(target.getvalue(), "application/pdf", pages, found)


def _told(document: Pdf) -> dict[str, Any]:
    info = document.trailer.get(Name.Info)
    if not isinstance(info, Dictionary):
        return {}
    told = {
        "author": info.get(Name.Author),
        "program": info.get(Name.Creator) or info.get(Name.Producer),
        "taken_at": info.get(Name.CreationDate),
    }
    found = {name: _readable(value) for name, value in told.items() if value is not None}
    if "taken_at" in found:
        found["taken_at"] = _moment(found["taken_at"])
    return {name: value for name, value in found.items() if value}


def _readable(value: Object | str) -> str:
    return "".join(c for c in str(value) if c.isprintable()).strip()[:100]


def _moment(date: str) -> str:
    """Return ``D:20261103100000+01'00'`` as ISO 8601, without the zone."""
    digits = date.removeprefix("D:")[:14]
    if len(digits) < 14 or not digits.isdecimal():
        return ""
    year, rest = digits[:4], [digits[at : at + 2] for at in range(4, 14, 2)]
    return f"{year}-{rest[0]}-{rest[1]}T{rest[2]}:{rest[3]}:{rest[4]}"


def _strip(document: Pdf) -> set[str]:
    removed: set[str] = set()
    if Name.Info in document.trailer:
        del document.trailer[Name.Info]
    _strip_value(document.trailer, removed, 0)
    for value in document.objects:
        _strip_value(value, removed, 0)
    for page in document.pages:
        _drop_active_annotations(page.obj, removed)
    return removed


def _strip_value(value: Any, removed: set[str], depth: int) -> None:
    """Clean a dictionary and all that stands directly in it; what it refers to has its turn."""
    if depth > _DEEPEST:
        raise TooHeavy("objects within objects without end")
    if isinstance(value, Dictionary | Stream):
        for key in list(value.keys()):
            _strip_entry(value, key, removed, depth)
    elif isinstance(value, Array):
        for item in value:
            if isinstance(item, Object) and not item.is_indirect:
                _strip_value(item, removed, depth + 1)


def _strip_entry(owner: Any, key: str, removed: set[str], depth: int) -> None:
    item = owner.get(key)
    if key in _GONE:
        removed.add(_GONE[key])
        del owner[key]
    elif key == _ACTION and isinstance(item, Dictionary) and "/S" in item:
        removed.add("actions")
        del owner[key]
    elif isinstance(item, Object) and not item.is_indirect:
        _strip_value(item, removed, depth + 1)


def _drop_active_annotations(page: Dictionary, removed: set[str]) -> None:
    annotations = page.get(Name.Annots)
    if not isinstance(annotations, Array):
        return
    quiet = [a for a in annotations if _subtype(a) not in _ACTIVE_ANNOTATIONS]
    if len(quiet) < len(annotations):
        removed.add("attachments")
        page[Name.Annots] = Array(quiet)


def _subtype(annotation: Object) -> str:
    return str(annotation.get(Name.Subtype)) if isinstance(annotation, Dictionary) else ""


def _check_weight(document: Pdf) -> None:
    """Raise TooHeavy where the streams unfold to too much; none is ever unfolded at once."""
    left = MAX_UNFOLDED
    for value in document.objects:
        if isinstance(value, Stream):
            _check_picture(value)
            left -= _unfolded(value, left)
            if left <= 0:
                raise TooHeavy("the streams unfold to too much")


def _check_picture(stream: Stream) -> None:
    width, height = stream.get(Name.Width), stream.get(Name.Height)
    if isinstance(width, int) and isinstance(height, int) and width * height > MAX_UNFOLDED:
        raise TooHeavy(f"a picture of {width} x {height} pixels")


def _unfolded(stream: Stream, at_most: int) -> int:
    """Return the size of a stream after its Flate filters, counted up to ``at_most``."""
    chunks: Iterable[bytes] = [stream.read_raw_bytes()]
    for name in _filters(stream):
        if name not in ("/FlateDecode", "/Fl"):
            break  # pictures' own codecs; their size is bounded by width and height
        chunks = _inflated(chunks)
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > at_most:
            break
    return size


def _filters(stream: Stream) -> list[str]:
    names = stream.get(Name.Filter)
    if names is None:
        return []
    return [str(name) for name in names] if isinstance(names, Array) else [str(names)]


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unfolding = zlib.decompressobj()
    for chunk in chunks:
        rest = chunk
        while rest and not unfolding.eof:
            try:
                yield unfolding.decompress(rest, _STEP)
            except zlib.error:
                return  # a broken stream is qpdf's to judge
            rest = unfolding.unconsumed_tail
