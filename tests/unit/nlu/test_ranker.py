"""The linear classifier and its confidence."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.nlu.learners import Learner, against_the_rest, jointly
from bot.nlu.ranker import SHARPNESS_BOUNDS, Ranker


def noisy(seed: int, texts: int = 600) -> tuple[csr_matrix, list[str]]:
    """Return features that tell the label in about three of four cases."""
    choice = np.random.default_rng(seed)
    labels = choice.integers(0, 3, texts)
    seen = np.where(choice.random(texts) < 0.75, labels, choice.integers(0, 3, texts))
    return csr_matrix(np.eye(3)[seen]), [f"label {label}" for label in labels]


LEARNERS = pytest.mark.parametrize("learner", [against_the_rest(100.0), jointly(100.0, 2)])


@LEARNERS
def test_confidence_is_about_as_high_as_the_share_of_right_answers(learner: Learner) -> None:
    rows, labels = noisy(1)
    ranker = Ranker.fit(rows, labels, np.arange(len(labels)) % 3, learner)
    unseen, truths = noisy(2, texts=3000)
    probabilities = ranker.probabilities(unseen)
    guesses = np.array(ranker.labels)[probabilities.argmax(axis=1)]
    right = np.mean(guesses == np.array(truths))
    assert probabilities.max(axis=1).mean() == pytest.approx(right, abs=0.05)


def test_without_a_second_part_nothing_is_calibrated() -> None:
    rows, labels = noisy(1)
    alone = Ranker.fit(rows, labels, np.zeros(len(labels), dtype=np.intp), against_the_rest(1.0))
    calibrated = Ranker.fit(rows, labels, np.arange(len(labels)) % 3, against_the_rest(1.0))
    assert alone.sharpness == 1.0
    assert SHARPNESS_BOUNDS[0] <= calibrated.sharpness <= SHARPNESS_BOUNDS[1]


def test_learning_twice_gives_the_same_ranker() -> None:
    rows, labels = noisy(1)
    folds = np.arange(len(labels)) % 3
    first, second = (Ranker.fit(rows, labels, folds, against_the_rest(1.0)) for _ in range(2))
    assert np.array_equal(first.probabilities(rows), second.probabilities(rows))


@LEARNERS
def test_two_labels_are_enough(learner: Learner) -> None:
    rows = csr_matrix(np.eye(2)[[0, 1] * 20])
    ranker = Ranker.fit(rows, ["a", "b"] * 20, np.arange(40) // 20, learner)
    probabilities = ranker.probabilities(rows[:2])
    assert probabilities.sum(axis=1) == pytest.approx(1)
    assert probabilities[0, 0] > 0.8 < probabilities[1, 1]
