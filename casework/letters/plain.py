"""Text that people typed, made safe to print: no control characters, no hidden direction marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LEFT_OUT = "[…]"
_CUT = f" {_LEFT_OUT}"
_SINGLE_QUOTES = str.maketrans("“”„‟", "\u2018\u2019\u201a\u2018")
_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji need them
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn"}  # control, format, surrogate, private use, unassigned


def plain(text: str) -> str:
    """Return the text on one line, in NFC, without characters that cannot or must not be seen."""
    spaced = "".join(" " if c.isspace() else c for c in text)
    kept = (c for c in spaced if c in _JOINERS or unicodedata.category(c) not in _UNSAFE)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def plain_lines(text: str) -> tuple[str, ...]:
    """Return the lines of an address or the like, each made plain, without empty ones."""
    return tuple(line for line in map(plain, text.splitlines()) if line)


def quotable(text: str, limit: int) -> str:
    """Return plain text to stand inside a sentence: no closing full stop, at most ``limit`` long.

    What is left out is marked. Curly double quotation marks become single ones, because the
    sentence sets double ones around.
    """
    short = shortened(plain(text), limit)
    return short.translate(_SINGLE_QUOTES).rstrip(" .")


def shortened(text: str, limit: int) -> str:
    """Return ``text`` cut at a word where it is longer than ``limit`` characters, and marked so."""
    if len(text) <= limit:
        return text
    head = text[: limit - len(_CUT)]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" .,;:") + _CUT


def without(text: str, phrases: Iterable[str]) -> str:
    """Return ``text`` with each of the phrases, in any case, replaced by a mark of omission."""
    for phrase in phrases:
        text = re.sub(re.escape(phrase), _LEFT_OUT, text, flags=re.IGNORECASE)
    return text
