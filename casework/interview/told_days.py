"""Days of a story that belong to the facts of a topic, by the words beside its date rules."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from functools import lru_cache

from casework.interview.catalogue import date_rules
from casework.reading.date_values import Precision, ReadDate
from casework.reading.story_text import StoryText
from casework.reading.story_values import FactReading
from casework.reading.text import Span, plain_text


def told_days(
    text: str, today: date, country: str | None, wanted: Collection[str]
) -> list[FactReading]:
    """Return the days that the words of the topics give to a fact among ``wanted``.

    Those words stand in the same clause as the day; the nearest before it wins.
    """
    story = StoryText(plain_text(text).text, today, country)
    readings = (_told_day(story, found, wanted) for found in story.dates)
    return [reading for reading in readings if reading is not None]


def _told_day(story: StoryText, found: ReadDate, wanted: Collection[str]) -> FactReading | None:
    is_day = found.value is not None and found.precision in (Precision.DAY, Precision.ABOUT)
    if not is_day or not found.sure or (found.value or story.today) > story.today:
        return None
    fact = _nearest_cue(story, found.span, wanted)
    if fact is None:
        return None
    about = found.precision is Precision.ABOUT
    return FactReading(fact, found.value, found.span, found.words, approximate=about)


def _nearest_cue(story: StoryText, place: Span, wanted: Collection[str]) -> str | None:
    sentence = story.sentence(place)
    start, end = sentence.clauses[sentence.clause_at(place[0])]
    cues = [
        (abs(place[0] - match.start()), match.start() > place[0], name)
        for name, expression in _cues().items()
        if name in wanted
        for match in expression.finditer(story.searchable, start, end)
    ]
    return min(cues, key=lambda cue: (cue[1], cue[0]))[2] if cues else None


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(rule.told)})(?!\w)", re.IGNORECASE)
        for name, rule in date_rules().items()
        if rule.told
    }
