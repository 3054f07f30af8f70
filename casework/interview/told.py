"""What a story tells by the expressions that stand beside the questions of the topics.

These are choices, names and sums that the readers of ``casework.reading`` do not know of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from casework.interview.answering.choices import told_choice
from casework.interview.catalogue import all_questions
from casework.interview.questions import Kind, Question
from casework.law.outcome import ClaimType
from casework.reading.money import read_amounts
from casework.reading.text import Span, plain_text

_NEARBY = 30  # characters between a sum and the words that say what it is


def told_values(
    text: str, claim: ClaimType, read: Mapping[str, Any], beside: tuple[ClaimType, ...] = ()
) -> dict[str, Any]:
    """Return the choices, words and names that ``text`` tells for the questions of ``claim``.

    ``read`` are the values that the story gave already, ``beside`` the other claims of the case. A
    choice of which the story tells more than one kind is left for asking, where only one can be.
    """
    found: dict[str, Any] = {}
    for question in all_questions():
        if claim in question.claims and question.concerns((claim, *beside)):
            found = {**_told(question, text, read), **found}
    return {name: value for name, value in found.items() if name not in read}


def _told(question: Question, text: str, read: Mapping[str, Any]) -> dict[str, Any]:
    if question.kind is Kind.MONEY:
        return _told_sum(question, text)
    for expression in question.told:
        match = re.search(expression, text)
        if match is not None:
            return {question.fact: match[1].strip()}
    return told_choice(question, text, read) if question.options else {}


def _told_sum(question: Question, text: str) -> dict[str, Any]:
    """Return the sum nearest to the words of the question, if one is near."""
    plain = plain_text(text)
    amounts = [a for a in read_amounts(plain) if a.currency and not a.hedged and a.amount > 0]
    cues = [m for e in question.told for m in re.finditer(rf"\b{e}", plain.text, re.IGNORECASE)]
    near = [(_distance(cue.span(), a.span), a) for cue in cues for a in amounts]
    nearest = min(near, key=lambda pair: pair[0], default=None)
    if nearest is None or nearest[0] > _NEARBY:
        return {}
    return {question.fact: nearest[1].amount, "currency": nearest[1].currency}


def _distance(cue: Span, amount: Span) -> int:
    return max(amount[0] - cue[1], cue[0] - amount[1], 0)
