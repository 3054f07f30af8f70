"""A name is a claim of the sender: cleaned before anybody sees it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.evidence.kinds import EXTENSIONS, usual_extension
from casework.evidence.names import LONGEST_NAME, clean_name, exhibit_title


@pytest.mark.parametrize(
    ("given_name", "cleaned"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Anna\\photo.jpg", "photo.jpg"),
        ("photo\n.jpg", "photo .jpg"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("a\x00b.pdf", "ab.pdf"),
        ("  order   confirmation .pdf", "order confirmation .pdf"),
        ("...", "file"),
        ("", "file"),
        ("写真.png", "写真.png"),
    ],
)
def test_a_name_loses_what_could_mislead(given_name: str, cleaned: str) -> None:
    assert clean_name(given_name) == cleaned


def test_a_long_name_keeps_its_extension() -> None:
    name = clean_name("x" * 500 + ".pdf")
    assert len(name) == LONGEST_NAME
    assert name.endswith("x.pdf")


@given(st.text())
def test_no_name_keeps_a_path_a_control_character_or_a_direction_mark(name: str) -> None:
    cleaned = clean_name(name)
    assert 0 < len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & {"/", "\\"}
    assert not any(unicodedata.category(character).startswith("C") for character in cleaned)


@pytest.mark.parametrize(
    ("name", "media_type", "title"),
    [
        ("photo.jpg", "image/jpeg", "photo.jpg"),
        ("photo.JPEG", "image/jpeg", "photo.JPEG"),
        ("photo.jpg", "image/png", "photo.png"),
        ("photo.exe", "image/jpeg", "photo.exe.jpg"),
        ("letter of 3.May", "application/pdf", "letter of 3.May.pdf"),
        ("scan", "application/pdf", "scan.pdf"),
    ],
)
def test_a_title_ends_in_what_the_content_is(name: str, media_type: str, title: str) -> None:
    assert exhibit_title(name, media_type) == title


@given(st.text(), st.sampled_from(sorted(EXTENSIONS)))
def test_every_title_ends_in_an_extension_of_its_content(name: str, media_type: str) -> None:
    title = exhibit_title(name, media_type).lower()
    assert title.endswith(EXTENSIONS[media_type])
    assert usual_extension(media_type) in EXTENSIONS[media_type]
