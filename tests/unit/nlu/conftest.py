"""The training examples, read once."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from bot.nlu.understanding import Recipe, Understanding
from bot.nlu.variety import in_folds

RECIPE = Recipe(strength=3.0, stories_a_claim=30, seed=7)
ROOT = Path(__file__).parents[3]


class Words(NamedTuple):
    """The examples of each intent, the asides, and the file that each intent is in."""

    intents: dict[str, list[str]]
    asides: list[str]
    files: dict[str, str]


@pytest.fixture(scope="session")
def words() -> Words:
    intents: dict[str, list[str]] = {}
    asides: list[str] = []
    files: dict[str, str] = {}
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text("utf-8"))["nlu"]:
            examples = [line.removeprefix("- ") for line in block["examples"].splitlines()]
            if "lookup" in block:
                asides += examples
            else:
                assert block["intent"] not in intents, "an intent has one place"
                intents[block["intent"]] = examples
                files[block["intent"]] = path.stem
    return Words(intents, asides, files)


@pytest.fixture(scope="session")
def understanding(words: Words) -> Understanding:
    """Return what is learned without the word-piece vectors, which takes a few seconds."""
    pairs = [(text, intent) for intent, texts in words.intents.items() for text in texts]
    return Understanding.learn(in_folds(pairs, 1), words.asides, None, RECIPE)
