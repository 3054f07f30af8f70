"""Which question comes next, driven by the facts alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casework.casefile import KnownFact
from casework.interview.catalogue import all_questions
from casework.interview.questions import Phase, Question
from casework.law.outcome import ClaimType


def open_questions(
    claim_types: Iterable[ClaimType | str],
    facts: Mapping[str, KnownFact],
    phase: Phase | None = None,
) -> list[Question]:
    """Return the questions still to ask for these claims, in their order.

    A fact counts as answered once it is in ``facts``, whatever its standing. Without ``phase``,
    all phases are looked through.
    """
    wanted = tuple(ClaimType(c) for c in claim_types)
    return [
        question
        for question in all_questions()
        if question.concerns(wanted) and phase in (None, question.phase) and question.is_open(facts)
    ]


def next_question(
    claim_types: Iterable[ClaimType | str],
    facts: Mapping[str, KnownFact],
    phase: Phase | None = None,
) -> Question | None:
    """Return the next question, None where nothing (of this phase) is left to ask."""
    return next(iter(open_questions(claim_types, facts, phase)), None)
