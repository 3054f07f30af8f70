"""A story prepared for reading: plain, with its dates and amounts found, and cut into clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from casework.reading.clauses import Sentence, sentence_at
from casework.reading.dates import ReadDate, read_dates
from casework.reading.money import ReadMoney, read_amounts
from casework.reading.names import searchable
from casework.reading.story_values import story_pattern
from casework.reading.text import PlainText, Span

_TAIL = re.compile(
    r"[\s,;-]+(?:and|but|then|so|because|which|while|although|however|when|after|before)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Cue:
    """Words that tell what a date or amount is; ``label`` is None where they tell: nothing."""

    place: Span
    label: str | None


@dataclass(frozen=True)
class StoryText:
    """The plain text of a story; all places within are positions in it."""

    text: str
    today: date
    country: str | None

    @cached_property
    def plain(self) -> PlainText:
        """The text as the readers take it."""
        return PlainText(self.text, self.text)

    @cached_property
    def searchable(self) -> str:
        """The text with dates, amounts and references blotted out."""
        return searchable(self.plain)

    @cached_property
    def dates(self) -> list[ReadDate]:
        """The dates of the story."""
        return read_dates(self.plain, self.today, self.country)

    @cached_property
    def amounts(self) -> list[ReadMoney]:
        """The amounts of the story."""
        return read_amounts(self.plain, self.country)

    @cached_property
    def is_about_data(self) -> bool:
        """Whether the story speaks of personal data, spam or the like."""
        return story_pattern("privacy").search(self.text) is not None

    def sentence(self, place: Span) -> Sentence:
        """Return the sentence that holds ``place``."""
        return sentence_at(self.searchable, place[0])

    def words_of(self, span: Span) -> tuple[str, Span]:
        """Return the words within ``span`` without what only joins them to others, and where."""
        words = _TAIL.sub("", self.text[slice(*span)])
        start = span[0] + len(words) - len(words.lstrip())
        return words.strip(), (start, start + len(words.strip()))


def cue_for(
    place: Span, sentence: Sentence, cues: Sequence[Cue], others: Sequence[Span]
) -> Cue | None:
    """Return the cue that tells what stands at ``place``.

    It is the nearest one before it in its clause, else the first one after it there, else the
    last of the clauses before, else the first of the next one; a clause with a date (or amount)
    of its own, of ``others``, lends no cue.
    """
    position = sentence.clause_at(place[0])
    own = _within(cues, sentence.clauses[position])
    before = [cue for cue in own if cue.place[0] < place[0]]
    if before:
        return before[-1]
    if own:
        return own[0]
    return _lent(sentence, position, cues, others)


def _lent(
    sentence: Sentence, position: int, cues: Sequence[Cue], others: Sequence[Span]
) -> Cue | None:
    for index in range(position - 1, -1, -1):
        if _any_within(others, sentence.clauses[index]):
            break
        found = _within(cues, sentence.clauses[index])
        if found:
            return found[-1]
    if position + 1 < len(sentence.clauses):
        following = sentence.clauses[position + 1]
        if not _any_within(others, following):
            return next(iter(_within(cues, following)), None)
    return None


def _within(cues: Sequence[Cue], clause: Span) -> list[Cue]:
    return [cue for cue in cues if clause[0] <= cue.place[0] < clause[1]]


def _any_within(places: Sequence[Span], clause: Span) -> bool:
    return any(clause[0] <= start < clause[1] for start, _ in places)
