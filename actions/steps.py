"""Which question is open: steps of the talk first, then the interview's questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.law import outcomes_of
from actions.several_claims import UNNAMED
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
SECOND_CLAIM = step("second_claim", 2)
OTHER_PROBLEM = step("other_problem", 3)
STEPS = {q.id: q for q in (STORY, CLAIM_CHANGE, SECOND_CLAIM, OTHER_PROBLEM)}
PROPOSALS = {
    CLAIM_CHANGE.id: "proposed_claim",
    SECOND_CLAIM.id: "second_claim",
    OTHER_PROBLEM.id: "second_claim",
}
"""The slot that opens each of these steps: the kind of claim that is proposed."""


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


def open_question(known: Draft, slots: Mapping[str, Any], today: date) -> Question | None:
    """Return the question to ask now; None when everything is answered."""
    proposal = open_proposal(slots)
    if proposal is not None:
        return proposal
    if unconfirmed(known):
        return STORY
    questions = open_questions([claim.claim_type for claim in known.claims], facts_of(known))
    if questions and is_for_the_law_alone(questions[0]):
        outcomes = outcomes_of(known, today)
        questions = decisive_first(questions, *outcomes) if outcomes else questions
    return questions[0] if questions else None


def open_proposal(slots: Mapping[str, Any]) -> Question | None:
    """Return the step that asks about a proposed kind of claim, if one is proposed."""
    if slots.get("proposed_claim"):
        return CLAIM_CHANGE
    second = slots.get("second_claim")
    if second:
        return OTHER_PROBLEM if second == UNNAMED else SECOND_CLAIM
    return None
