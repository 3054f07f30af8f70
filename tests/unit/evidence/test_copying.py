"""The safe copy shows what the original shows, tells nothing else, and cannot do anything."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys

import pikepdf
import pytest
from PIL import Image

from casework.evidence.copying import Copied, make_copy
from casework.safecopy.worker import MEMORY
from tests.unit.evidence import samples

PLACE = {"lat": "48.20833", "lon": "16.37000"}


def copied(data: bytes, media_type: str) -> Copied:
    return make_copy(io.BytesIO(data), media_type)


def content(data: bytes, media_type: str) -> bytes:
    made = copied(data, media_type)
    assert made.state == "made", made.why
    assert made.content is not None
    return made.content


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (samples.photo(), "image/jpeg"),
        (samples.photo(kind="WEBP"), "image/webp"),
        (samples.heic_photo(), "image/heic"),
    ],
    ids=["JPEG", "WebP", "HEIC"],
)
def test_a_photo_loses_what_it_told_and_the_consumer_is_told(data: bytes, media_type: str) -> None:
    made = copied(data, media_type)
    assert made.found == {"taken_at": "2026-11-03T10:15:00", "camera": "Acme Phone 7"} | {
        "place": PLACE
    }
    assert (made.media_type, made.pages) == ("image/jpeg", 1)
    with Image.open(io.BytesIO(made.content or b"")) as image:
        assert image.size == (64, 48)
        assert not image.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment", "photoshop"} & set(image.info)
    assert b"Acme" not in (made.content or b"")


def test_a_screenshot_stays_sharp_and_loses_its_notes() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (30, 20), (0, 128, 128, 100)).save(target, "PNG", exif=samples.exif())
    data = content(target.getvalue(), "image/png")
    with Image.open(io.BytesIO(data)) as image:
        assert image.getpixel((0, 0)) == (0, 128, 128, 100)
        assert not image.getexif()
        assert not image.info


def test_a_photo_taken_sideways_is_turned_upright() -> None:
    target, noted = io.BytesIO(), Image.Exif()
    noted[0x0112] = 6  # turn by 90 degrees
    Image.new("RGB", (40, 20), "teal").save(target, "JPEG", exif=noted)
    with Image.open(io.BytesIO(content(target.getvalue(), "image/jpeg"))) as image:
        assert image.size == (20, 40)


def test_a_photo_with_more_pixels_than_we_decode_is_copied_smaller() -> None:
    target = io.BytesIO()
    Image.new("L", (9000, 8000), 200).save(target, "JPEG")
    with Image.open(io.BytesIO(content(target.getvalue(), "image/jpeg"))) as image:
        assert image.size == (2250, 2000)


def test_a_pdf_loses_what_acts_what_is_attached_and_who_wrote_it() -> None:
    made = copied(samples.active_pdf(), "application/pdf")
    assert made.found["author"] == "Anna Private"
    assert made.found["taken_at"] == "2026-11-03T10:15:00"
    assert made.found["removed"] == ["actions", "attachments", "metadata", "scripts"]
    with pikepdf.open(io.BytesIO(made.content or b"")) as document:
        whole = repr([repr(item) for item in document.objects]) + repr(document.trailer)
        streams = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
        whole += repr([bytes(stream.read_bytes()) for stream in streams])
        assert len(document.pages) == 1
    for trace in ("alert", "JavaScript", "Launch", "calc", "tracker", "attached", "secret", "Anna"):
        assert trace not in whole
        assert trace.encode() not in (made.content or b"")


def test_the_pages_of_a_pdf_are_counted() -> None:
    assert copied(samples.pdf(3), "application/pdf").pages == 3


def test_a_mail_is_shown_as_text_with_the_headers_that_matter() -> None:
    made = copied(samples.mail(), "message/rfc822")
    text = (made.content or b"").decode()
    assert made.media_type == "text/plain"
    assert "From: Shop <service@shop.example>" in text
    assert "Subject: Ihre Bestellung: Schlüssel" in text
    assert "Authentication-Results: mx.example.org; dkim=pass" in text
    assert "Order 4711\n\nlate" in text
    assert hashlib.sha256(b"%PDF-1.4 x").hexdigest() in text
    for unseen in ("evil", "secret-tracker", "<p>", "<b>"):
        assert unseen not in text


def test_a_text_keeps_its_words_and_loses_marks_that_turn_the_reading_direction() -> None:
    data = "Preis: 45 €\r\n\u202egpj.exe\u202c\n".encode("utf-16")
    assert content(data, "text/plain").decode() == "Preis: 45 €\ngpj.exe\n"


@pytest.mark.parametrize(
    ("data", "media_type", "state"),
    [
        (samples.photo((640, 480))[:40_000], "image/jpeg", "damaged"),
        (samples.photo()[:30], "image/jpeg", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "image/png", "damaged"),
        (samples.heic_photo()[:300], "image/heic", "damaged"),
        (samples.huge_png(), "image/png", "too_heavy"),
        (b"%PDF-1.7\nnothing", "application/pdf", "damaged"),
        (samples.locked_pdf(), "application/pdf", "locked"),
        (samples.bomb_pdf(), "application/pdf", "too_heavy"),
    ],
    ids=[
        "JPEG cut off",
        "JPEG cut off in its head",
        "no PNG after all",
        "HEIC cut off",
        "30,000 x 30,000 PNG",
        "no PDF after all",
        "PDF with a password",
        "PDF that unfolds to 300 MB",
    ],
)
def test_of_a_bad_file_there_is_no_copy_but_a_reason(
    data: bytes, media_type: str, state: str
) -> None:
    made = copied(data, media_type)
    assert (made.state, made.content) == (state, None)
    assert made.why


@pytest.mark.parametrize("bad", ["huge_png", "bomb_pdf", "heavy_png"])
def test_the_memory_of_the_worker_is_bounded_whatever_it_reads(bad: str) -> None:
    program = (
        "import io, resource, sys\n"
        "from casework.evidence.copying import make_copy\n"
        "data = sys.stdin.buffer.read()\n"
        "make_copy(io.BytesIO(data), sys.argv[1])\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)\n"
    )
    # The heavy one is within the limit of pixels: it is decoded in full.
    data = samples.huge_png(8_000) if bad == "heavy_png" else getattr(samples, bad)()
    kind = "application/pdf" if bad == "bomb_pdf" else "image/png"
    done = subprocess.run(
        [sys.executable, "-c", program, kind], input=data, capture_output=True, check=True
    )
    assert int(done.stdout) < MEMORY


def test_a_worker_that_is_killed_costs_the_copy_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("casework.evidence.copying.PATIENCE", 0.0)
    assert copied(samples.photo(), "image/jpeg").state == "too_heavy"


def test_the_worker_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDRESS_MASTER_KEY", "do not tell")
    seen: dict[str, object] = {}
    started = subprocess.Popen

    def start(*args: object, **options: object) -> object:
        seen.update(options)
        return started(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", start)
    assert copied(b"words", "text/plain").state == "made"
    assert "REDRESS_MASTER_KEY" not in seen["env"]  # type: ignore[operator]
