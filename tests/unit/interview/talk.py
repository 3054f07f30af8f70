"""A consumer who answers every question from a list, to count what is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.casefile import KnownFact
from casework.interview import (
    Accepted,
    Answer,
    Kind,
    Option,
    Question,
    Refused,
    next_question,
    question_with_id,
    read_answer,
)
from casework.interview.story import read_claim_story
from casework.law.outcome import ClaimType

TODAY = date(2026, 11, 24)
REMEDIES = (
    Option(value="perform_additional_period"),
    Option(value="cancel_refund"),
    Option(value="repair"),
    Option(value="data_erasure"),
)


def known(**values: object) -> dict[str, KnownFact]:
    """Return facts in force with these values."""
    return {name: KnownFact(name=name, value=value) for name, value in values.items()}


@dataclass
class Talk:
    """An interview from its first question to its last."""

    claims: Iterable[str]
    answers: Mapping[str, str]
    facts: dict[str, KnownFact] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def tell(self, story: str) -> None:
        """Start with a story."""
        claim = ClaimType(next(iter(self.claims)))
        told = read_claim_story(story, claim, TODAY)
        self._record({name: entry.value for name, entry in told.items()})

    def to_the_end(self) -> None:
        """Answer question after question."""
        while (question := next_question(self.claims, self.facts)) is not None:
            self.asked.append(question.id)
            self._take(question, self._answer(question))

    def _answer(self, question: Question) -> Answer:
        asked = question.with_options(REMEDIES) if question.kind is Kind.REMEDY else question
        return read_answer(asked, self.answers[question.id], TODAY, self.facts)

    def _take(self, question: Question, answer: Answer) -> None:
        assert isinstance(answer, Accepted), (question.id, answer)
        self._record(answer.values)
        self.facts |= {n: KnownFact(name=n, standing="unknown") for n in answer.unknown}
        assert question.fact in self.facts, (question.id, answer)

    def _record(self, values: Mapping[str, object]) -> None:
        self.facts |= known(**values)


def answered(question: str, text: str, facts: dict[str, KnownFact] | None = None) -> Answer:
    """Return what the words answer to the question with this id."""
    return read_answer(question_with_id(question), text, TODAY, facts or {})


def values(question: str, text: str, facts: dict[str, KnownFact] | None = None) -> dict[str, Any]:
    """Return the values that the words give."""
    answer = answered(question, text, facts)
    assert isinstance(answer, Accepted), answer
    return answer.values


def code(question: str, text: str, facts: dict[str, KnownFact] | None = None) -> str:
    """Return the reason why the words are refused."""
    answer = answered(question, text, facts)
    assert isinstance(answer, Refused), answer
    return answer.code
