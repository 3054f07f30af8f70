"""What a file is, read from its content alone; its name and the browser's word count for nothing.

``filetype`` knows the binary kinds. E-mails and plain text have no signature, so they are read.
"""

import re
from email.parser import BytesHeaderParser
from email.policy import compat32
from typing import BinaryIO

import filetype

from casework.evidence.errors import TypeNotAccepted
from casework.evidence.kinds import EXTENSIONS

HEAD = 64 * 1024
"""Bytes from the start that signatures and mail headers are looked for in."""

# ISO/IEC 23008-12, annexes B and C: brands of still images and sequences coded with HEVC.
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_HEIF_BRANDS = {b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}

# Kinds that are text to the last byte, and that programs act on.
_ACTIVE_TEXT = re.compile(
    # The tags by which browsers know HTML: WHATWG MIME Sniffing, section 7.1; SVG is added.
    r"\s*(<\?xml|<!--|<!doctype"
    r"|<(html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|svg|math)[\s>/])"
    r"|\s*\{\\rtf|%!ps|%!adobe",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_HEADER_LINE = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]")  # RFC 5322, section 2.2


def media_type_of(stream: BinaryIO) -> str:
    """Return the media type of the file in ``stream``, which must be seekable.

    Raises TypeNotAccepted where the content is of no kind in ``kinds.EXTENSIONS``.
    """
    stream.seek(0)
    head = stream.read(HEAD)
    binary = _image_or_pdf(head)
    if binary is not None:
        return binary
    if _is_email(head):
        return "message/rfc822"
    stream.seek(0)
    if _is_plain_text(stream.read()):
        return "text/plain"
    raise TypeNotAccepted("the content is of no accepted kind")


def _image_or_pdf(head: bytes) -> str | None:
    kind = filetype.guess_mime(head)
    if kind == "image/apng":  # a PNG that moves
        return "image/png"
    if kind in EXTENSIONS:
        return str(kind)
    return _heif(head)


def _heif(head: bytes) -> str | None:
    """Return the media type of a HEIF image; ``filetype`` knows only some of its brands."""
    if head[4:8] != b"ftyp":
        return None
    size = int.from_bytes(head[:4])
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, min(size, len(head)), 4)}
    if brands & _AVIF_BRANDS:
        return None
    if brands & _HEIC_BRANDS:
        return "image/heic"
    return "image/heif" if head[8:12] in _HEIF_BRANDS else None


def _is_email(head: bytes) -> bool:
    """Tell whether a message begins here: header lines, among them sender and date.

    Source: RFC 5322, section 3.6 (a message has an origination date and an originator).
    """
    headers = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    lines = re.split(rb"\r?\n", headers)
    if lines[0].startswith(b"From "):  # the separator line of a mailbox file
        lines = lines[1:]
    if b"\0" in headers or not all(_HEADER_LINE.match(line) for line in lines):
        return False
    message = BytesHeaderParser(policy=compat32).parsebytes(b"\n".join(lines))
    return bool(message["From"] and message["Date"]) and not message.defects


def _is_plain_text(data: bytes) -> bool:
    text = _decoded(data)
    return text is not None and not _CONTROL.search(text) and not _ACTIVE_TEXT.match(text)


def _decoded(data: bytes) -> str | None:
    """Return ``data`` as text, or None; the encodings are those that phones and PCs save."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
