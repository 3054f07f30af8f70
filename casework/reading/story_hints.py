"""What happened, in the closed words of the facts: delivery, privacy, payment, fault, reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casework.reading.clauses import Sentence, sentences_of
from casework.reading.story_text import StoryText
from casework.reading.story_values import (
    FactReading,
    story_pattern,
    story_table,
)
from casework.reading.text import Span, masked

# What two signs of one story come to; other pairs are left for the consumer to say.
_STRONGER = (
    ("marked_delivered", "nothing"),
    ("marked_delivered", "late"),
    ("wrong_place", "nothing"),
    ("wrong_place", "marked_delivered"),
    ("part", "nothing"),
    ("nothing", "late"),
)
_LONGEST_REPLY = 600  # characters
_LONGEST_DEFECT = 300
_MOST_SENTENCES = 3


def read_story_hints(story: StoryText) -> list[FactReading]:
    """Return what the story tells of delivery, data, payment, the fault and the trader's reply."""
    readings = [
        _delivery_state(story),
        *_privacy_problem(story),
        _payment_method(story),
        _defect(story),
        _data(story),
        _seller_reply(story),
    ]
    return [reading for reading in readings if reading is not None]


def _signs(story: StoryText, table: str) -> dict[str, re.Match[str]]:
    """Return the first sign of each kind; kinds are looked for one by one, for they overlap."""
    text = _without_other_arrivals(story.text)
    found = {key: story_pattern(table, key).search(text) for key in story_table()[table]}
    return {key: match for key, match in found.items() if match is not None}


def _without_other_arrivals(text: str) -> str:
    """Blot out replies and refunds that did not come: they tell nothing of the goods."""
    return masked(text, [match.span() for match in story_pattern("other_arrivals").finditer(text)])


def _delivery_state(story: StoryText) -> FactReading | None:
    signs = _signs(story, "delivery_state")
    weaker = {low for high, low in _STRONGER if high in signs}
    return _one_of("delivery_state", {k: m for k, m in signs.items() if k not in weaker})


def _privacy_problem(story: StoryText) -> list[FactReading]:
    if not story.is_about_data:
        return []
    problem = _one_of("privacy_problem", _signs(story, "privacy_problem"))
    if problem is None:
        return []
    request = story_table()["request_type"].get(problem.value) if problem.sure else None
    if request is None:
        return [problem]
    return [problem, FactReading("request_type", request, problem.span, problem.words)]


def _payment_method(story: StoryText) -> FactReading | None:
    found = _one_of("payment_method", _payments(story))
    card = story_pattern("card_of_some_kind").search(story.text)
    if found is not None or card is None:
        return found
    return FactReading(
        "payment_method",
        "credit_card",
        card.span(),
        card[0],
        sure=False,
        alternatives=("credit_card", "debit_card"),
    )


def _payments(story: StoryText) -> dict[str, re.Match[str]]:
    found = {key: pattern.search(story.text) for key, pattern in _payment_patterns().items()}
    return {key: match for key, match in found.items() if match is not None}


@lru_cache(maxsize=1)
def _payment_patterns() -> dict[str, re.Pattern[str]]:
    table = story_table()
    return {
        key: re.compile(
            rf"(?<!\w){table['paid_by']}(?P<method>{method}){table['not_paid_by']}", re.IGNORECASE
        )
        for key, method in table["payment_method"].items()
    }


def _one_of(fact: str, signs: dict[str, re.Match[str]]) -> FactReading | None:
    if not signs:
        return None
    value, match = min(signs.items(), key=lambda item: item[1].start())
    alternatives = tuple(signs) if len(signs) > 1 else ()
    group = "method" if "method" in match.re.groupindex else 0
    return FactReading(fact, value, match.span(group), match[group], not alternatives, alternatives)


def _defect(story: StoryText) -> FactReading | None:
    """Return the clauses of the first sentence that tells of a fault."""
    match = story_pattern("defect").search(story.text)
    if match is None:
        return None
    told = [
        clause
        for clause in story.sentence(match.span()).clauses
        if story_pattern("defect").search(story.text, *clause)
    ]
    return _quotation(story, "defect", [(told[0][0], told[-1][1])], _LONGEST_DEFECT)


def _data(story: StoryText) -> FactReading | None:
    """Return the kinds of data that the story names, as it names them."""
    match = _list_of_data().search(story.text) if story.is_about_data else None
    if match is None:
        return None
    return FactReading("data", match["kinds"], match.span("kinds"), match["kinds"])


@lru_cache(maxsize=1)
def _list_of_data() -> re.Pattern[str]:
    kind = rf"(?:{story_table()['data_kinds']})(?!\w)"
    joint = r"(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+)(?:my\s+)?"
    return re.compile(rf"(?<!\w)my\s+(?P<kinds>{kind}(?:{joint}{kind}){{0,9}})", re.IGNORECASE)


def _seller_reply(story: StoryText) -> FactReading | None:
    parts = [_reply_in(story, sentence) for sentence in sentences_of(story.searchable)]
    replies = [part for part in parts if part is not None][:_MOST_SENTENCES]
    return _quotation(story, "seller_reply", replies, _LONGEST_REPLY)


def _reply_in(story: StoryText, sentence: Sentence) -> Span | None:
    """Return the sentence from the clause on in which the trader speaks, or keeps silent."""
    for start, end in sentence.clauses:
        words = story.text[start:end]
        if _said().search(words) or story_pattern("no_reply").search(words):
            return start, sentence.span[1]
    return None


@lru_cache(maxsize=1)
def _said() -> re.Pattern[str]:
    table = story_table()
    return re.compile(rf"(?<!\w){table['seller']}{table['seller_reply_verbs']}", re.IGNORECASE)


def _quotation(
    story: StoryText, fact: str, spans: Sequence[Span], longest: int
) -> FactReading | None:
    """Return the consumer's own sentences as the value of ``fact``, as many as fit."""
    quoted = [story.words_of(span) for span in spans]
    if not quoted:
        return None
    value = " ".join(words for words, _ in quoted)
    if len(value) > longest:
        value = quoted[0][0][:longest].rsplit(" ", 1)[0]
    place = (quoted[0][1][0], quoted[-1][1][1])
    return FactReading(fact, value, place, story.text[slice(*place)])
