"""Which question is open: steps of the talk first, then the interview's questions."""

from __future__ import annotations

from datetime import date

from actions.law import outcome_of
from casework.casefile import KnownFact
from casework.interview import (
    Kind,
    Phase,
    Question,
    decisive_first,
    is_for_the_law_alone,
    open_questions,
    question_with_id,
)
from casework.store.cases import INTAKE, Draft


def step(name: str, order: int) -> Question:
    """Return a yes-or-no step of the talk, which asks for no fact of the case."""
    return Question(
        id=name,
        fact=name,
        asks=(name,),
        kind=Kind.YES_NO,
        phase=Phase.FACTS,
        order=order,
        may_skip=False,
    )


STORY = step("story_confirmed", 0)
CLAIM_CHANGE = step("claim_change", 1)
STEPS = {question.id: question for question in (STORY, CLAIM_CHANGE)}


def in_work(known: Draft | None) -> bool:
    """Tell whether there is a claim to ask about."""
    return known is not None and known.case.status == INTAKE and bool(known.claims)


def question_named(name: str) -> Question | None:
    """Return the step or question with this name, None where there is none."""
    if name in STEPS:
        return STEPS[name]
    try:
        return question_with_id(name)
    except KeyError:
        return None


def facts_of(known: Draft) -> dict[str, KnownFact]:
    """Return the facts in force as the interview reads them."""
    return {n: KnownFact.model_validate(f, from_attributes=True) for n, f in known.facts.items()}


def unconfirmed(known: Draft) -> list[str]:
    """Return the names of the facts that were read from free text and not confirmed yet."""
    return [name for name, fact in known.facts.items() if not fact.confirmed]


def open_question(known: Draft, proposed_claim: str | None, today: date) -> Question | None:
    """Return the question to ask now; None when everything is answered."""
    if proposed_claim:
        return CLAIM_CHANGE
    if unconfirmed(known):
        return STORY
    questions = open_questions([claim.claim_type for claim in known.claims], facts_of(known))
    if questions and is_for_the_law_alone(questions[0]):
        outcome = outcome_of(known, today)
        questions = decisive_first(questions, outcome) if outcome else questions
    return questions[0] if questions else None
