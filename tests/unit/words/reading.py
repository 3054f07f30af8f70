"""How hard a text is to read: textstat's Flesch-Kincaid grade, on a text with names masked.

What is masked, and why:

* a gap that is filled when the text is said (``{goods}``, ``{{ cite }}``) counts as the word "it":
  what people said themselves is theirs;
* what stands in brackets is left out: it is mostly a citation, to look up and not to read;
* a number, with its unit of money, counts as "ten": figures are read at a glance.

textstat takes its syllables from a dictionary that it downloads when it runs. Nothing is downloaded
here: a syllable is a group of vowels, but for a silent e. That is an estimate and errs both ways.

A colon and a semicolon end a sentence, like a full stop.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from functools import lru_cache

import textstat

LONGEST_SENTENCE = 20  # words
GRADE_OF_CHAT = 6.0
GRADE_OF_LETTER = 9.0

_GAP = re.compile(r"\{\{.*?\}\}|\{\w+\}")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_NUMBER = re.compile(r"[€$£¥]?\d[\d.,/-]*\d|[€$£¥]?\d")
_MARKS = re.compile(r"^- |\*\*", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+")

BANNED = re.compile(
    r"\b(guarantee(s|d|ing)?|lawyers?|official(ly|s)?|must win|legal advice)\b", re.IGNORECASE
)


class _Syllables(Mapping[str, list[list[str]]]):
    """Stands in for the dictionary: every word, with as many stressed sounds as syllables."""

    def __getitem__(self, word: str) -> list[list[str]]:
        groups = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$", "", word.lower()))
        return [["V0"] * max(1, len(groups))]

    def __iter__(self):
        raise TypeError("it holds every word")

    def __len__(self) -> int:
        raise TypeError("it holds every word")


@lru_cache(maxsize=1)
def _count_without_a_download() -> None:
    counting = importlib.import_module("textstat.backend.counts._count_syllables")
    counting.get_cmudict = lambda _lang: _Syllables()


def masked(text: str) -> str:
    """Return ``text`` with gaps, citations in brackets and numbers masked, as said above."""
    plain = _MARKS.sub("", _BRACKETS.sub("", _GAP.sub("it", text)))
    return _NUMBER.sub("ten", plain)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a line of a list is one, and so is what ends with a colon."""
    return [part.strip() for part in _SENTENCE_END.split(masked(text)) if part.strip()]


def too_long(text: str) -> list[str]:
    """Return the sentences of more than twenty words."""
    return [s for s in sentences(text) if len(s.split()) > LONGEST_SENTENCE]


def grade(*texts: str) -> float:
    """Return the Flesch-Kincaid grade of texts that are read together."""
    _count_without_a_download()
    said = [sentence for text in texts for sentence in sentences(text)]
    return float(textstat.flesch_kincaid_grade(" ".join(s.rstrip(".!?:;") + "." for s in said)))
