"""A linear classifier whose confidence means what it says: 0.8 is right in about 8 cases of 10."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

Probabilities = NDArray[np.float64]
_SMALLEST = 1e-12
SHARPNESS_BOUNDS = (0.3, 5.0)

EVIDENCE_WEIGHT = 0.2
"""How much naive Bayes says beside the regression; chosen by cross-validation on the examples."""
SMOOTHING = 0.1


class Ranked(NamedTuple):
    """A label and how sure the classifier is of it, from 0 to 1."""

    name: str
    confidence: float


class Ranker:
    """Logistic regression, one label against the rest, its confidence calibrated afterwards.

    The evidence of naive Bayes may stand beside it: the regression leans on the words that decide
    among its examples, and misses those that only make a label likelier.
    """

    def __init__(
        self,
        labels: list[str],
        weights: Probabilities,
        offsets: Probabilities,
        evidence: Probabilities,
        sharpness: float,
    ) -> None:
        self.labels = labels
        self._weights = np.ascontiguousarray(weights.T, dtype=np.float32)
        self._offsets = offsets
        self._evidence = np.ascontiguousarray(evidence.T, dtype=np.float32)
        self.sharpness = sharpness

    @classmethod
    def fit(
        cls,
        features: csr_matrix,
        labels: list[str],
        folds: NDArray[np.intp],
        strength: float,
        terms: int = 0,
    ) -> Ranker:
        """Learn from features and labels.

        Args:
            features: one row a text.
            labels: the label of each row.
            folds: the part that each row belongs to; to calibrate the confidence, each part is
                judged by a classifier that has not seen it. One part alone: no calibration.
            strength: inverse of the regularisation (scikit-learn's ``C``).
            terms: the number of first columns from which naive Bayes learns; they hold nothing
                negative. None of them: the regression stands alone.

        """
        recipe = _Recipe(strength, terms)
        sharpness = _calibrated(features, np.array(labels), folds, recipe)
        return cls._fitted(features, labels, recipe, sharpness)

    @classmethod
    def _fitted(
        cls, features: csr_matrix, labels: list[str], recipe: _Recipe, sharpness: float
    ) -> Ranker:
        model = LogisticRegression(
            C=recipe.strength,
            class_weight="balanced",  # a claim told among dates and prices is still a claim
            solver="liblinear",
            multi_class="ovr",
            dual=True,  # the same weights in a quarter of the time: far more features than texts
            tol=1e-3,
            max_iter=1000,
            random_state=0,
        ).fit(features, labels)
        names = [str(name) for name in model.classes_]
        weights, offsets = model.coef_, model.intercept_
        if len(names) == 2:  # scikit-learn then keeps the second label's only
            weights, offsets = np.vstack([-weights, weights]), np.append(-offsets, offsets)
        evidence = _evidence(features, labels, names, recipe.terms)
        return cls(names, weights, offsets, evidence, sharpness)

    def probabilities(self, features: csr_matrix) -> Probabilities:
        """Return a row for each text and a column for each of `labels`; rows add up to 1."""
        return _sharpened(self._raw(features), self.sharpness)

    def _raw(self, features: csr_matrix) -> Probabilities:
        scores = np.asarray(features @ self._weights, dtype=np.float64) + self._offsets
        told = np.asarray(features @ self._evidence, dtype=np.float64)
        each = np.exp(told - told.max(axis=1, keepdims=True)) / (1 + np.exp(-scores))
        raw: Probabilities = each / each.sum(axis=1, keepdims=True)
        return raw

    def save(self, path: Path) -> None:
        """Write what was learned as plain arrays."""
        np.savez(
            path,
            labels=np.array(self.labels),
            weights=self._weights.T,
            offsets=self._offsets,
            evidence=self._evidence.T,
            sharpness=self.sharpness,
        )

    @classmethod
    def load(cls, path: Path) -> Ranker:
        """Return the ranker that `save` wrote."""
        with np.load(path) as arrays:
            labels = [str(name) for name in arrays["labels"]]
            sharpness = float(arrays["sharpness"])
            learned = (arrays[name] for name in ("weights", "offsets", "evidence"))
            return cls(labels, *learned, sharpness)


class _Recipe(NamedTuple):
    strength: float
    terms: int


def _evidence(
    features: csr_matrix, labels: list[str], names: list[str], terms: int
) -> Probabilities:
    """Return what each column says for each label: weighed logarithms of multinomial naive Bayes.

    Columns after the first `terms` say nothing.
    """
    evidence = np.zeros((len(names), features.shape[1]))
    truth = np.array(labels)
    for row, name in zip(evidence[:, :terms], names, strict=True):
        counted = np.asarray(features[truth == name].sum(axis=0)).ravel()[:terms] + SMOOTHING
        row[:] = EVIDENCE_WEIGHT * np.log(counted / counted.sum())
    return evidence


def _calibrated(
    features: csr_matrix, labels: NDArray[np.str_], folds: NDArray[np.intp], recipe: _Recipe
) -> float:
    """Return the sharpness under which the truth of unseen examples is most likely."""
    parts = [
        _unseen(features, labels, folds == part, recipe)
        for part in np.unique(folds)
        if np.any(folds != part)
    ]
    if not parts:
        return 1.0

    def surprise(sharpness: float) -> float:
        return sum(_surprise(_sharpened(raw, sharpness), truth) for raw, truth in parts)

    return float(minimize_scalar(surprise, bounds=SHARPNESS_BOUNDS, method="bounded").x)


def _unseen(
    features: csr_matrix, labels: NDArray[np.str_], held_out: NDArray[np.bool_], recipe: _Recipe
) -> tuple[Probabilities, NDArray[np.intp]]:
    seen = Ranker._fitted(features[~held_out], list(labels[~held_out]), recipe, 1.0)
    known = held_out & np.isin(labels, seen.labels)
    return seen._raw(features[known]), np.searchsorted(seen.labels, labels[known])


def _surprise(probabilities: Probabilities, truth: NDArray[np.intp]) -> float:
    given_to_truth = probabilities[np.arange(len(truth)), truth]
    return float(-np.log(given_to_truth + _SMALLEST).sum())


def _sharpened(raw: Probabilities, sharpness: float) -> Probabilities:
    powered = np.power(raw, sharpness)
    sharpened: Probabilities = powered / powered.sum(axis=1, keepdims=True)
    return sharpened
