"""Answers that choose: by value, by button words, by number, or by words that mean an option."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from casework.interview.answering.asked import Asked
from casework.interview.answers import Accepted, Answer, Refused, Unsure
from casework.interview.questions import Kind, Option, Question
from casework.reading.closed import closed_form
from casework.reading.text import is_other_script, plain_text, squeezed

_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}
_ONLY_ALONE = frozenset({"yes", "no", "cc", "$", "€", "£"})  # within other words they tell nothing
_FEWEST_WORDS = 2  # one word alone tells nothing that could be kept
_LONGEST_NAME = 3  # words; longer ones are a sentence of the consumer's own
_POSITION = re.compile(r"(?:the |option |number |no |answer )*(\d{1,2}|[a-z]+)(?: one| option)?")


def choose(asked: Asked) -> Answer:
    """Return the option that the answer means; code not_an_option where it means none.

    Where the question keeps the consumer's own words, they are an answer without an option too.
    """
    question = asked.question
    meant = _as_told(asked, _meant(asked))
    if len(meant) > 1:
        return Unsure(tuple(values_of(question, option) for option in meant), "which_option")
    if meant and meant[0].leaves_open:
        return Accepted(dict(meant[0].sets), unknown=frozenset({question.fact}))
    if meant:
        return Accepted(_kept_words(asked, meant) | values_of(question, meant[0]))
    return _only_words(asked)


def choose_several(asked: Asked) -> Answer:
    """Return all options that the answer means, as a list; codes as for ``choose``."""
    question = asked.question
    meant = _meant(asked)
    chosen = [option.value for option in meant if not option.leaves_open]
    if chosen:
        return Accepted(_kept_words(asked, meant) | {question.fact: chosen})
    if meant:
        return Accepted({}, unknown=frozenset({question.fact}))
    return _only_words(asked)


def _meant(asked: Asked) -> list[Option]:
    """Return the options that the answer means.

    Where words are kept, longer ones are read like a story before single phrases in them count.
    """
    question = asked.question
    if question.keeps is None or names_an_option(question, asked.text):
        return options_meant(question.options, asked.text)
    return options_told(question, asked.text) or options_meant(question.options, asked.text)


def names_an_option(question: Question, text: str) -> bool:
    """Tell whether the whole of ``text`` names a choice, by its value, its words or its number."""
    return bool(_named(question.options, text))


def options_told(question: Question, text: str) -> list[Option]:
    """Return the options that a story or a longer answer tells of."""
    words = squeezed(text)
    return [o for o in question.options if any(_expression(e).search(words) for e in o.told)]


def told_choice(question: Question, text: str, read: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the story decides of a question with choices, nothing where that is not sure."""
    words = str(read.get(question.told_in) or "") if question.told_in else text
    options = options_told(question, words)
    if question.kind is Kind.CHOICES and options:
        return {question.fact: [option.value for option in options]}
    return values_of(question, options[0]) if len(options) == 1 else {}


@lru_cache(maxsize=256)
def _expression(told: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{told})", re.IGNORECASE)


def _kept_words(asked: Asked, meant: Sequence[Option]) -> dict[str, Any]:
    """Return the consumer's own words, if they say more than the name of an option.

    Words for silence are nobody's answer.
    """
    keeps, words = asked.question.keeps, plain_text(asked.text).text.strip()
    only_names = names_an_option(asked.question, words) and len(words.split()) <= _LONGEST_NAME
    if keeps is None or only_names or any(o.value == "none" for o in meant):
        return {}
    return {keeps: words}


def _names_of(option: Option) -> tuple[str, str]:
    return option.value, option.value.replace("_", " ")


def _only_words(asked: Asked) -> Answer:
    """Take words that mean no option, where the question keeps them; the choice stays unknown."""
    question = asked.question
    few = len(asked.text.split()) < _FEWEST_WORDS
    if question.keeps is None or few or is_other_script(asked.text):
        return Refused("not_an_option", {"options": [o.value for o in question.options]})
    words = plain_text(asked.text).text.strip()
    return Accepted({question.keeps: words}, unknown=frozenset({question.fact}))


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
    return _named(options, text) or _by_longest_phrase(options, closed_form(text))


def _named(options: Sequence[Option], text: str) -> list[Option]:
    exact = [o for o in options if squeezed(text).lower() in _names_of(o)]
    form = closed_form(text)
    return exact or [o for o in options if form in _forms(o.words)] or _by_position(options, form)


@lru_cache(maxsize=256)
def _forms(words: tuple[str, ...]) -> frozenset[str]:
    """Return words of an option as the closed grammars compare them, and as they are."""
    return frozenset((*words, *(closed_form(word) for word in words)))


def _by_position(options: Sequence[Option], form: str) -> list[Option]:
    match, options = _POSITION.fullmatch(form), [o for o in options if o.button]
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
