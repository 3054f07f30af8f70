"""The letter as a tagged PDF (PDF/UA-1, ISO 14289-1) on A4, set by typst."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from casework.letters.content import LetterContent
from casework.letters.errors import RenderingFailed
from casework.letters.rendering.glyphs import missing_glyphs, written_out

_TEMPLATE = Path(__file__).with_name("letter.typ")
_PROBE = b"#set document(title: [.])\n#sys.inputs.text"
_LONG_WORD = re.compile(r"\S{30}(?=\S{10})")
_MAY_BREAK = "\u200b"


def letter_pdf(content: LetterContent) -> bytes:
    """Return the letter as PDF; the same content gives the same bytes on the same machine.

    A character that no font at hand has is written out in square brackets: a PDF/UA may not hold
    a glyph without meaning, and a reader could not guess it.

    Raises:
        RenderingFailed: typst could not set the letter.

    """
    letter = _mapped(content.model_dump(mode="json"), _breakable)
    stamp = int(datetime.combine(content.date, time(), UTC).timestamp())
    try:
        return _compiled(letter, stamp)
    except typst.TypstError:
        missing = missing_glyphs(_texts(letter), _can_show)
    try:
        return _compiled(_mapped(letter, lambda text: written_out(text, missing)), stamp)
    except typst.TypstError as error:
        raise RenderingFailed(str(error)) from error


@lru_cache(maxsize=1)
def _fonts() -> Any:
    return typst.Fonts()


def _compiled(letter: Any, stamp: int) -> bytes:
    pdf: bytes = typst.compile(
        _TEMPLATE,
        format="pdf",
        pdf_standards="ua-1",
        font_paths=_fonts(),
        sys_inputs={"letter": json.dumps(letter, ensure_ascii=False)},
        timestamp=stamp,
    )
    return pdf


def _can_show(text: str) -> bool:
    try:
        typst.compile(
            _PROBE,
            format="pdf",
            pdf_standards="ua-1",
            font_paths=_fonts(),
            sys_inputs={"text": text},
        )
    except typst.TypstError:
        return False
    return True


def _breakable(text: str) -> str:
    """Return ``text`` with places to break in words too long for a line (web addresses)."""
    return _LONG_WORD.sub(lambda word: word.group() + _MAY_BREAK, text)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Return nested values with every text in them changed."""
    match value:
        case str():
            return change(value)
        case dict():
            return {key: _mapped(item, change) for key, item in value.items()}
        case list():
            return [_mapped(item, change) for item in value]
        case _:
            return value


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _texts(item)
        case list():
            for item in value:
                yield from _texts(item)
