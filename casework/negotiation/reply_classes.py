"""Which kind of reply a trader gave, by the words of ``replies.yml``; abstains when unsure.

Written for English. A reply in another language matches no phrase and is left to a person.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from casework.facts.yamlfile import read_yaml

_FILE = Path(__file__).with_name("replies.yml")
_LONGEST = 20_000  # characters; more than any reply, and a bound on the work
_QUOTES = str.maketrans(
    {0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-"}
)

SILENCE = "silence"
AGREES = "agrees"


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class ReplyClass(_Checked):
    """One kind of reply."""

    words: dict[int, list[str]]
    rules: tuple[str, ...]
    means: str | None = None

    @cached_property
    def patterns(self) -> list[tuple[int, re.Pattern[str]]]:
        """The phrases, compiled, each with its weight."""
        return [
            (weight, re.compile(rf"(?<!\w)(?:{phrase})(?!\w)"))
            for weight, phrases in self.words.items()
            for phrase in phrases
        ]

    def score(self, text: str) -> int:
        """Return the sum of the weights of the phrases that occur in a folded text."""
        return sum(weight for weight, pattern in self.patterns if pattern.search(text))


class NotKept(_Checked):
    """What is written where an agreement was not kept."""

    heading: str
    sentences: tuple[str, ...]


class ReplyWords(_Checked):
    """The words of the next letter."""

    heading: str
    silent: str
    rules: str
    doubtful: str
    principles: str
    classes: dict[str, tuple[str, ...]]
    not_kept: NotKept


class Replies(_Checked):
    """The whole file."""

    least: int
    lead: int
    classes: dict[str, ReplyClass]
    letter: ReplyWords


@dataclass(frozen=True)
class Reading:
    """What a reply seems to be; ``kind`` is None where that is not clear."""

    kind: str | None
    shares: dict[str, float]  # of the classes with any match


@lru_cache(maxsize=1)
def replies() -> Replies:
    """Return the classes and their words."""
    return Replies.model_validate(read_yaml(_FILE))


def classify(text: str) -> Reading:
    """Return the class of a reply; no text at all is no reply, and is not silence either."""
    folded = fold(text)
    file = replies()
    scores = {name: kind.score(folded) for name, kind in file.classes.items()}
    ranked = sorted(((s, n) for n, s in scores.items() if s > 0), reverse=True)
    total = sum(score for score, _ in ranked)
    shares = {name: round(score / total, 3) for score, name in ranked}
    if not ranked or ranked[0][0] < file.least:
        return Reading(None, shares)
    second = ranked[1][0] if len(ranked) > 1 else 0
    clear = ranked[0][0] - second >= file.lead
    return Reading(ranked[0][1] if clear else None, shares)


def fold(text: str) -> str:
    """Return a text in lower case, with plain quotes and single blanks."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).translate(_QUOTES)
    return " ".join(plain.casefold().split())
