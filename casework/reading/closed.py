"""Small closed grammars: an answer either is one of the known phrases or it is not."""

from __future__ import annotations

import re
from functools import lru_cache

from casework.reading.lexicon import any_of, word_set
from casework.reading.text import squeezed

_NOISE = re.compile(r"[^\w\s'/]+")


@lru_cache(maxsize=1)
def _openers() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{any_of(word_set('answers', 'openers'))})\s+)+(?=\S)")


@lru_cache(maxsize=1)
def _closers() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+(?:{any_of(word_set('answers', 'closers'))}))+$")


def closed_form(text: str) -> str:
    """Return ``text`` as the closed grammars compare it: lower case, no marks, no small talk.

    >>> closed_form("Well... NO, sorry!!")
    'no'
    """
    words = " ".join(_NOISE.sub(" ", squeezed(text).lower().replace("_", " ")).split())
    return _closers().sub("", _openers().sub("", words))


def is_one_of(text: str, name: str) -> bool:
    """Say whether the whole of ``text`` is in the list ``name`` of closed answers."""
    return closed_form(text) in word_set("answers", name)
