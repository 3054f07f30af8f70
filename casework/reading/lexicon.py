"""Word lists of the readers, kept as data in ``words/`` and read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@lru_cache(maxsize=32)
def lexicon(topic: str) -> dict[str, Any]:
    """Return the tables of one topic."""
    text = (resources.files("casework.reading.words") / f"{topic}.yml").read_text("utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))


@lru_cache(maxsize=128)
def word_set(topic: str, name: str) -> frozenset[str]:
    """Return a list of words or phrases; one that is written as text is split at spaces."""
    words = lexicon(topic)[name]
    return frozenset(words.split() if isinstance(words, str) else words)


def any_of(phrases: Iterable[str]) -> str:
    """Return an expression for any of ``phrases``, longest first, with any space between words.

    Those with the same first letter stand together, so that a search that does not find the
    letter is done with all of them at once.
    """
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_letter.setdefault(phrase[:1], []).append(_spaced(phrase[1:]))
    return "|".join(
        f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items()
    )


def _spaced(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s{1,3}")
