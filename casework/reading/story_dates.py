"""Which fact a date in a story belongs to, by the words around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from casework.reading.date_values import Precision, ReadDate, in_coming_year
from casework.reading.story_text import Cue, StoryText, cue_for
from casework.reading.story_values import FactReading, labelled_pattern, story_pattern

MAY_LIE_AHEAD = frozenset({"promised_date", "additional_period_until"})


def read_story_dates(story: StoryText) -> list[FactReading]:
    """Return the dates that the story gives to a fact; a month or week without a day gives none."""
    cues = sorted(_cues(story), key=lambda cue: cue.place)
    places = [found.span for found in story.dates]
    readings: list[FactReading] = []
    for found in story.dates:
        cue = cue_for(found.span, story.sentence(found.span), cues, places)
        reading = _reading(_fact(cue, found), found, story.today)
        if reading is not None:
            readings.append(reading)
    return _in_their_years(readings, story)


def _cues(story: StoryText) -> Iterator[Cue]:
    for match in labelled_pattern("date_cues").finditer(story.searchable):
        yield Cue(match.span(), None if match.lastgroup == "nothing" else match.lastgroup)
    if story.is_about_data:
        for match in story_pattern("privacy_since").finditer(story.searchable):
            yield Cue(match.span(), "event_date")


def _fact(cue: Cue | None, found: ReadDate) -> str | None:
    if cue is None or cue.label is None:
        return None
    inside = cue.place[1] > found.span[0]  # "told them on 1 May to deliver by"
    if inside and cue.label == "additional_period_until":
        return "additional_period_set_on"
    return cue.label


def _reading(fact: str | None, found: ReadDate, today: date) -> FactReading | None:
    if fact is None or found.value is None or found.precision in (Precision.MONTH, Precision.WEEK):
        return None
    days = found.alternatives or (found.value,)
    possible = [day for day in days if fact in MAY_LIE_AHEAD or day <= today]
    if not possible:
        return None
    sure = found.sure and possible[0] == found.value
    return FactReading(
        fact,
        possible[0],
        found.span,
        found.words,
        sure=sure,
        alternatives=() if sure else tuple(possible),
        approximate=found.precision is Precision.ABOUT,
    )


def _in_their_years(readings: list[FactReading], story: StoryText) -> list[FactReading]:
    """Put promised days that came without a year after the order."""
    ordered = next((r.value for r in readings if r.fact == "order_date" and r.sure), None)
    yearless = {found.span for found in story.dates if not found.year_given}
    return [
        replace(r, value=in_coming_year(r.value, story.today, ordered))
        if r.fact in MAY_LIE_AHEAD and r.span in yearless and r.sure
        else r
        for r in readings
    ]
