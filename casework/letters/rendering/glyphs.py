"""Characters that no font at hand can show: found by trying, and written out instead."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

Shows = Callable[[str], bool]
"""Tells whether a text can be shown."""


def written_out(text: str, missing: Iterable[str]) -> str:
    """Return ``text`` with each missing character as its name or number in square brackets."""
    return text.translate({ord(character): _name(character) for character in missing})


def missing_glyphs(texts: Iterable[str], shows: Shows) -> frozenset[str]:
    """Return the characters of the texts that ``shows`` refuses, by halving the candidates.

    A mark that a font has, but not on the letter that it stands on, is missing as well.
    """
    texts = list(texts)
    alone = _refused(sorted({c for text in texts for c in text if not c.isascii()}), shows)
    written = [written_out(text, alone) for text in texts]
    marked = sorted({found for text in written for found in _marked_letters().findall(text)})
    return frozenset(alone) | {mark for found in _refused(marked, shows) for mark in found[1:]}


@lru_cache(maxsize=1)
def _marked_letters() -> re.Pattern[str]:
    every = map(chr, range(sys.maxunicode + 1))
    marks = "".join(c for c in every if unicodedata.category(c).startswith("M"))
    return re.compile(f".[{re.escape(marks)}]+", re.DOTALL)


def _refused(candidates: list[str], shows: Shows) -> list[str]:
    if not candidates or shows(" ".join(candidates)):
        return []
    if len(candidates) == 1:
        return candidates
    half = len(candidates) // 2
    return [*_refused(candidates[:half], shows), *_refused(candidates[half:], shows)]


def _name(character: str) -> str:
    name = unicodedata.name(character, "")
    if not name or name.startswith("CJK "):
        return f"[U+{ord(character):04X}]"
    return f"[{name.lower()}]"
