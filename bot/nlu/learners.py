"""Ways to learn from labelled rows which columns speak for which label."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

EVIDENCE_WEIGHT = 0.2
"""How much naive Bayes says beside the regression; chosen by cross-validation on the examples."""

SMOOTHING = 0.1
STEPS = 30
"""Steps of the joint regression; more of them change nothing but the time that it takes."""


class Learned(NamedTuple):
    """What was learned.

    labels: in the order of the rows of `weights`.
    weights: one row a label, one column a feature.
    offsets: one a label.
    jointly: whether a score is the logarithm of a label's share among all labels, or its log-odds
        against all the rest.
    """

    labels: list[str]
    weights: NDArray[np.float64]
    offsets: NDArray[np.float64]
    jointly: bool


Learner = Callable[[csr_matrix, list[str]], Learned]


def against_the_rest(strength: float) -> Learner:
    """Return a learner for many labels: logistic regression, one label against the rest.

    Args:
        strength: inverse of the regularisation (scikit-learn's ``C``).

    """
    model = LogisticRegression(
        C=strength,
        class_weight="balanced",  # a claim told among dates and prices is still a claim
        solver="liblinear",
        multi_class="ovr",
        dual=True,  # the same weights in a quarter of the time: far more features than texts
        tol=1e-3,
        max_iter=1000,
        random_state=0,
    )
    return lambda features, labels: _regression(model, features, labels, jointly=False)


def jointly(strength: float, terms: int) -> Learner:
    """Return a learner for few labels: multinomial regression beside multinomial naive Bayes.

    The regression leans on the words that decide among its examples; naive Bayes also hears those
    that only make a label likelier, of which real texts have more.

    Args:
        strength: inverse of the regularisation (scikit-learn's ``C``).
        terms: the number of first columns from which naive Bayes learns; nothing in them is
            negative.

    """
    model = LogisticRegression(
        C=strength, class_weight="balanced", multi_class="multinomial", max_iter=STEPS
    )

    def learner(features: csr_matrix, labels: list[str]) -> Learned:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped early on purpose
            learned = _regression(model, features, labels, jointly=True)
        truth = np.array(labels)
        for row, label in zip(learned.weights[:, :terms], learned.labels, strict=True):
            row += EVIDENCE_WEIGHT * _evidence(features[truth == label, :terms])
        return learned

    return learner


def _regression(
    model: LogisticRegression, features: csr_matrix, labels: list[str], *, jointly: bool
) -> Learned:
    model.fit(features, labels)
    weights, offsets = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn then keeps the second label's only
        weights, offsets = np.vstack([-weights, weights]), np.append(-offsets, offsets)
    return Learned([str(name) for name in model.classes_], weights, offsets, jointly)


def _evidence(rows: csr_matrix) -> NDArray[np.float64]:
    """Return the logarithm of each column's share in the rows of one label."""
    counted = np.asarray(rows.sum(axis=0), dtype=np.float64).ravel() + SMOOTHING
    shares: NDArray[np.float64] = np.log(counted / counted.sum())
    return shares
