"""Complaints as people write them, kept out of the training examples."""

from __future__ import annotations

import pytest

from bot.nlu.labelled import LabelledText, read_labelled
from bot.nlu.score import Judged, Score, score
from bot.nlu.understanding import Understanding
from bot.nlu.wording import phrase

from .conftest import ROOT, Words

COMPLAINTS = ROOT / "tests" / "data" / "nlu" / "complaints.jsonl"


@pytest.fixture(scope="module")
def complaints() -> list[LabelledText]:
    return read_labelled(COMPLAINTS)


@pytest.fixture(scope="module")
def figures(complaints: list[LabelledText], understanding: Understanding) -> Score:
    judged = [
        Judged(truth, understanding.of(text).claims, asked=False, milliseconds=0.0)
        for text, truth in complaints
    ]
    return score(judged)


def test_none_of_these_complaints_is_learned_from(
    complaints: list[LabelledText], words: Words
) -> None:
    learned = {phrase(text) for texts in words.intents.values() for text in texts}
    assert learned.isdisjoint(phrase(complaint.text) for complaint in complaints)


def test_four_of_five_complaints_are_understood(figures: Score) -> None:
    assert figures.macro_f1 >= 0.80
    assert min(figures.f1.values()) >= 0.65


def test_the_right_claim_is_nearly_always_among_the_best_two(figures: Score) -> None:
    assert figures.top_2_recall >= 0.90
