"""A file becomes text by pages, and no file harms the server."""

import io
import os
import signal
import struct
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pytest

from casework.evidence.reading import ReadState, read_document
from casework.evidence.reading.extract import MOST_CHARACTERS, MOST_PAGES, extract, text_of_html
from tests.unit.evidence_reading.papers import EMAIL, PDF, PHOTO, TEXT, pdf, photo

SAYS = "import sys; sys.stdin.buffer.read(); print({!r})"


def _read(data: bytes, media_type: str, seconds: float = 30) -> tuple[ReadState, tuple[str, ...]]:
    document = read_document(io.BytesIO(data), media_type, seconds)
    return document.state, document.pages


def test_a_pdf_is_read_page_by_page() -> None:
    state, pages = _read(pdf("First page\n#pagebreak()\nSecond page")(), PDF)
    assert (state, pages) == (ReadState.READ, ("First page", "Second page"))


def test_columns_of_a_pdf_stay_apart() -> None:
    _, pages = _read(pdf("#grid(columns: (1fr, 1fr), [Left side], [Right side])")(), PDF)
    assert "Left side   " in pages[0]
    assert pages[0].endswith("Right side")


def test_of_a_long_pdf_only_the_first_pages_are_read() -> None:
    pages = "\n#pagebreak()\n".join(f"page {n}" for n in range(MOST_PAGES + 5))
    assert len(extract(PDF, pdf(pages)())["pages"]) == MOST_PAGES


def test_of_a_long_text_only_the_beginning_is_read() -> None:
    assert sum(map(len, extract(TEXT, b"a" * (MOST_CHARACTERS * 2))["pages"])) == MOST_CHARACTERS


def test_a_mail_shows_the_heads_that_matter_and_its_words() -> None:
    message = EmailMessage()
    message["From"], message["Date"] = "Shop <a@shop.example>", "Tue, 03 Nov 2026 10:00:00 +0100"
    message["Received"] = "from somewhere"
    message.set_content("Grüße, order 4711")
    _, pages = _read(message.as_bytes(), EMAIL)
    assert pages[0].startswith("From: Shop <a@shop.example>\nDate: Tue, 03 Nov 2026")
    assert "Grüße, order 4711" in pages[0]
    assert "somewhere" not in pages[0]


def test_a_mail_in_an_unknown_character_set_is_read_as_well_as_can_be() -> None:
    raw = (
        b"From: a@shop.example\nDate: Tue, 03 Nov 2026 10:00:00 +0100\n"
        b"Content-Type: text/plain; charset=x-nobody-knows\n\nOrder 4711 of today"
    )
    assert "Order 4711 of today" in extract(EMAIL, raw)["pages"][0]


def test_a_table_in_a_mail_keeps_its_cells_apart_and_hides_scripts() -> None:
    table = "<table><tr><td>Total</td><td>5&nbsp;€</td></tr></table>"
    html = f"<style>p{{}}</style>{table}<script>x</script>"
    assert text_of_html(html) == "Total   5 €"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_plain_text_is_read_in_the_usual_encodings(encoding: str) -> None:
    assert extract(TEXT, "Größe 5".encode(encoding))["pages"] == ["Größe 5"]


def test_a_photo_is_not_read_where_tesseract_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert _read(photo(["Order number 1"])(), PHOTO) == (ReadState.NOT_INSTALLED, ())


def test_a_photo_goes_to_tesseract_as_an_upright_grey_png(
    tesseract: Callable[[str], Path],
) -> None:
    tesseract(
        "import sys, io\nfrom PIL import Image\n"
        "picture = Image.open(io.BytesIO(sys.stdin.buffer.read()))\n"
        "print(picture.format, picture.mode, picture.width)"
    )
    state, pages = _read(photo(["Order number 1"])(), PHOTO)
    assert (state, pages[0].split()) == (ReadState.READ, ["PNG", "L", "1400"])


def test_the_reading_program_is_told_no_setting(
    tesseract: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDRESS_SECRET_KEY", "hidden")
    tesseract("import os; print(sorted(os.environ))")
    _, pages = _read(photo(["Order number 1"])(), PHOTO)
    assert "LC_ALL" in pages[0]
    assert "REDRESS" not in pages[0]


def test_a_reading_that_takes_too_long_is_ended_with_all_it_started(
    tesseract: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = tmp_path / "running"
    folder.mkdir()
    tesseract(f"import os, time; open(f'{folder}/{{os.getpid()}}', 'w'); time.sleep(60)")
    state, _ = _read(photo(["Order number 1"])(), PHOTO, seconds=6)
    assert state is ReadState.TIMED_OUT
    (started,) = (int(path.name) for path in folder.iterdir())
    assert _is_gone(started)


def _is_gone(process: int) -> bool:
    for _ in range(100):
        with suppress(FileNotFoundError):
            # A killed program is a zombie until whoever inherits it looks.
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
            if state != "Z":
                time.sleep(0.05)
                continue
        return True
    os.kill(process, signal.SIGKILL)
    return False


def test_a_giant_picture_is_refused_before_it_is_unpacked(
    tesseract: Callable[[str], Path],
) -> None:
    tesseract(SAYS.format("never reached"))
    assert _read(_giant_png(30_000), PHOTO) == (ReadState.TOO_LARGE, ())


def test_a_truncated_photo_is_damaged(tesseract: Callable[[str], Path]) -> None:
    tesseract(SAYS.format("never reached"))
    whole = photo(["Order number 1"])()
    assert _read(whole[: len(whole) // 2], PHOTO) == (ReadState.DAMAGED, ())


def test_a_pdf_that_unpacks_without_end_is_no_harm() -> None:
    state, pages = _read(_pdf_bomb(400 * 1024 * 1024), PDF)
    assert state is not ReadState.READ
    assert pages == ()


def test_a_pdf_whose_pages_go_in_a_circle_is_no_harm() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.Pages.Kids.append(document.Root.Pages)
    target = io.BytesIO()
    document.save(target)
    assert _read(target.getvalue(), PDF)[0] is not ReadState.READ


def test_a_pdf_with_a_password_is_locked() -> None:
    document = pikepdf.open(io.BytesIO(pdf("Order number 1")()))
    target = io.BytesIO()
    document.save(target, encryption=pikepdf.Encryption(owner="o", user="secret"))
    assert _read(target.getvalue(), PDF) == (ReadState.LOCKED, ())


def test_a_pdf_without_words_is_empty() -> None:
    assert _read(pdf("#rect(width: 2cm)")(), PDF) == (ReadState.EMPTY, ())


def test_a_file_over_the_limit_is_not_even_started() -> None:
    document = read_document(io.BytesIO(b"a" * 101), TEXT, most_bytes=100)
    assert document.state is ReadState.TOO_LARGE


@pytest.mark.parametrize("media_type", [PDF, PHOTO, EMAIL, "video/mp4"])
def test_rubbish_is_answered_with_a_state(media_type: str) -> None:
    state, _ = _read(b"\x00\xff rubbish \xfe" * 50, media_type)
    assert isinstance(state, ReadState)


def _giant_png(side: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def _pdf_bomb(size: int) -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page()
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_048_576) for _ in range(size // 1_048_576))
    packed += packer.flush()
    stream = pikepdf.Stream(document, packed)
    stream.Filter = pikepdf.Name.FlateDecode
    page.obj.Contents = document.make_indirect(stream)
    target = io.BytesIO()
    document.save(
        target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none
    )
    return target.getvalue()
