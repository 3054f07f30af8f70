"""What an answer says beyond what was asked: only what is not known yet, and only when sure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.interview.answering.asked import Asked
from casework.interview.answering.choices import options_meant, told_choice, values_of
from casework.interview.answering.days import also_fitting
from casework.interview.answering.rules import check_day
from casework.interview.answering.sums import sum_beside
from casework.interview.answers import Accepted
from casework.interview.catalogue import all_questions, facts_of_claims
from casework.interview.questions import Kind, Phase, Question
from casework.reading.names import ReadName, read_seller, read_seller_answer
from casework.reading.story_values import FactReading


def with_extras(asked: Asked, answer: Accepted) -> Accepted:
    """Return ``answer`` with the further facts that the same words tell."""
    if asked.question.phase is not Phase.FACTS:
        return answer
    wanted = facts_of_claims() - {asked.question.keeps, *asked.question.not_beside}
    found = {
        name: reading
        for name, reading in asked.story.sure().items()
        if name in wanted and name not in asked.facts and not _is_the_answer(asked, name, reading)
    }
    fitting = {n: r for n, r in found.items() if _can_be(asked, n, r.value)}
    told = {name: reading.value for name, reading in fitting.items()}
    beside = {**_other_names(asked), **_other_choices(asked, told), **sum_beside(asked)}
    values = {**beside, **told, **answer.values}
    about = {name for name, r in fitting.items() if r.approximate and name not in answer.values}
    still_unknown = answer.unknown - values.keys()
    return Accepted(values, answer.assumed, answer.approximate | about, still_unknown)


def _is_the_answer(asked: Asked, name: str, reading: FactReading) -> bool:
    """Tell whether a day is the one that was asked for, under a name that it has elsewhere."""
    own = {r.span for r in asked.own_days}
    return isinstance(reading.value, date) and (
        reading.span in own or name in also_fitting(asked.question.fact)
    )


def _can_be(asked: Asked, name: str, value: Any) -> bool:
    if not isinstance(value, date):
        return True
    return check_day(name, value, asked.today, asked.facts) is None


def _other_choices(asked: Asked, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the further choices that the question asks for: "45 euros, PayPal"."""
    values: dict[str, Any] = {}
    for question in all_questions():
        wanted = question.fact in asked.question.asks[1:] and question.fact not in asked.facts
        if wanted and question.kind is Kind.CHOICE:
            values |= _choice_beside(question, asked.text, told)
    return values


def _choice_beside(question: Question, text: str, told: Mapping[str, Any]) -> dict[str, Any]:
    if question.told_in:
        return told_choice(question, text, told)
    meant = options_meant(question.options, text)
    return values_of(question, meant[0]) if len(meant) == 1 else {}


def _other_names(asked: Asked) -> dict[str, Any]:
    """Return the seller of an answer such as "a lamp from Lampenwelt", where it was asked for."""
    wanted = "seller_name" in asked.question.asks[1:] and "seller_name" not in asked.facts
    if not wanted:
        return {}
    seller = read_seller(asked.text, about_a_purchase=True) or _after_comma(asked.text)
    return {"seller_name": seller.value} if seller is not None else {}


def _after_comma(text: str) -> ReadName | None:
    """Return the seller of "a kettle, Amazon": the last part, if it is written like a name."""
    _, comma, last = text.rpartition(",")
    words = last.split()
    looks_like_one = comma and 0 < len(words) <= 3 and all(w[:1].isupper() for w in words)
    return read_seller_answer(last) if looks_like_one else None
