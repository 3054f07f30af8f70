"""The text of a file, page by page; run as a program of its own that is limited and may die.

It reads the file's bytes from standard input and writes JSON to standard output. It imports nothing
of ``casework`` and gets no setting, so that a hostile file meets a process that knows nothing.
"""

from __future__ import annotations

import email.policy
import io
import json
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser
from typing import Any

MOST_PAGES = 20
MOST_CHARACTERS = 60_000
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 3_500  # pixels; finer than this tesseract reads no better, only slower
SHORTEST_SIDE = 1_000  # pixels; coarser than this it reads worse than after enlarging
MEMORY = 1_024 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 30
OCR_SECONDS = 20
_CELL = "   "  # what stands between two cells of a table row
_HEADERS = ("From", "Reply-To", "To", "Date", "Subject")

_HIDDEN = re.compile(r"script|style|template|noscript|svg")
_BLOCKS = re.compile(
    r"p|div|br|tr|li|h[1-6r]|table|[ou]l|d[ltd]|section|article|header|footer|blockquote|pre|"
    r"address|title"
)

Pages = list[str]


class NotReadable(Exception):
    """The file gave no text; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def pages_of_pdf(data: bytes) -> Pages:
    """Return the text of each page with its columns kept apart by spaces.

    Raises NotReadable: ``locked`` where a password is needed.
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotReadable("locked")
    pages: Pages = []
    for number, page in enumerate(reader.pages):
        if number == MOST_PAGES or sum(map(len, pages)) > MOST_CHARACTERS:
            break
        pages.append(_text_of_page(page))
    return pages


def _text_of_page(page: Any) -> str:
    try:
        return str(page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False))
    except (KeyError, ValueError, TypeError, ZeroDivisionError, AttributeError):
        return str(page.extract_text())  # the plain mode asks less of the page


def pages_of_email(data: bytes) -> Pages:
    """Return one page: the headers that matter, then the words of the message."""
    message = BytesParser(policy=email.policy.default).parsebytes(data)
    if not isinstance(message, EmailMessage):
        raise NotReadable("damaged")
    page = message["Snapshot-Content-Location"]  # a web page that was saved (RFC 2557)
    if page:
        return [f"Web page: {page}\n\n{_body(message)}"]
    headers = [f"{name}: {value}" for name, value in _headers(message)]
    return ["\n".join(headers) + "\n\n" + _body(message)]


def _headers(message: EmailMessage) -> Iterator[tuple[str, str]]:
    for name in _HEADERS:
        try:
            value = message[name]
        except (ValueError, IndexError, AttributeError):  # the parser trips over odd addresses
            continue
        if value:
            yield name, " ".join(str(value).split())


def _body(message: EmailMessage) -> str:
    """Return the message's text: that part which has a table, else the plain one."""
    plain = message.get_body(("plain",))
    html = message.get_body(("html",))
    if html is not None:
        text = text_of_html(_content(html))
        if plain is None or len(text) > len(_content(plain)) // 2:
            return text
    return "" if plain is None else _content(plain)


def _content(part: Any) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a character set that nobody knows
        return bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")


class _Words(HTMLParser):
    """Writes what a page shows: a line for each block or table row, cells kept apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _HIDDEN.fullmatch(tag):
            self.hidden += 1
        elif tag in ("td", "th"):
            self.pieces.append("\t")
        elif _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if _HIDDEN.fullmatch(tag):
            self.hidden = max(0, self.hidden - 1)
        elif _BLOCKS.fullmatch(tag):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(" ".join(data.split()) if data.strip() else " ")
            if data[-1:].isspace():
                self.pieces.append(" ")


def text_of_html(html: str) -> str:
    """Return the words of a web page or HTML mail as lines; cells of a row stay apart."""
    words = _Words()
    words.feed(html)
    words.close()
    lines = (_cells(line) for line in "".join(words.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _cells(line: str) -> str:
    cells = (" ".join(cell.split()) for cell in line.split("\t"))
    return _CELL.join(cell for cell in cells if cell)


def pages_of_text(data: bytes) -> Pages:
    """Return one page: the text itself."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return [data.decode("utf-16", "replace")]
    try:
        return [data.decode("utf-8-sig")]
    except UnicodeDecodeError:
        return [data.decode("windows-1252", "replace")]


def pages_of_photo(data: bytes) -> Pages:
    """Return one page: what tesseract makes of the photo.

    Raises NotReadable: ``not_installed`` where there is no tesseract, ``too_large``, ``damaged``.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise NotReadable("not_installed")
    words = subprocess.run(
        # 6: one block of text, so that the lines of a table stay lines
        [program, "stdin", "stdout", "--psm", "6", "-c", "preserve_interword_spaces=1"],
        input=_ready_for_reading(data),
        capture_output=True,
        timeout=OCR_SECONDS,
        check=False,
    )
    if words.returncode != 0:
        raise NotReadable("damaged")
    return [words.stdout.decode("utf-8", "replace")]


def _ready_for_reading(data: bytes) -> bytes:
    """Return the photo upright, grey, of a size that is read well, as PNG."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the size is looked at below, and named
    _open_heic_too()
    with Image.open(io.BytesIO(data)) as photo:
        if photo.width * photo.height > MOST_PIXELS:
            raise NotReadable("too_large")
        upright = ImageOps.exif_transpose(photo).convert("L")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if max(upright.size) < SHORTEST_SIDE:
        upright = upright.resize((upright.width * 2, upright.height * 2))
    target = io.BytesIO()
    upright.save(target, "PNG")
    return target.getvalue()


def _open_heic_too() -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()


READERS: dict[str, Callable[[bytes], Pages]] = {
    "application/pdf": pages_of_pdf,
    "message/rfc822": pages_of_email,
    "text/plain": pages_of_text,
    "image/jpeg": pages_of_photo,
    "image/png": pages_of_photo,
    "image/webp": pages_of_photo,
    "image/heic": pages_of_photo,
    "image/heif": pages_of_photo,
}


def extract(media_type: str, data: bytes) -> dict[str, Any]:
    """Return ``state`` and ``pages`` of a file; the state is ``read``, ``empty`` or a refusal."""
    reader = READERS.get(media_type)
    if reader is None:
        return {"state": "not_supported", "pages": []}
    try:
        pages = reader(data)
    except NotReadable as refusal:
        return {"state": refusal.code, "pages": []}
    except MemoryError:
        return {"state": "too_large", "pages": []}
    except (subprocess.TimeoutExpired, TimeoutError):
        return {"state": "timed_out", "pages": []}
    except Exception:  # a hostile file may break a library in any way; all mean: not readable
        return {"state": "damaged", "pages": []}
    return _within_limits(pages)


def _within_limits(pages: Pages) -> dict[str, Any]:
    kept: Pages = []
    left = MOST_CHARACTERS
    for page in pages[:MOST_PAGES]:
        kept.append(page[:left].replace("\0", " "))
        left -= len(kept[-1])
    has_text = any(c.isalnum() for page in kept for c in page)
    return {"state": "read" if has_text else "empty", "pages": kept if has_text else []}


def _limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_this_process()
    json.dump(extract(sys.argv[1], sys.stdin.buffer.read()), sys.stdout)
