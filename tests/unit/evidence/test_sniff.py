"""What a file is comes from its content, never from its name."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.evidence.errors import TypeNotAccepted
from casework.evidence.kinds import EXTENSIONS
from casework.evidence.sniff import media_type_of

Sample = Callable[[str], bytes]


def sniffed(data: bytes) -> str:
    return media_type_of(io.BytesIO(data))


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("jpeg", "image/jpeg"),
        ("png", "image/png"),
        ("webp", "image/webp"),
        ("heic", "image/heic"),
        ("pdf", "application/pdf"),
        ("email", "message/rfc822"),
        ("text", "text/plain"),
    ],
)
def test_each_accepted_kind_is_known_by_its_content(
    sample: Sample, kind: str, media_type: str
) -> None:
    assert sniffed(sample(kind)) == media_type


@pytest.mark.parametrize("kind", ["zip", "program", "svg", "html"])
def test_what_can_run_or_unfold_is_refused(sample: Sample, kind: str) -> None:
    with pytest.raises(TypeNotAccepted):
        sniffed(sample(kind))


@pytest.mark.parametrize(
    "active",
    [
        b"<?xml version='1.0'?><svg/>",
        b"\xef\xbb\xbf  \n<svg onload=alert(1)>",
        b"<!-- hello --><html>",
        b"<SCRIPT>alert(1)</SCRIPT>",
        b"{\\rtf1\\ansi hello}",
        b"%!PS-Adobe-3.0\n",
        '<html lang="de">'.encode("utf-16"),
    ],
)
def test_text_that_a_program_would_act_on_is_refused(active: bytes) -> None:
    with pytest.raises(TypeNotAccepted):
        sniffed(active)


@pytest.mark.parametrize(
    "words",
    [
        "BMW parts, order 4711: not delivered.",  # begins like a bitmap
        "<Anna> where is my parcel?\n<Shop> on its way",
        "<3 thank you, but it is broken",
        "From: my notes\n\nThe shop called today.",
        "価格は 4,711 円です",
    ],
)
def test_words_that_look_a_little_like_something_else_are_still_text(words: str) -> None:
    assert sniffed(words.encode()) == "text/plain"


def test_text_saved_by_old_and_new_windows_programs_is_text() -> None:
    words = "Das Gerät kostet 45 €."
    assert sniffed(words.encode("cp1252")) == "text/plain"
    assert sniffed(words.encode("utf-16")) == "text/plain"


@pytest.mark.parametrize("separator", [b"\n", b"\r\n"])
def test_an_email_from_a_mailbox_file_is_an_email(separator: bytes) -> None:
    lines = [
        b"From shop@shop.example Tue Nov  3 10:00:00 2026",
        b"From: shop@shop.example",
        b"Subject: a long subject",
        b"\tthat goes on",
        b"Date: Tue, 3 Nov 2026 10:00:00 +0100",
        b"",
        b"<html><body>Your parcel is late.</body></html>",
    ]
    assert sniffed(separator.join(lines)) == "message/rfc822"


@pytest.mark.parametrize("brand", [b"heix", b"hevc"])
def test_heic_brands_of_newer_phones_are_known(brand: bytes) -> None:
    assert sniffed(b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic".ljust(400, b"\0")) == (
        "image/heic"
    )


def test_a_general_heif_image_is_named_as_such() -> None:
    assert sniffed(b"\0\0\0\x18ftypmif1\0\0\0\0mif1miaf".ljust(400, b"\0")) == "image/heif"


def test_a_film_is_refused_though_its_container_is_that_of_photos() -> None:
    with pytest.raises(TypeNotAccepted):
        sniffed(b"\0\0\0\x18ftypisom\0\0\0\0isomavc1".ljust(400, b"\0"))


@given(st.binary(max_size=400))
def test_any_bytes_get_an_accepted_kind_or_a_refusal(data: bytes) -> None:
    try:
        assert sniffed(data) in EXTENSIONS
    except TypeNotAccepted:
        assert data


@given(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1),
    st.sampled_from(["\x00", "\x07", "\x1b", "\x7f", "\x90"]),
    st.integers(min_value=0),
)
def test_text_with_a_control_byte_is_never_taken_for_text(
    words: str, control: str, at: int
) -> None:
    position = at % (len(words) + 1)
    spoilt = (words[:position] + control + words[position:]).encode()
    try:
        assert sniffed(spoilt) != "text/plain"
    except TypeNotAccepted:
        assert control.encode() in spoilt
