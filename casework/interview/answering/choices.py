"""Answers that choose: by value, by button words, by number, or by words that mean an option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from casework.interview.answering.asked import Asked
from casework.interview.answers import Accepted, Answer, Refused, Unsure
from casework.interview.questions import Option, Question
from casework.reading.closed import closed_form
from casework.reading.text import squeezed

_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}
_ONLY_ALONE = frozenset({"yes", "no", "cc", "$", "€", "£"})  # within other words they tell nothing
_POSITION = re.compile(r"(?:the |option |number |no |answer )*(\d{1,2}|[a-z]+)(?: one| option)?")


def choose(asked: Asked) -> Answer:
    """Return the option that the answer means; code not_an_option where it means none."""
    question = asked.question
    meant = _as_told(asked, options_meant(question.options, asked.text))
    if not meant:
        return Refused("not_an_option", {"options": [o.value for o in question.options]})
    if len(meant) > 1:
        return Unsure(tuple(values_of(question, option) for option in meant), "which_option")
    return Accepted(values_of(question, meant[0]))


def _as_told(asked: Asked, meant: list[Option]) -> list[Option]:
    """Let what the words tell as a story decide where the words of the options do not."""
    told = asked.story.sure().get(asked.question.fact)
    if len(meant) == 1 or told is None:
        return meant
    return [o for o in meant or asked.question.options if o.value == told.value] or meant


def values_of(question: Question, option: Option) -> dict[str, Any]:
    """Return the facts that an option settles."""
    return {question.fact: option.value, **option.sets}


def options_meant(options: Sequence[Option], text: str) -> list[Option]:
    """Return the options that ``text`` can mean: one where it is clear, none where it fits none."""
    exact = [o for o in options if squeezed(text).lower() in (o.value, o.value.replace("_", " "))]
    form = closed_form(text)
    exact = exact or [o for o in options if form in o.words] or _by_position(options, form)
    return exact or _by_longest_phrase(options, form)


def _by_position(options: Sequence[Option], form: str) -> list[Option]:
    match = _POSITION.fullmatch(form)
    if match is None:
        return []
    position = int(match[1]) - 1 if match[1].isdigit() else _ORDINALS.get(match[1], -1)
    return [options[position]] if 0 <= position < len(options) else []


def _by_longest_phrase(options: Sequence[Option], form: str) -> list[Option]:
    """Return the options whose words stand in the answer, without those inside a longer phrase."""
    found = [(span, option) for option in options for span in _places(option, form)]
    outermost = [
        option for span, option in found if not any(_lies_within(span, other) for other, _ in found)
    ]
    return [option for option in options if option in outermost]


def _places(option: Option, form: str) -> list[tuple[int, int]]:
    phrases = [*option.words, option.value.replace("_", " ")]
    return [
        match.span()
        for phrase in phrases
        if phrase not in _ONLY_ALONE
        for match in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", form)
    ]


def _lies_within(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= span[0] and span[1] <= other[1] and other != span
