"""How well texts are understood: figures from rankings and true labels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, median, quantiles
from typing import NamedTuple

from bot.nlu.ranker import Ranked

BINS = 10


class Judged(NamedTuple):
    """A text's true label, the ranking that it was given, whether it was asked about, and ms."""

    truth: str
    ranking: Sequence[Ranked]
    asked: bool
    milliseconds: float

    @property
    def right(self) -> bool:
        """Tell whether the best label is the true one."""
        return self.ranking[0].name == self.truth


class Score(NamedTuple):
    """Figures over many texts; all but the times are shares from 0 to 1.

    macro_f1: mean of the F1 of each label that occurs among the truths.
    accuracy: share of texts whose best label is the true one.
    top_2_recall: share of texts whose true label is among the best two.
    f1: of each label.
    calibration_error: expected calibration error over ten bins of confidence (Guo et al., 2017).
    asked: share of texts where the assistant asks rather than acts.
    accuracy_unasked: accuracy over the texts where it acts.
    median_ms, p95_ms: milliseconds to understand one text.
    """

    texts: int
    macro_f1: float
    accuracy: float
    top_2_recall: float
    f1: dict[str, float]
    calibration_error: float
    asked: float
    accuracy_unasked: float
    median_ms: float
    p95_ms: float


def score(judged: Sequence[Judged]) -> Score:
    """Return the figures of at least one judged text."""
    labels = sorted({one.truth for one in judged})
    f1 = {label: _f1(label, judged) for label in labels}
    acted = [one for one in judged if not one.asked]
    times = [one.milliseconds for one in judged]
    return Score(
        texts=len(judged),
        macro_f1=mean(f1.values()),
        accuracy=mean(one.right for one in judged),
        top_2_recall=mean(_among_best_two(one) for one in judged),
        f1=f1,
        calibration_error=calibration_error(judged),
        asked=1 - len(acted) / len(judged),
        accuracy_unasked=mean(one.right for one in acted) if acted else 0.0,
        median_ms=median(times),
        p95_ms=quantiles(times, n=20)[-1] if len(times) > 1 else times[0],
    )


def calibration_error(judged: Sequence[Judged]) -> float:
    """Return the mean distance of confidence and accuracy, by bin of confidence, weighted."""
    edges = [step / BINS for step in range(BINS + 1)]
    error = 0.0
    for low, high in pairwise(edges):
        inside = [one for one in judged if low < one.ranking[0].confidence <= high]
        if inside:
            confidence = mean(one.ranking[0].confidence for one in inside)
            error += abs(confidence - mean(one.right for one in inside)) * len(inside)
    return error / len(judged)


def _f1(label: str, judged: Sequence[Judged]) -> float:
    guessed = sum(one.ranking[0].name == label for one in judged)
    true = sum(one.truth == label for one in judged)
    hits = sum(one.right for one in judged if one.truth == label)
    return 2 * hits / (guessed + true) if hits else 0.0


def _among_best_two(one: Judged) -> bool:
    return one.truth in [ranked.name for ranked in one.ranking[:2]]
