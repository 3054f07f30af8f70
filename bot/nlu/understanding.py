"""Understanding asks of each message which of the claims it is, if any; and if none, what else.

What else it is, its words and letters tell. Vectors of meaning help to tell claims apart, but take
"they never answered" for a cry of distress, and short answers for whatever is near.

The first is asked with words for "none of these" that come from everything else people say to the
assistant, so that "none" is something learned and not only the lack of a better idea.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.nlu.features import TextFeatures
from bot.nlu.learners import against_the_rest, jointly
from bot.nlu.ranker import Ranked, Ranker
from bot.nlu.static_vectors import StaticVectors
from bot.nlu.variety import Example, stories

CLAIMS = (
    "report_delivery",
    "report_conformity",
    "report_withdrawal",
    "report_misleading",
    "report_unfair_terms",
    "report_privacy",
    "report_payment",
)
NONE = "out_of_scope"
"""Stands for "none of the claims" in a ranking of claims."""

CLAIM_RANKING = "claim_ranking"
"""Name, in the message data, of the ranking of the claims and of "none of these"."""

_CLAIMS_FILE = "claims.npz"
_OTHERS_FILE = "others.npz"


class Recipe(NamedTuple):
    """How to learn; see the options of `bot.nlu.claim_classifier.ClaimClassifier`."""

    strength: float
    stories_a_claim: int
    seed: int


class Understood(NamedTuple):
    """Rankings of one message, best first, each adding up to 1."""

    intents: list[Ranked]
    claims: list[Ranked]


class Understanding:
    """Ranks the claims, and all intents, for a text."""

    def __init__(self, features: TextFeatures, claims: Ranker, others: Ranker) -> None:
        self._features = features
        self._claims = claims
        self._others = others

    @classmethod
    def learn(
        cls,
        examples: Sequence[Example],
        asides: Sequence[str],
        vectors: StaticVectors | None,
        recipe: Recipe,
    ) -> Understanding:
        """Learn from examples of at least one claim and at least two other intents."""
        told = [example for example in examples if example.intent in CLAIMS]
        others = [example for example in examples if example.intent not in CLAIMS]
        made_up = list(stories(told, asides, recipe.stories_a_claim, recipe.seed))
        features = TextFeatures(vectors)
        rows = features.fit([example.text for example in [*others, *told, *made_up]])
        labelled = [e._replace(intent=NONE) for e in others] + told + made_up
        return cls(
            features,
            Ranker.fit(rows, *_columns(labelled), jointly(recipe.strength, features.terms)),
            Ranker.fit(
                rows[: len(others), : features.terms],
                *_columns(others),
                against_the_rest(recipe.strength),
            ),
        )

    def of(self, text: str) -> Understood:
        """Return what `text` most likely means."""
        row = self._features.of([text])
        claims = dict(zip(self._claims.labels, self._claims.probabilities(row)[0], strict=True))
        none = claims.get(NONE, 0.0)
        told = self._others.probabilities(row[:, : self._features.terms])[0]
        others = zip(self._others.labels, told * none, strict=True)
        intents = [*others, *((name, sure) for name, sure in claims.items() if name != NONE)]
        return Understood(_ranked(intents), _ranked(claims.items()))

    def save(self, folder: Path) -> None:
        """Write all that was learned into `folder`."""
        self._features.save(folder)
        self._claims.save(folder / _CLAIMS_FILE)
        self._others.save(folder / _OTHERS_FILE)

    @classmethod
    def load(cls, folder: Path, vectors: StaticVectors | None) -> Understanding:
        """Return what `save` wrote."""
        features = TextFeatures.load(folder, vectors)
        return cls(features, Ranker.load(folder / _CLAIMS_FILE), Ranker.load(folder / _OTHERS_FILE))


def _columns(examples: Sequence[Example]) -> tuple[list[str], np.ndarray]:
    folds = np.array([example.fold for example in examples], dtype=np.intp)
    return [example.intent for example in examples], folds


def _ranked(confidences: Iterable[tuple[str, float]]) -> list[Ranked]:
    ranking = [Ranked(name, float(sure)) for name, sure in confidences]
    return sorted(ranking, key=lambda ranked: -ranked.confidence)
