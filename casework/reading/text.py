"""Text as people type it, made plain for reading without losing where each character stood.

Curly quotes, long dashes, full-width digits, non-breaking and zero-width characters become their
plain forms (Unicode NFKC and a small table); every position leads back to the original text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]
"""Start and end (exclusive) of a reading, as positions in the original text."""

_PLAIN_FORMS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "\u2044": "/",
    }
)
_CLUSTERS = re.compile(r"[^\x00-\x7f]|[\x00-\x7f](?=[^\x00-\x7f])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_LONGEST_FORM = 4  # a sign that stands for a whole phrase is no letter or digit
_FILLER = "\ue000"  # private use: matches no word, digit or space


@dataclass(frozen=True)
class PlainText:
    """A text in plain characters; ``begins`` and ``ends`` map them to the original, if it moved."""

    original: str
    text: str
    begins: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the original span of the plain characters from ``start`` to ``end``."""
        if self.begins is None or self.ends is None or start >= end:
            return start, end
        return self.begins[start], self.ends[end - 1]

    def words(self, start: int, end: int) -> str:
        """Return the original words that stand at the plain characters ``start`` to ``end``."""
        first, last = self.span(start, end)
        return self.original[first:last]


def plain_text(text: str | PlainText) -> PlainText:
    """Return ``text`` in plain characters; plain text is returned as it is."""
    return text if isinstance(text, PlainText) else _plain(text)


@lru_cache(maxsize=8)
def _plain(text: str) -> PlainText:
    if text.isascii():
        return PlainText(text, _CONTROLS.sub(" ", text))
    return _mapped(text)


def _mapped(text: str) -> PlainText:
    pieces: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = _plain_form(text[start:end])
        pieces.append(piece)
        moved = len(piece) != end - start
        begins.extend([start] * len(piece) if moved else range(start, end))
        ends.extend([end] * len(piece) if moved else range(start + 1, end + 1))
    return PlainText(text, "".join(pieces), tuple(begins), tuple(ends))


def _clusters(text: str) -> list[Span]:
    """Split into runs of ASCII and single other characters with their combining marks."""
    clusters: list[Span] = []
    position = 0
    while position < len(text):
        match = _CLUSTERS.search(text, position)
        if match is None:
            clusters.append((position, len(text)))
            break
        if match.start() > position:
            clusters.append((position, match.start()))
        position = _end_of_marks(text, match.end())
        clusters.append((match.start(), position))
    return clusters


def _end_of_marks(text: str, position: int) -> int:
    while position < len(text) and unicodedata.combining(text[position]):
        position += 1
    return position


def _plain_form(cluster: str) -> str:
    if cluster.isascii():
        return _CONTROLS.sub(" ", cluster)
    form = unicodedata.normalize("NFKC", cluster.translate(_PLAIN_FORMS))
    if len(form) > _LONGEST_FORM:
        return cluster
    return "".join(_plain_character(c) for c in form.translate(_PLAIN_FORMS))


def _plain_character(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category == "Cf":  # zero-width and direction marks
        return ""
    return " " if category in ("Zs", "Zl", "Zp", "Cc") and character not in "\n\t" else character


def masked(text: str, spans: list[Span]) -> str:
    """Return ``text`` of the same length with ``spans`` blotted out, so that no reader sees them.

    The spans are positions in ``text`` itself.
    """
    pieces: list[str] = []
    position = 0
    for start, end in sorted(spans):
        if end <= position:
            continue
        first = max(start, position)
        pieces.append(text[position:first])
        pieces.append(_FILLER * (end - first))
        position = end
    pieces.append(text[position:])
    return "".join(pieces)


def squeezed(text: str) -> str:
    """Return the plain form of ``text`` with single spaces, for comparing whole answers."""
    return " ".join(plain_text(text).text.split())


def has_words(text: str) -> bool:
    """Say whether ``text`` has any letter or digit, in whatever script."""
    return any(c.isalnum() for c in text)


def is_other_script(text: str) -> bool:
    """Say whether most letters of ``text`` belong to another script than Latin."""
    letters = [c for c in text if c.isalpha()]
    latin = sum(1 for c in letters if c.isascii() or "LATIN" in unicodedata.name(c, ""))
    return bool(letters) and latin * 2 < len(letters)
