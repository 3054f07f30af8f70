"""One letter for each kind of claim under each law, in every form in which it can be had."""

from __future__ import annotations

import io

import pytest
from docx import Document
from pypdf import PdfReader

from casework.law import assess
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.schema import RuleTest
from casework.letters import (
    LetterContent,
    build_letter,
    letter_docx,
    letter_html,
    letter_pdf,
    letter_text,
)
from tests.unit.letters import letter_cases as cases
from tests.unit.letters.test_with_the_law import worked_cases

CELLS = [(law, claim) for law in Jurisdiction for claim in ClaimType]


def fullest_case(law: Jurisdiction, claim: ClaimType) -> RuleTest:
    """Return the worked case of a cell that tells the most facts."""
    own = [
        test for its_law, its_claim, test in worked_cases() if (its_law, its_claim) == (law, claim)
    ]
    return max(own, key=lambda test: len(test.facts))


def letter_of(law: Jurisdiction, claim: ClaimType) -> LetterContent:
    worked = fullest_case(law, claim)
    outcome = assess(law, claim, worked.facts, worked.today)
    return build_letter(cases.case_of(claim, law, **worked.facts), outcome, worked.today)


def word_text(file: bytes) -> str:
    document = Document(io.BytesIO(file))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join(part.text for part in (*document.paragraphs, *cells))


@pytest.mark.parametrize(("law", "claim"), CELLS)
def test_each_cell_has_a_letter_in_every_form(law, claim):
    letter = letter_of(law, claim)
    number = letter.case_number
    assert number in letter_text(letter)
    assert number in letter_html(letter)
    pages = PdfReader(io.BytesIO(letter_pdf(letter))).pages
    assert number in "".join(page.extract_text() for page in pages)
    assert number in word_text(letter_docx(letter))
