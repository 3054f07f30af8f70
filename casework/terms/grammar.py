"""The small language of the word files, and its translation into regular expressions.

A phrase is a row of words. In it ``<name>`` stands for a family of phrases, ``..`` for up to 60
other characters of the sentence, ``...`` for up to 160, ``word*`` for any ending, ``#`` for a
number, ``(one|other)`` for a choice and ``(one )?`` for words that may be missing. All else is
an ordinary regular expression; case does not count, and any white space fits a space.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from casework.terms.errors import ListError

_NAME = re.compile(r"<([a-z_]+)>")
_FLAGS = re.IGNORECASE | re.DOTALL
_DEEPEST = 6  # families within families
_GAPS = {"..": 60, "...": 160}  # characters
_SIGNS = re.compile(r"\\.[*+?]?|\s*\.{2,3}\s*|[.#*(]|\s\?|\s+")
_MEANINGS = {".": r"\.", "#": r"\d[\d.,]*", "*": r"\w*", "(": "(?:", " ?": r"\s*"}


def expression_of(phrase: str, families: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Return a phrase as a regular expression.

    Raises:
        ListError: a family is unknown or contains itself, or the phrase is malformed.

    """
    try:
        return re.compile(rf"(?<!\w)(?:{_translated(phrase, families, 0)})(?!\w)", _FLAGS)
    except re.error as error:
        raise ListError(f"{phrase!r}: {error}") from None


def _translated(phrase: str, families: Mapping[str, list[str]], depth: int) -> str:
    if depth > _DEEPEST:
        raise ListError(f"{phrase!r}: families contain each other")
    pieces: list[str] = []
    position = 0
    for match in _NAME.finditer(phrase):
        pieces.append(_words(phrase[position : match.start()]))
        pieces.append(_family(match[1], families, depth))
        position = match.end()
    return "".join([*pieces, _words(phrase[position:])])


def _family(name: str, families: Mapping[str, list[str]], depth: int) -> str:
    if name not in families:
        raise ListError(f"no family of words is called {name}")
    longest_first = sorted(families[name], key=len, reverse=True)
    return f"(?:{'|'.join(_translated(p, families, depth + 1) for p in longest_first)})"


def _words(text: str) -> str:
    return _SIGNS.sub(lambda sign: _sign(sign[0]), text)


def _sign(sign: str) -> str:
    dots = sign.strip()
    if dots in _GAPS:
        return rf"(?!\w).{{0,{_GAPS[dots]}}}?(?<!\w)"
    return sign if sign[0] == "\\" else _MEANINGS.get(sign, r"\s+")
