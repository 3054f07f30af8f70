"""One letter, four renderings: the same words in each, fit for people and machines."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser

import pikepdf
import pytest
from docx import Document
from pypdf import PdfReader

from casework.letters import (
    LetterContent,
    build_letter,
    letter_css,
    letter_docx,
    letter_html,
    letter_page,
    letter_pdf,
    letter_text,
)
from casework.letters.content import sentences_of
from tests.unit.letters import letter_cases as cases

EVERY_CASE = pytest.mark.parametrize("name", cases.ALL)


@pytest.fixture(scope="module")
def letters() -> dict[str, LetterContent]:
    return {name: build_letter(*make(), cases.TODAY) for name, make in cases.ALL.items()}


def squeezed(text: str) -> str:
    """Return a text without any white space, so that line ends do not matter."""
    return "".join(text.replace("\u200b", "").split())


def text_of_pdf(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def text_of_docx(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


class TextOnly(HTMLParser):
    """Collects what a browser would show, and the tags that were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def read_html(html: str) -> TextOnly:
    reader = TextOnly()
    reader.feed(html)
    return reader


@EVERY_CASE
def test_every_rendering_says_every_sentence(letters, name):
    letter = letters[name]
    renderings = {
        "text": letter_text(letter),
        "html": "".join(read_html(letter_html(letter)).shown),
        "pdf": text_of_pdf(letter_pdf(letter)),
        "docx": text_of_docx(letter_docx(letter)),
    }
    table = letter.amount_table()
    amounts = [] if table is None else [table.total_text, *(r.amount_text for r in table.rows)]
    for kind, text in renderings.items():
        for wanted in [*(s.text for s in letter.sentences()), *amounts]:
            assert squeezed(wanted) in squeezed(text), (kind, wanted)


@EVERY_CASE
def test_rendering_twice_gives_the_same_bytes(letters, name):
    letter = letters[name]
    assert letter_pdf(letter) == letter_pdf(letter)
    assert letter_docx(letter) == letter_docx(letter)
    assert letter_html(letter) == letter_html(letter)
    assert letter_text(letter) == letter_text(letter)


def test_plain_text_fits_a_terminal(letters):
    assert max(map(len, letter_text(letters["eu_conformity"]).splitlines())) <= 78


def test_the_pdf_is_tagged_and_says_that_it_is_pdf_ua_1(letters):
    with pikepdf.open(io.BytesIO(letter_pdf(letters["eu_delivery"]))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            title = f"Order not delivered: Floor lamp “Arc”, brass ({cases.NUMBER})"
            assert metadata["dc:title"] == title
        roles = tags_in(pdf.Root.StructTreeRoot.K)
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD"} <= roles


def tags_in(node: object) -> set[str]:
    if isinstance(node, pikepdf.Array):
        return {role for kid in node for role in tags_in(kid)}
    if isinstance(node, pikepdf.Dictionary):
        own = {str(node.S)} if "/S" in node else set()
        return own | (tags_in(node.K) if "/K" in node else set())
    return set()


def test_pages_are_a4_and_numbered(letters):
    reader = PdfReader(io.BytesIO(letter_pdf(letters["eu_conformity"])))
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        assert f"{number} / {count}" in page.extract_text()


def test_the_address_stands_in_the_window_of_the_envelope(letters):
    """DIN 5008 form B: 20 to 105 mm from the left, 45 to 90 mm from the top."""
    page = PdfReader(io.BytesIO(letter_pdf(letters["eu_delivery"]))).pages[0]
    spots: dict[str, tuple[float, float]] = {}

    def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
        spots[text.strip()] = (x / 72 * 25.4, (842 - y) / 72 * 25.4)

    page.extract_text(visitor_text=note)
    for line in letters["eu_delivery"].recipient:
        x, y = next(spot for text, spot in spots.items() if line.text in text)
        assert 20 <= x <= 105
        assert 45 <= y <= 90


def test_all_fonts_are_inside_the_pdf(letters):
    with pikepdf.open(io.BytesIO(letter_pdf(letters["eu_access"]))) as pdf:
        fonts = [f for page in pdf.pages for f in page.Resources.Font.values()]
        inner = [f.DescendantFonts[0].FontDescriptor for f in fonts]
        assert all("/FontFile3" in d or "/FontFile2" in d for d in inner)
        names = {str(d.FontName).partition("+")[2] for d in inner}
    assert names == {"LibertinusSerif-Regular", "LibertinusSerif-Semibold"}


@pytest.mark.parametrize(
    "name",
    ["Žofie Řeháčková", "Ólöf Þórðardóttir", "Ngô Thị Ánh", "Γιώργος Σεφέρης", "Їжак Іван"],
)
def test_names_in_latin_greek_and_cyrillic_are_printed_as_they_are(letters, name):
    letter = letters["eu_delivery"]
    sender = letter.sender[0].model_copy(update={"text": name})
    letter = letter.model_copy(update={"sender": (sender, *letter.sender[1:])})
    assert squeezed(name) in squeezed(text_of_pdf(letter_pdf(letter)))


def test_a_character_that_no_font_has_is_written_out_and_not_lost(letters):
    letter = letters["eu_delivery"]
    sender = letter.sender[0].model_copy(update={"text": "Tengwar \U00016fe4 and \U0001b170"})
    letter = letter.model_copy(update={"sender": (sender, *letter.sender[1:])})
    text = squeezed(text_of_pdf(letter_pdf(letter)))
    assert "Tengwar" in text
    assert "nushucharacter-1b170" in text or "\U0001b170" in text


def test_a_long_web_address_does_not_run_over_the_edge(letters):
    letter = letters["eu_delivery"]
    address = "https://shop.example/" + "a" * 300
    first = letter.recipient[0].model_copy(update={"text": address})
    letter = letter.model_copy(update={"recipient": (first, *letter.recipient[1:])})
    page = PdfReader(io.BytesIO(letter_pdf(letter))).pages[0]
    longest = max(page.extract_text().replace("\u200b", "").splitlines(), key=len)
    assert len(longest) < 130
    assert address in squeezed(page.extract_text())


def test_html_is_a_fragment_without_style_or_script(letters):
    html = letter_html(letters["eu_delivery"])
    assert html.lstrip().startswith("<article")
    assert not {"html", "style", "script", "link"} & set(read_html(html).tags)
    assert "style=" not in html


def test_html_says_where_each_sentence_comes_from(letters):
    html = letter_html(letters["eu_delivery"])
    assert 'data-sources="fact:order_date">I placed the order.' in html


def test_the_page_stands_alone_and_begins_with_a_first_heading(letters):
    page = letter_page(letters["eu_delivery"])
    reader = read_html(page)
    assert page.startswith("<!doctype html>")
    assert '<html lang="en-GB">' in page
    assert next(tag for tag in reader.tags if tag in {"h1", "h2"}) == "h1"
    assert letter_css() in page


def test_headings_in_the_fragment_follow_the_level_asked_for(letters):
    tags = read_html(letter_html(letters["eu_delivery"], heading_level=3)).tags
    assert {tag for tag in tags if tag in {"h1", "h2", "h3", "h4"}} == {"h3", "h4"}


def test_the_word_document_has_structure_language_and_title(letters):
    letter = letters["eu_delivery"]
    document = Document(io.BytesIO(letter_docx(letter)))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        letter.subject.text,
        *(sentences_of(s)[0].text for s in (*letter.body(), *letter.after_the_name())),
    ]
    properties = document.core_properties
    assert properties.title == f"{letter.subject.text} ({cases.NUMBER})"
    assert properties.author == "Ana Lopes"
    assert properties.created == datetime(2026, 11, 24, tzinfo=UTC)
    assert 'w:lang w:val="en-GB"' in document.styles.element.xml
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml


def test_the_word_document_carries_no_time_of_its_making(letters):
    with zipfile.ZipFile(io.BytesIO(letter_docx(letters["eu_delivery"]))) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
