import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pillow_heif
import pytest
from PIL import Image
from sqlalchemy.orm import Session

from casework.evidence import FileStore
from casework.store.conversations import touch
from casework.store.database import transaction
from casework.store.testing import database_in_use

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "exhibits")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with database_in_use(tmp_path), transaction() as opened:
        touch(opened, "web-1", "web", NOW)
        touch(opened, "web-2", "web", NOW)
        yield opened


def picture(kind: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (32, 24), "teal").save(target, kind)
    return target.getvalue()


def heic() -> bytes:
    target = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (64, 64), "teal")).save(target)
    return target.getvalue()


def pdf() -> bytes:
    target = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(target)
    return target.getvalue()


def email() -> bytes:
    message = EmailMessage()
    message["From"] = "Shop <service@shop.example>"
    message["To"] = "me@example.org"
    message["Date"] = "Tue, 03 Nov 2026 10:00:00 +0100"
    message["Subject"] = "Ihre Bestellung: Schlüssel, order 4711"
    message.set_content("Your parcel is on its way.")
    message.add_alternative("<html><body>Your parcel is on its way.</body></html>", "html")
    return message.as_bytes()


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("invoice.txt", "hello")
    return target.getvalue()


# The first bytes of every Windows program: the DOS header, its message, and the PE header.
PROGRAM = (
    b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00".ljust(0x3C, b"\0")
    + b"\x80\x00\x00\x00\x0e\x1f\xba\x0e\x00\xb4\t\xcd!\xb8\x01L\xcd!"
    + b"This program cannot be run in DOS mode.\r\r\n$".ljust(0x40, b"\0")
    + b"PE\x00\x00d\x86".ljust(400, b"\0")
)
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
WEB_PAGE = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"

_MADE: dict[str, Callable[[], bytes]] = {
    "jpeg": lambda: picture("JPEG"),
    "png": lambda: picture("PNG"),
    "webp": lambda: picture("WEBP"),
    "heic": heic,
    "pdf": pdf,
    "email": email,
    "text": lambda: "Grüße vom Händler\r\nDie Ware kommt später.\r\n".encode(),
    "zip": archive,
    "program": lambda: PROGRAM,
    "svg": lambda: DRAWING,
    "html": lambda: WEB_PAGE,
}


@pytest.fixture(scope="session")
def sample() -> Callable[[str], bytes]:
    """Return a maker of small files, each as the programs of real life make them."""
    return lambda kind: _MADE[kind]()
