"""Small numbers as people write them out: "two", "twenty-five", "a hundred and twenty"."""

from __future__ import annotations

import re

_SMALL = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split(),
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_SPELLINGS = {"a": 1, "an": 1, "fourty": 40, "ninty": 90, "fiveteen": 15}
_VALUES = {**_SMALL, **_TENS, **_SPELLINGS}
_SCALES = {"hundred": 100, "thousand": 1000}

_WORD = "|".join(sorted([*_VALUES, *_SCALES], key=len, reverse=True))
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
