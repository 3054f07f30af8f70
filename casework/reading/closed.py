"""Small closed grammars: an answer either is one of the known phrases or it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casework.reading.text import squeezed

_NOISE = re.compile(r"[^\w\s'/]+")
_OPENERS = re.compile(
    r"^(?:(?:um+|uh+|er+|erm|hm+|well|so|ok(?:ay)?|oh|hi|hello|please|sorry|honestly|but|and|tbh|"
    r"i think|i guess|i believe|i'm afraid|im afraid)\s+)+(?=\S)"
)
_CLOSERS = re.compile(
    r"(?:\s+(?:please|pls|thanks|thank you|thx|sorry|tbh|really|at all|though|mate|sir|madam|yet|"
    r"anymore|any more|right now|exactly|for sure|lol))+$"
)


def closed_form(text: str) -> str:
    """Return ``text`` as the closed grammars compare it: lower case, no marks, no small talk.

    >>> closed_form("Well... NO, sorry!!")
    'no'
    """
    words = " ".join(_NOISE.sub(" ", squeezed(text).lower().replace("_", " ")).split())
    return _CLOSERS.sub("", _OPENERS.sub("", words))


def is_one_of(text: str, phrases: Iterable[str]) -> bool:
    """Say whether the whole of ``text`` is one of ``phrases``, which are in closed form."""
    return closed_form(text) in phrases
