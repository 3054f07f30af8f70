"""Who and where in a story: seller, goods, numbers, countries, e-mail addresses."""

from __future__ import annotations

from collections.abc import Iterator

from casework.reading.countries import ReadCountry, countries_in
from casework.reading.goods import read_goods
from casework.reading.names import ReadName, read_seller
from casework.reading.references import ReadReference, ReferenceKind, read_references
from casework.reading.story_text import StoryText
from casework.reading.story_values import FactReading, ending_pattern, story_pattern

_NEARBY = 40  # characters before a name that can say what it is


def read_story_parties(story: StoryText) -> list[FactReading]:
    """Return goods, seller, order and tracking numbers, countries and addresses of the story."""
    named = (("goods", read_goods(story.plain)), ("seller_name", read_seller(story.plain)))
    return [
        *(_named(fact, found) for fact, found in named if found is not None),
        *_references(story),
        *_countries(story),
    ]


def _named(fact: str, found: ReadName) -> FactReading:
    return FactReading(fact, found.value, found.span, found.words, found.sure)


def _references(story: StoryText) -> Iterator[FactReading]:
    for found in read_references(story.plain):
        fact = _fact_of_reference(story, found)
        if fact is not None:
            yield FactReading(fact, found.value, found.span, found.words, found.sure)


def _fact_of_reference(story: StoryText, found: ReadReference) -> str | None:
    if found.kind is ReferenceKind.ORDER:
        return "order_number"
    if found.kind is ReferenceKind.TRACKING:
        return "tracking_number"
    if found.kind is ReferenceKind.WEB:
        return "seller_contact"
    if found.kind is not ReferenceKind.EMAIL:
        return None
    before = _before(story, found.span[0])
    if ending_pattern("own_email").search(before):
        return "consumer_email"
    return "seller_contact" if ending_pattern("their_email").search(before) else None


def _countries(story: StoryText) -> Iterator[FactReading]:
    for found in countries_in(story.plain):
        fact = _fact_of_country(story, found)
        if fact is not None:
            yield FactReading(fact, found.code, found.span, found.words, found.sure)
            if found.state and found.code == "US" and fact == "consumer_country":
                yield FactReading("consumer_state", found.state, found.span, found.words)


def _fact_of_country(story: StoryText, found: ReadCountry) -> str | None:
    before, after = _before(story, found.span[0]), story.text[found.span[1] : found.span[1] + 20]
    if ending_pattern("trader_in").search(before) or story_pattern("trader_after").match(after):
        return "seller_country"
    return "consumer_country" if ending_pattern("lives_in").search(before) else None


def _before(story: StoryText, position: int) -> str:
    return story.text[max(0, position - _NEARBY) : position]
