"""A question together with what was answered and what is known: what every reader reads from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from casework.interview.questions import Question
from casework.interview.told_days import told_days
from casework.reading.known import Facts, known_value
from casework.reading.story import FactReading, StoryReading, read_story


@dataclass(frozen=True)
class Asked:
    """One turn: the question, the consumer's words, the day, and the facts in force.

    ``said_before`` are the consumer's last words to the same question, if they were refused.
    """

    question: Question
    text: str
    today: date
    facts: Facts
    said_before: str = ""

    @property
    def country(self) -> str | None:
        """The consumer's country (ISO 3166), if it is known."""
        return known_value(self.facts, "consumer_country")

    @cached_property
    def story(self) -> StoryReading:
        """What the words tell besides, read like a story."""
        return read_story(self.text, self.today, self.country)

    @cached_property
    def own_days(self) -> list[FactReading]:
        """The days that the words give to a fact which this question asks for."""
        return told_days(self.text, self.today, self.country, self.question.asks)
