"""Small numbers as people write them out: "two", "twenty-five", "a hundred and twenty"."""

from __future__ import annotations

import re

from casework.reading.lexicon import any_of, lexicon

_TABLE = lexicon("numbers")
_VALUES = {
    **{word: i for i, word in enumerate(_TABLE["small"].split(), start=1)},
    **{word: i * 10 for i, word in enumerate(_TABLE["tens"].split(), start=2)},
    **_TABLE["spellings"],
}
_SCALES = ("hundred", "thousand")

_WORD = any_of([*_VALUES, *_SCALES])
NUMBER_WORDS = rf"(?:(?:{_WORD})\b(?:[ -](?:and )?(?:{_WORD})\b){{0,7}})"
"""A regular expression (ignore case) for a number in words."""


def number_in_words(words: str) -> int | None:
    """Return the number that ``words`` spell out, or None where they spell none.

    >>> number_in_words("a hundred and twenty-five")
    125
    """
    total = current = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _VALUES:
            current += _VALUES[word]
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total, current = total + max(current, 1) * 1000, 0
        elif word != "and":
            return None
    return total + current or None


def number(words: str) -> int | None:
    """Return the whole number written in digits or in words."""
    text = words.strip()
    return int(text) if text.isascii() and text.isdigit() else number_in_words(text)
