"""Which amount in a story is the price, and what money is not."""

from __future__ import annotations

import re

from casework.reading.money import ReadMoney
from casework.reading.story_text import Cue, StoryText
from casework.reading.story_values import FactReading, labelled_pattern

_TOTAL = re.compile(r"\b(?:total|altogether|in all)\b", re.IGNORECASE)


def read_story_money(story: StoryText) -> list[FactReading]:
    """Return price with its currency, and the delivery fee; what was only offered is left out."""
    cues = [Cue(m.span(), m.lastgroup) for m in _matches(story)]
    labelled = [(found, _label(story, found, cues)) for found in story.amounts]
    prices = [found for found, label in labelled if label == "amount"]
    totals = [found for found in prices if _TOTAL.search(_clause(story, found))]
    fees = [found for found, label in labelled if label == "delivery_fee"]
    readings = [r for found in totals or prices for r in _price(found)]
    return readings + [_fact("delivery_fee", found.amount, found) for found in fees]


def _matches(story: StoryText) -> list[re.Match[str]]:
    return list(labelled_pattern("money_cues").finditer(story.searchable))


def _label(story: StoryText, found: ReadMoney, cues: list[Cue]) -> str | None:
    sentence = story.sentence(found.span)
    start, end = sentence.clauses[sentence.clause_at(found.span[0])]
    near = [cue for cue in cues if start <= cue.place[0] < end]
    if any(cue.label == "refund_offered" for cue in near):
        return "refund_offered"
    if near:
        return min(near, key=lambda cue: _distance(cue, found)).label
    told = any(sentence.span[0] <= cue.place[0] < sentence.span[1] for cue in cues)
    return "amount" if told and len(story.amounts) == 1 else None


def _distance(cue: Cue, found: ReadMoney) -> int:
    before, after = found.span[0] - cue.place[1], cue.place[0] - found.span[1]
    return before if before >= 0 else after


def _clause(story: StoryText, found: ReadMoney) -> str:
    sentence = story.sentence(found.span)
    return story.text[slice(*sentence.clauses[sentence.clause_at(found.span[0])])]


def _price(found: ReadMoney) -> list[FactReading]:
    readings = [_fact("amount", found.amount, found)]
    if found.currency is not None:
        readings.append(_fact("currency", found.currency, found))
    return readings


def _fact(name: str, value: object, found: ReadMoney) -> FactReading:
    is_currency = name == "currency"
    has_mark = found.currency is not None or bool(found.alternatives)
    sure = not found.alternatives if is_currency else has_mark and not found.hedged
    alternatives = found.alternatives if is_currency else ()
    return FactReading(name, value, found.span, found.words, sure, alternatives)
