"""The letter as HTML: a fragment for chat and console, and a page that stands alone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casework.letters.content import LetterContent

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
)


def letter_html(content: LetterContent, heading_level: int = 2) -> str:
    """Return the letter as an ``article`` element: no style, no script, all text escaped.

    Every sentence carries its sources in ``data-sources``. ``letter_css`` dresses it. The subject
    is a heading of ``heading_level``, the sections one level below.
    """
    template = _TEMPLATES.get_template("letter.html.j2")
    return template.render(letter=content, level=heading_level)


def letter_page(content: LetterContent) -> str:
    """Return the letter as a complete HTML document that needs nothing else."""
    fragment = Markup(letter_html(content, heading_level=1))  # noqa: S704 - rendered with autoescape above
    styles = Markup(letter_css())  # noqa: S704 - a file of our own
    template = _TEMPLATES.get_template("page.html.j2")
    return template.render(letter=content, fragment=fragment, styles=styles)


@lru_cache(maxsize=1)
def letter_css() -> str:
    """Return the style sheet of the letter; every rule is under the class ``letter``."""
    return (_HERE / "letter.css").read_text("utf-8")
