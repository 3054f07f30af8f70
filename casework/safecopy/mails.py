"""E-mails and text files, as plain text that everybody can read and nothing can act on."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser

from casework.safecopy.made import Made

HEADERS = (
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Date",
    "Subject",
    "Message-ID",
    "Authentication-Results",
)
"""What tells who wrote when, and whether the mail server found the sender to be real."""
MAX_TEXT = 2_000_000  # characters
MAX_PARTS = 200
_BLOCKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "hr"}
_UNSEEN = {"script", "style", "head", "title", "template"}
_KEPT = "\n\t"


def copy_text(data: bytes) -> Made:
    """Return a text file as UTF-8, without control characters and direction marks."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if wide else ["utf-8-sig", "cp1252"]:
        try:
            return _made([data.decode(encoding)], None)
        except UnicodeDecodeError:
            continue
    return _made([data.decode("latin-1")], None)


def copy_mail(data: bytes) -> Made:
    """Return the headers that matter, the names and hashes of attachments, and the text."""
    message = BytesParser(policy=policy.default.clone(max_line_length=None)).parsebytes(data)
    if not isinstance(message, EmailMessage):
        return copy_text(data)
    attachments = _attachments(message)
    lines = [f"{name}: {value}" for name in HEADERS for value in _header(message, name)]
    lines += [f"Attachment: {line}" for line in attachments]
    return _made([*lines, "", _body(message)], attachments or None)


def _made(lines: list[str], attachments: list[str] | None) -> Made:
    text = "\n".join(lines).replace("\r\n", "\n").replace("\r", "\n")[:MAX_TEXT]
    shown = "".join(c for c in text if c in _KEPT or not unicodedata.category(c).startswith("C"))
    found = {"attachments": attachments} if attachments else {}
    return Made(shown.encode("utf-8"), "text/plain", 1, dict(found))


def _header(message: EmailMessage, name: str) -> list[str]:
    try:
        values = message.get_all(name, [])
        return [re.sub(r"\s+", " ", str(value)) for value in values]
    except Exception:  # a header that the standard library cannot take apart
        return [" ".join(str(v).split()) for k, v in message.raw_items() if k == name]


def _attachments(message: EmailMessage) -> list[str]:
    lines = []
    for part in list(message.walk())[:MAX_PARTS]:
        if part.is_multipart() or not (part.is_attachment() or part.get_filename()):
            continue
        content = part.get_payload(decode=True)
        data = content if isinstance(content, bytes) else b""
        digest = hashlib.sha256(data).hexdigest()
        name = part.get_filename() or "without a name"
        lines.append(f"{name} ({part.get_content_type()}, {len(data)} bytes, SHA-256 {digest})")
    return lines


def _body(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    try:
        text = str(body.get_content())
    except (LookupError, ValueError, KeyError):
        raw = body.get_payload(decode=True)
        text = raw.decode("latin-1") if isinstance(raw, bytes) else ""
    return html_text(text) if body.get_content_type() == "text/html" else text


class _Text(HTMLParser):
    """Collects the words of a page as they would be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append("\t")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(re.sub(r"\s+", " ", data))


def html_text(html: str) -> str:
    """Return the words of an HTML page, a line for each block."""
    reader = _Text()
    reader.feed(html[:MAX_TEXT])
    reader.close()
    lines = (re.sub(r" +", " ", line).strip(" ") for line in "".join(reader.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
