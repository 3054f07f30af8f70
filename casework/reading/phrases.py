"""Words in a row: the tokens of a text, and where a name or a thing ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from casework.reading.text import Span

_TOKENS = re.compile(r"(?:(?!\.\.)[^\s,;:!?()\"\ue000]|:(?=//))+|\.{2,}|[,;:!?()\"]|\ue000+")
_FILLER = "\ue000"


@dataclass(frozen=True)
class Token:
    """A word or mark of a text; ``lower`` is what grammars compare."""

    text: str
    start: int
    end: int
    ends_sentence: bool = False

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def is_word(self) -> bool:
        """Whether it is a word and not a mark or a blotted-out place."""
        return any(c.isalnum() for c in self.text)

    @property
    def is_blotted(self) -> bool:
        """Whether a date, an amount or a reference stood here."""
        return self.text.startswith(_FILLER)

    @property
    def is_capitalised(self) -> bool:
        """Whether it starts like a name."""
        return self.text[:1].isupper() or (self.text[:1].isdigit() and self.text[-1:].isalpha())


def tokens_of(text: str, start: int = 0, limit: int = 16) -> list[Token]:
    """Return up to ``limit`` tokens of ``text`` from position ``start`` on."""
    found: list[Token] = []
    for match in _TOKENS.finditer(text, start):
        if len(found) == limit:
            break
        found.append(_token(match))
    return found


def _token(match: re.Match[str]) -> Token:
    words = match[0]
    bare = words.rstrip(".…") if len(words) > 1 else words
    return Token(bare, match.start(), match.start() + len(bare), ends_sentence=bare != words)


def phrase(tokens: Sequence[Token]) -> Span | None:
    """Return where the phrase of these tokens stands, None for none."""
    return (tokens[0].start, tokens[-1].end) if tokens else None
