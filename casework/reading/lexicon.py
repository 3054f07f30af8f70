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
    """Return an expression for any of ``phrases``, longest first, with any space between words."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(p).replace(r"\ ", r"\s{1,3}") for p in ordered)
