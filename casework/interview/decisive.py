"""The law's say in what is asked: only what the rules still need, what decides most first."""

from __future__ import annotations

from collections.abc import Iterable

from casework.facts.catalogue import Asked, fact_catalogue
from casework.interview.questions import Kind, Phase, Question
from casework.law.outcome import Outcome


def decisive_first(questions: Iterable[Question], *outcomes: Outcome) -> list[Question]:
    """Return the questions without those that the law no longer needs, the rest in their order.

    ``outcomes`` are the law's answers to the claims of the case. Yes-or-no questions and those that
    a topic marks ``law_only`` are for the law alone to ask; among them, the one that would change
    the answer most comes first. Days, sums and what happened also tell the letter's story, and are
    asked in any case.
    """
    weights: dict[str, float] = {}
    for missing in (missing for outcome in outcomes for missing in outcome.missing_facts):
        weights[missing.fact] = max(missing.weight, weights.get(missing.fact, missing.weight))

    def weight(question: Question) -> float:
        return max(weights.get(name, 0.0) for name in question.settles)

    asked = [q for q in questions if not is_for_the_law_alone(q) or weight(q) > 0]
    alone = sorted(filter(is_for_the_law_alone, asked), key=weight, reverse=True)
    ranked = iter(alone)
    return [next(ranked) if is_for_the_law_alone(question) else question for question in asked]


def is_for_the_law_alone(question: Question) -> bool:
    """Tell whether the answer to a question serves nothing but the rules."""
    fact = fact_catalogue().get(question.fact)
    is_of_the_law = fact is not None and fact.asked is not Asked.NEVER
    no_story = question.kind is Kind.YES_NO or question.law_only
    return is_of_the_law and no_story and question.phase is Phase.FACTS
