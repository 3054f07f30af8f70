"""A question together with what was answered and what is known: what every reader reads from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from casework.casefile import KnownFact
from casework.interview.questions import Question
from casework.reading.story import StoryReading, read_story

Facts = Mapping[str, KnownFact]


@dataclass(frozen=True)
class Asked:
    """One turn: the question, the consumer's words, the day, and the facts in force."""

    question: Question
    text: str
    today: date
    facts: Facts

    @property
    def country(self) -> str | None:
        """The consumer's country (ISO 3166), if it is known."""
        return known_value(self.facts, "consumer_country")

    @cached_property
    def story(self) -> StoryReading:
        """What the words tell besides, read like a story."""
        return read_story(self.text, self.today, self.country)


def known_value(facts: Facts, name: str) -> Any:
    """Return the value of a known fact, else None."""
    fact = facts.get(name)
    return fact.value if fact is not None and fact.standing == "known" else None


def known_day(facts: Facts, name: str) -> date | None:
    """Return the day of a known fact, stored as a date or as ISO text, else None."""
    value = known_value(facts, name)
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
