"""The demand letter: built from a case and the law's answer, rendered as text, HTML, PDF, DOCX."""

from casework.letters.build import build_letter
from casework.letters.content import LetterContent
from casework.letters.errors import LetterError, LetterIncomplete, UnsourcedSentence
from casework.letters.rendering.as_docx import letter_docx
from casework.letters.rendering.as_html import letter_css, letter_html, letter_page
from casework.letters.rendering.as_pdf import letter_pdf
from casework.letters.rendering.as_text import letter_text

__all__ = [
    "LetterContent",
    "LetterError",
    "LetterIncomplete",
    "UnsourcedSentence",
    "build_letter",
    "letter_css",
    "letter_docx",
    "letter_html",
    "letter_page",
    "letter_pdf",
    "letter_text",
]
