"""A linear classifier whose confidence means what it says: 0.8 is right in about 8 cases of 10."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix

from bot.nlu.learners import Learned, Learner

Probabilities = NDArray[np.float64]
_SMALLEST = 1e-12
SHARPNESS_BOUNDS = (0.3, 5.0)


class Ranked(NamedTuple):
    """A label and how sure the classifier is of it, from 0 to 1."""

    name: str
    confidence: float


class Ranker:
    """Ranks labels by what a learner has learned, its confidence calibrated afterwards."""

    def __init__(self, learned: Learned, sharpness: float) -> None:
        self.labels = learned.labels
        self._weights = np.ascontiguousarray(learned.weights.T, dtype=np.float32)
        self._offsets = learned.offsets
        self._jointly = learned.jointly
        self.sharpness = sharpness

    @classmethod
    def fit(
        cls, features: csr_matrix, labels: list[str], folds: NDArray[np.intp], learner: Learner
    ) -> Ranker:
        """Learn from features and labels.

        Args:
            features: one row a text.
            labels: the label of each row.
            folds: the part that each row belongs to; to calibrate the confidence, each part is
                judged by a classifier that has not seen it. One part alone: no calibration.
            learner: how to learn, see `bot.nlu.learners`.

        """
        sharpness = _calibrated(features, np.array(labels), folds, learner)
        return cls(learner(features, labels), sharpness)

    def probabilities(self, features: csr_matrix) -> Probabilities:
        """Return a row for each text and a column for each of `labels`; rows add up to 1."""
        return _sharpened(self.raw(features), self.sharpness)

    def raw(self, features: csr_matrix) -> Probabilities:
        """Return what `probabilities` returns, before the calibration."""
        scores = np.asarray(features @ self._weights, dtype=np.float64) + self._offsets
        if self._jointly:
            each = np.exp(scores - scores.max(axis=1, keepdims=True))
        else:
            each = 1 / (1 + np.exp(-scores))
        shares: Probabilities = each / each.sum(axis=1, keepdims=True)
        return shares

    def save(self, path: Path) -> None:
        """Write what was learned as plain arrays."""
        np.savez(
            path,
            labels=np.array(self.labels),
            weights=self._weights.T,
            offsets=self._offsets,
            jointly=self._jointly,
            sharpness=self.sharpness,
        )

    @classmethod
    def load(cls, path: Path) -> Ranker:
        """Return the ranker that `save` wrote."""
        with np.load(path) as arrays:
            labels = [str(name) for name in arrays["labels"]]
            jointly = bool(arrays["jointly"])
            learned = Learned(labels, arrays["weights"], arrays["offsets"], jointly)
            return cls(learned, float(arrays["sharpness"]))


def _calibrated(
    features: csr_matrix, labels: NDArray[np.str_], folds: NDArray[np.intp], learner: Learner
) -> float:
    """Return the sharpness under which the truth of unseen examples is most likely."""
    parts = [
        _unseen(features, labels, folds == part, learner)
        for part in np.unique(folds)
        if np.any(folds != part)
    ]
    if not parts:
        return 1.0

    def surprise(sharpness: float) -> float:
        return sum(_surprise(_sharpened(raw, sharpness), truth) for raw, truth in parts)

    return float(minimize_scalar(surprise, bounds=SHARPNESS_BOUNDS, method="bounded").x)


def _unseen(
    features: csr_matrix, labels: NDArray[np.str_], held_out: NDArray[np.bool_], learner: Learner
) -> tuple[Probabilities, NDArray[np.intp]]:
    seen = Ranker(learner(features[~held_out], list(labels[~held_out])), 1.0)
    known = held_out & np.isin(labels, seen.labels)
    return seen.raw(features[known]), np.searchsorted(seen.labels, labels[known])


def _surprise(probabilities: Probabilities, truth: NDArray[np.intp]) -> float:
    given_to_truth = probabilities[np.arange(len(truth)), truth]
    return float(-np.log(given_to_truth + _SMALLEST).sum())


def _sharpened(raw: Probabilities, sharpness: float) -> Probabilities:
    powered = np.power(raw, sharpness)
    sharpened: Probabilities = powered / powered.sum(axis=1, keepdims=True)
    return sharpened
