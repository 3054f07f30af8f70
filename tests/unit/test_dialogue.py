"""Dialogue, rules and words fit together: nothing that the bot can say or do is missing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from actions.claim_form import INTERRUPTIONS
from actions.steps import STEPS
from casework.interview.catalogue import all_questions, claims_with_questions
from casework.words import catalogue

ROOT = Path(__file__).parents[2]
BANNED = re.compile(r"\b(guarantee\w*|lawyer\w*|official\w*|legal advice|must win)\b", re.I)


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


DOMAIN = read(ROOT / "domain.yml")
RESPONSES: dict[str, Any] = {
    name: variants
    for path in sorted((ROOT / "domain").glob("*.yml"))
    for name, variants in read(path)["responses"].items()
}
RULES = [
    rule for path in sorted((ROOT / "data" / "rules").glob("*.yml")) for rule in read(path)["rules"]
]
SAID = [(name, variant["text"]) for name, variants in RESPONSES.items() for variant in variants]


def in_a_claim(rule: dict[str, Any]) -> bool:
    return {"active_loop": "claim_form"} in rule["condition"]


def test_the_form_gives_way_to_each_rule_that_works_inside_a_claim() -> None:
    intents = {s["intent"] for r in RULES if in_a_claim(r) for s in r["steps"] if "intent" in s}
    assert intents == INTERRUPTIONS


def test_every_action_of_the_domain_exists() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(DOMAIN["actions"]) == set(executor.actions)


def test_every_action_and_answer_of_a_rule_is_known() -> None:
    used = {s["action"] for r in RULES for s in r["steps"] if "action" in s}
    known = {*DOMAIN["actions"], *DOMAIN["forms"], *RESPONSES, "action_deactivate_loop"}
    assert used - known == set()


@pytest.mark.parametrize("name", [*(q.worded_as for q in all_questions()), *STEPS])
def test_every_question_has_its_words_and_an_explanation(name: str) -> None:
    assert f"utter_question_{name}" in RESPONSES
    assert f"utter_explain_{name}" in RESPONSES


def test_every_response_that_python_names_exists() -> None:
    sources = "\n".join(p.read_text("utf-8") for p in (ROOT / "actions").glob("*.py"))
    named = set(re.findall(r'"(utter_[a-z_]+)"', sources))
    assert named - set(RESPONSES) == set()


def test_every_claim_that_the_interview_knows_has_a_rule_that_opens_it() -> None:
    opened = {s["intent"] for r in RULES for s in r["steps"] if "intent" in s}
    assert {f"report_{claim}" for claim in claims_with_questions()} <= opened


@pytest.mark.parametrize(("name", "text"), SAID)
def test_sentences_are_short_and_promise_nothing(name: str, text: str) -> None:
    assert not BANNED.search(text)
    spoken = re.sub(r"\{\w+\}", "it", text)
    for sentence in re.split(r"(?<=[.!?:])\s+|\n", spoken):
        assert len(sentence.split()) <= 20, sentence


@pytest.mark.parametrize("topic", ["facts", "remedies", "verdicts", "deadlines", "evidence"])
def test_words_of_the_catalogue_promise_nothing(topic: str) -> None:
    assert not [w for w in catalogue()[topic].values() if BANNED.search(w)]


def test_every_choice_has_a_title() -> None:
    choices = {f"{q.fact}.{o.value}" for q in all_questions() for o in q.options}
    assert choices - set(catalogue()["values"]) == set()


def test_every_reason_to_refuse_an_answer_has_its_words() -> None:
    page = (ROOT / "docs" / "interview.md").read_text("utf-8")
    listed = page[page.index("Codes of `Refused`") :].split("\n\n")[0]
    codes = set(re.findall(r"`([a-z_]+)`", listed)) - {"Refused", "Unsure"}
    assert codes
    assert {c for c in codes if f"utter_refused_{c}" not in RESPONSES} == set()
