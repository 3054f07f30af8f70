"""Characters that no font at hand can show: found by trying, and written out instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

Shows = Callable[[str], bool]
"""Tells whether a text can be shown."""


def written_out(text: str, missing: Iterable[str]) -> str:
    """Return ``text`` with each missing character as its name or number in square brackets."""
    return text.translate({ord(character): _name(character) for character in missing})


def missing_glyphs(texts: Iterable[str], shows: Shows) -> frozenset[str]:
    """Return the characters of the texts that ``shows`` refuses, by halving the candidates."""
    candidates = sorted({c for text in texts for c in text if not c.isascii()})
    return frozenset(_refused(candidates, shows))


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
