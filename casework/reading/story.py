"""A whole story read at once: which facts it tells, in the consumer's own words.

Nothing is guessed, and everything read here is shown to the consumer to confirm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from casework.reading.story_dates import read_story_dates
from casework.reading.story_hints import read_story_hints
from casework.reading.story_money import read_story_money
from casework.reading.story_parties import read_story_parties
from casework.reading.story_text import StoryText
from casework.reading.story_values import FactReading, settled
from casework.reading.text import PlainText, plain_text

__all__ = ["LONGEST_STORY", "FactReading", "StoryReading", "read_story"]

LONGEST_STORY = 10_000  # characters


@dataclass(frozen=True)
class StoryReading:
    """What a story tells, by fact name; unsure readings are for asking, not for recording."""

    facts: Mapping[str, FactReading] = field(default_factory=dict)

    def sure(self) -> dict[str, FactReading]:
        """Return the readings that leave no doubt."""
        return {name: reading for name, reading in self.facts.items() if reading.sure}

    def values(self) -> dict[str, Any]:
        """Return the values of the readings that leave no doubt."""
        return {name: reading.value for name, reading in self.sure().items()}


def read_story(text: str, today: date, country: str | None = None) -> StoryReading:
    """Read the facts that ``text`` tells.

    ``country`` (ISO 3166), if known, settles dates such as 3/4 and money such as $; otherwise the
    country that the story itself gives for the consumer does. Of a very long text only the first
    ``LONGEST_STORY`` characters are read.
    """
    plain = plain_text(text[:LONGEST_STORY])
    story = StoryText(plain.text, today, country)
    parties = read_story_parties(story)
    lives_in = next((r.value for r in parties if r.fact == "consumer_country" and r.sure), None)
    story = story if country else replace(story, country=lives_in)
    readings = [
        *read_story_dates(story),
        *read_story_money(story),
        *parties,
        *read_story_hints(story),
    ]
    placed = [_in_original(plain, reading) for reading in readings]
    return StoryReading(settled(placed))


def _in_original(plain: PlainText, reading: FactReading) -> FactReading:
    return replace(reading, span=plain.span(*reading.span), words=plain.words(*reading.span))
