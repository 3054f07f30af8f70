"""The questions of the topic files, read once and checked."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from casework.interview.questions import DateRule, Phase, Question, Wish
from casework.law.outcome import ClaimType

TOPICS = (
    *("shared", "delivery", "conformity", "privacy", "withdrawal", "misleading", "unfair_terms"),
    *("payment", "evidence", "remedy", "identity"),
)
_PHASES = tuple(Phase)
_OURS = {"also", "like", "options_set"}  # keys of an entry that are not fields of a question

# Facts that no question asks for, but that the law and the letter read where they are told.
_TOLD_ONLY = frozenset(
    {"consumer_state", "seller_country", "additional_period_set_on", "tracking_number"}
)


class BadCatalogue(ValueError):
    """A topic file contradicts another one; ``code`` says how."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(f"{code}: {name}")
        self.code = code


@lru_cache(maxsize=1)
def all_questions() -> tuple[Question, ...]:
    """Return every question in the order of the interview."""
    questions = [q for topic in TOPICS for q in _questions_of(topic)]
    _refuse_twins(questions)
    return tuple(sorted(questions, key=lambda q: (_PHASES.index(q.phase), q.order)))


@lru_cache(maxsize=1)
def date_rules() -> dict[str, DateRule]:
    """Return, for each fact that is a day, where it can lie."""
    rules: dict[str, DateRule] = {}
    for topic in TOPICS:
        for name, rule in (_topic(topic).get("dates") or {}).items():
            rules[name] = DateRule.model_validate(rule or {})
    return rules


@lru_cache(maxsize=1)
def claims_with_questions() -> frozenset[ClaimType]:
    """Return the kinds of claim that the interview can lead to a filed case."""
    return frozenset(claim for question in all_questions() for claim in question.claims)


@lru_cache(maxsize=1)
def wishes() -> dict[str, Wish]:
    """Return what people wish for, by name."""
    table = _topic("remedy")["wishes"]
    return {name: Wish.model_validate({"name": name, **entry}) for name, entry in table.items()}


@lru_cache(maxsize=32)
def facts_of_claims(claims: tuple[ClaimType, ...] = ()) -> frozenset[str]:
    """Return the facts that belong to these claims (none: to any), asked for or only told."""
    questions = [q for q in all_questions() if not claims or q.concerns(claims)]
    settled = (_settled_beside(question) for question in questions)
    return _TOLD_ONLY.union(*(question.asks for question in questions), *settled)


def not_told_in_stories(claim: ClaimType, *, beside_others: bool = False) -> frozenset[str]:
    """Return the facts that a story of this kind tells of somebody else, such as the shop's name.

    They are asked instead. ``beside_others``: the case has other claims too.
    """
    own = _topic(claim.value) if claim.value in TOPICS else {}
    further = own.get("not_from_stories_beside", []) if beside_others else []
    return frozenset([*own.get("not_from_stories", []), *further])


def question_with_id(name: str) -> Question:
    """Return the question with this id; raises KeyError where there is none."""
    return {q.id: q for q in all_questions()}[name]


def no_reply_in_stories(claim: ClaimType) -> tuple[str, ...]:
    """Return expressions for sentences of a story that only look like the trader's answer."""
    own = _topic(claim.value) if claim.value in TOPICS else {}
    return tuple(own.get("no_reply_in_stories", []))


@lru_cache(maxsize=len(TOPICS))
def _topic(name: str) -> dict[str, Any]:
    path = resources.files("casework.interview.topics") / f"{name}.yml"
    return dict(yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader))


def _questions_of(topic: str) -> list[Question]:
    return [_question(topic, entry) for entry in _topic(topic).get("questions") or []]


def _question(topic: str, entry: dict[str, Any]) -> Question:
    entry = _like(entry)
    fact = entry.get("fact", entry["id"])
    common = {
        "fact": fact,
        "asks": [fact, *entry.get("also", [])],
        "phase": _topic(topic)["phase"],
        "claims": _topic(topic).get("claims", []),
    }
    own = {key: value for key, value in entry.items() if key not in _OURS}
    return Question.model_validate({**common, **own})


def _like(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with what it shares with others: ``like`` names a pattern.

    ``options_set`` are further facts that its options settle, by the option's value.
    """
    pattern = _topic("shared")["patterns"][entry["like"]] if "like" in entry else {}
    merged = {**pattern, **entry}
    further = entry.get("options_set", {})
    if further:
        merged["options"] = [
            {**o, "sets": {**o.get("sets", {}), **further.get(o["value"], {})}}
            for o in merged["options"]
        ]
    return merged


def _settled_beside(question: Question) -> set[str]:
    """Return the facts that an answer can settle besides those that are asked."""
    by_options = {name for option in question.options for name in option.sets}
    kept = {question.keeps} if question.keeps else set()
    return by_options | kept | set(question.if_yes) | set(question.if_no)


def _refuse_twins(questions: list[Question]) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise BadCatalogue("question_twice", question.id)
        seen.add(question.id)
