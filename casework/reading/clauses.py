"""Sentences and clauses: the stretches of text within which words belong together."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from casework.reading.text import Span

_SENTENCE_ENDS = re.compile(r"[.!?]+(?=\s|$|[\"')])|[\n;]+")
_CLAUSE_ENDS = re.compile(
    r",|\s-\s|(?<!\w)(?:and|but|then|so|because|which|while|although|however|when|after|before)"
    r"(?=\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sentence:
    """Where a sentence stands and the clauses it falls into."""

    span: Span
    clauses: tuple[Span, ...]

    def clause_at(self, position: int) -> int:
        """Return the index of the clause that holds ``position``."""
        ends = [end for _, end in self.clauses]
        return min(bisect_right(ends, position), len(ends) - 1)


@lru_cache(maxsize=8)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Split ``text``, in which dates and amounts are blotted out, into sentences."""
    return tuple(
        Sentence(span, tuple(_pieces(text, span, _CLAUSE_ENDS)))
        for span in _pieces(text, (0, len(text)), _SENTENCE_ENDS)
    )


def _pieces(text: str, within: Span, ends: re.Pattern[str]) -> list[Span]:
    start, stop = within
    pieces: list[Span] = []
    for match in ends.finditer(text, start, stop):
        pieces.append((start, match.end()))
        start = match.end()
    return [*pieces, (start, stop)] if start < stop else pieces


def sentence_at(text: str, position: int) -> Sentence:
    """Return the sentence of a text that is not empty that holds ``position``."""
    ends = _ends(text)
    return sentences_of(text)[min(bisect_right(ends, position), len(ends) - 1)]


@lru_cache(maxsize=8)
def _ends(text: str) -> tuple[int, ...]:
    return tuple(sentence.span[1] for sentence in sentences_of(text))
