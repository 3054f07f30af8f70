"""The word lists of ``words.yml`` as expressions."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from casework.facts.yamlfile import read_yaml

_FILE = Path(__file__).with_name("words.yml")


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str] | str]:
    return dict(read_yaml(_FILE))


def word_list(name: str) -> list[str]:
    """Return a list; one that is written as text is split at spaces."""
    words = _lists()[name]
    return words.split() if isinstance(words, str) else words


def either(name: str) -> str:
    """Return an expression for any entry of a list; the entries are expressions themselves."""
    return rf"(?:{'|'.join(sorted(word_list(name), key=len, reverse=True))})"


@lru_cache(maxsize=32)
def pattern(name: str) -> re.Pattern[str]:
    """Return the compiled expression (ignore case) for any entry of a list."""
    return re.compile(either(name), re.IGNORECASE)
