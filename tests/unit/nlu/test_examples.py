"""The examples that the assistant learns from."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

import pytest
import yaml

from bot.nlu.understanding import CLAIMS
from bot.nlu.wording import phrase

from .conftest import ROOT, Words

FEWEST = {"out_of_scope": 150, "answer": 150, **dict.fromkeys(CLAIMS, 120)}
FEWEST_ELSE = 25
LONGEST = 1500


def test_every_intent_has_enough_examples(words: Words) -> None:
    few = {
        intent: len(examples)
        for intent, examples in words.intents.items()
        if len(examples) < FEWEST.get(intent, FEWEST_ELSE)
    }
    assert few == {}


def test_each_claim_has_a_file_of_its_own_with_the_name_of_its_topic(words: Words) -> None:
    for claim in CLAIMS:
        topic = words.files[claim]
        assert claim == f"report_{topic}"
        assert [intent for intent, file in words.files.items() if file == topic] == [claim]


def test_no_example_stands_in_two_intents(words: Words) -> None:
    intents = defaultdict(set)
    for intent, examples in words.intents.items():
        for example in examples:
            intents[phrase(example)].add(intent)
    assert {said: where for said, where in intents.items() if len(where) > 1} == {}


def test_no_example_is_written_twice(words: Words) -> None:
    for examples in [*words.intents.values(), words.asides]:
        assert len({example.lower() for example in examples}) == len(examples)


def test_examples_are_texts_that_a_person_would_type(words: Words) -> None:
    for examples in [*words.intents.values(), words.asides]:
        assert all(phrase(example) and len(example) <= LONGEST for example in examples)
        assert not any(mark in example for example in examples for mark in "[]{}")


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_told_in_three_words_and_in_long_stories(words: Words, claim: str) -> None:
    lengths = [len(example.split()) for example in words.intents[claim]]
    assert sum(length <= 4 for length in lengths) >= 10
    assert sum(length >= 40 for length in lengths) >= 6
    assert max(lengths) >= 100
    assert 7 <= median(lengths) <= 20


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_told_loudly_too(words: Words, claim: str) -> None:
    assert sum(example.isupper() for example in words.intents[claim]) >= 2


def test_the_domain_knows_every_intent(words: Words) -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))
    assert set(words.intents) <= set(domain["intents"])


def test_the_gate_speaks_only_of_known_intents(words: Words) -> None:
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))["pipeline"]
    gate = next(component for component in pipeline if component["name"].endswith("Gate"))
    assert set(gate["most_words"]) | set(gate["to_assistant"]) <= set(words.intents)
