"""Whatever people type comes out as they typed it, and is never read as markup."""

from __future__ import annotations

import io
from html import unescape

from docx import Document
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from casework.letters import LetterContent, build_letter, letter_docx, letter_html, letter_pdf
from casework.letters.content import Paragraph, Section, Sentence
from casework.letters.plain import plain
from tests.unit.letters import letter_cases as cases

MARKUP = "#$*_`@\\<>[]{}~^&%/-=+'\"|;:!?.,()"
LETTERS = st.characters(min_codepoint=0x20, max_codepoint=0x7E) | st.characters(
    categories=["Lu", "Ll"], min_codepoint=0xC0, max_codepoint=0x17F
)
GREEK_AND_CYRILLIC = st.sampled_from("ΑΒΓΔΩαβγδωάέήίόύώАБВГДЖЯабвгджяЇїІіЄєҐґ")
TYPED = st.text(st.sampled_from(MARKUP) | LETTERS | GREEK_AND_CYRILLIC, min_size=1, max_size=60)
ANYTHING = st.text(max_size=40)
PATIENT = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def letter_saying(text: str) -> LetterContent:
    case, outcome = cases.eu_access()
    letter = build_letter(case, outcome, cases.TODAY)
    said = Sentence(text=text, sources=("fact:goods",))
    heading = letter.sections[0].heading
    section = Section(key="bought", heading=heading, blocks=(Paragraph(sentences=(said,)),))
    return letter.model_copy(update={"sections": (section,), "subject": said})


def squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@PATIENT
@example('#import "x.typ": *; $x^2$ *bold* _it_ `code` @label <tag> \\ // no comment /* */')
@example("= heading - list + enum / term: x ~ --- ... #panic() #{1+1} \\u{1F600}")
@example("<script>alert(1)</script> & <b>bold</b> {{ 7 * 7 }} {% raw %}")
@given(TYPED)
def test_typed_text_survives_the_pdf(text):
    text = plain(text)
    assume(text.strip())  # no heading of a letter is blank, and PDF/UA allows none
    assert squeezed(text) in squeezed(text_of(letter_pdf(letter_saying(text))))


@PATIENT
@example("0\u1c24")  # a Lepcha mark on a digit: no font has the two together
@given(ANYTHING)
def test_no_text_at_all_breaks_a_rendering(text):
    case, outcome = cases.eu_delivery()
    typed = cases.facts_of(goods=text, seller_reply=text, order_number=text)
    consumer = case.consumer.model_copy(update={"address": text, "name": f"Ana {text}"})
    case = case.model_copy(update={"facts": {**case.facts, **typed}, "consumer": consumer})
    letter = build_letter(case, outcome, cases.TODAY)
    assert letter_pdf(letter).startswith(b"%PDF-")
    assert letter_docx(letter).startswith(b"PK")
    assert "<script" not in letter_html(letter)


@PATIENT
@given(TYPED)
def test_typed_text_survives_html_and_word(text):
    text = plain(text)
    letter = letter_saying(text)
    assert text in unescape(letter_html(letter))
    document = Document(io.BytesIO(letter_docx(letter)))
    assert text in [paragraph.text for paragraph in document.paragraphs]


def test_typed_markup_is_shown_and_not_run():
    html = letter_html(letter_saying('<img src=x onerror="alert(1)">'))
    assert "<img" not in html
    assert "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;" in html
