"""Pieces of words without which an expression cannot be found: a quick look before the slow one.

A page has hundreds of sentences and the word files have hundreds of expressions; nearly none of
them fits. Looking for plain pieces of words first makes the check much faster, and keeps most text
that was written to be slow from being searched at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

Needles = frozenset[str]  # one of these pieces has to be there
_SHORTEST = 2  # characters; shorter pieces are in nearly every sentence
_LONGEST = 12  # characters; longer pieces are cut
_TOKEN = re.compile(
    r"(?P<look>\(\?<?[=!])|(?P<open>\((?:\?:)?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<maybe>(?:[?*]|\{0,?\d*\})\??)|(?P<more>(?:\+|\{[1-9]\d*,?\d*\})\??)"
    r"|(?P<set>\\[A-Za-z]|\[\^?\]?[^\]]*\]|\.)|(?P<letter>\\.|[^\\])",
    re.DOTALL,
)
_Tokens = Iterator[tuple[str, str]]


def needles_of(expression: str) -> tuple[Needles, ...]:
    """Return sets of pieces of which each must have one in a text where the expression is found.

    Args:
        expression: a regular expression of groups, choices, sets, looks around and repetitions.

    """
    found = _choice((match.lastgroup or "", match[0]) for match in _TOKEN.finditer(expression))
    return tuple(sorted(set(found), key=_rarity))


def may_hold(needles: tuple[Needles, ...], pieces: Needles) -> bool:
    """Tell whether a text that has these pieces has one of each set."""
    return not any(map(pieces.isdisjoint, needles))


def pieces_among(word: str, pieces: Collection[str]) -> Needles:
    """Return the pieces that are in a casefolded word; none of them has white space in it."""
    ends = range(_SHORTEST, _LONGEST + 1)
    parts = {word[i : i + length] for i in range(len(word)) for length in ends}
    return frozenset(part for part in parts if part in pieces)


def _choice(tokens: _Tokens) -> list[Needles]:
    """Read up to the end of a group: what all its branches need."""
    branches = [_Row()]
    for name, sign in tokens:
        if name == "close":
            break
        if name == "bar":
            branches.append(_Row())
        else:
            branches[-1].read(name, sign, tokens)
    rows = [row.done() for row in branches]
    return rows[0] if len(rows) == 1 else _either(rows)


def _either(rows: Sequence[list[Needles]]) -> list[Needles]:
    if not all(rows):
        return []
    return [frozenset[str]().union(*(min(row, key=_rarity) for row in rows))]


def _rarity(needles: Needles) -> tuple[int, int, str]:
    return (-min(map(len, needles)), len(needles), min(needles))


class _Row:
    """Words in a row, and what they need so far."""

    def __init__(self) -> None:
        self._needed: list[Needles] = []
        self._piece = ""
        self._last: list[Needles] = []  # of the group before a sign of repetition

    def read(self, name: str, sign: str, tokens: _Tokens) -> None:
        """Take the next token; a group is read to its end."""
        if name == "letter":
            self._settle()
            self._piece += sign[-1].casefold()
        elif name in ("open", "look"):
            self._close_piece()
            inner = _choice(tokens)
            self._last = inner if name == "open" else []
        elif name == "maybe":
            self._piece, self._last = self._piece[:-1], []
            self._close_piece()
        else:
            self._close_piece()

    def done(self) -> list[Needles]:
        """Return what the row needs."""
        self._close_piece()
        return self._needed

    def _settle(self) -> None:
        self._needed += self._last
        self._last = []

    def _close_piece(self) -> None:
        self._settle()
        if len(self._piece) >= _SHORTEST:
            self._needed.append(frozenset({self._piece[:_LONGEST]}))
        self._piece = ""
