"""What a classifier sees of a text: its words, its letters (against typos) and its meaning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import StandardScaler, normalize

from bot.nlu.static_vectors import StaticVectors
from bot.nlu.wording import plain

MEANING_WEIGHT = 0.05
"""Keeps the vectors, which are never sparse, from drowning the words."""

_WORDS: dict[str, Any] = {"ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b", "min_df": 2}
_LETTERS: dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 3}


class TextFeatures:
    """TF-IDF of words and of letters within words, joined with static sentence vectors."""

    def __init__(self, vectors: StaticVectors | None) -> None:
        self._vectors = vectors
        self._words = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **_WORDS)
        self._letters = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **_LETTERS)
        self._rarity: dict[str, np.ndarray] = {}
        self._scaler = StandardScaler()

    @property
    def terms(self) -> int:
        """Return the number of the first columns, those of words and letters."""
        return sum(len(rarity) for rarity in self._rarity.values())

    def fit(self, texts: list[str]) -> csr_matrix:
        """Learn words, letters and the spread of the vectors; return the features of `texts`."""
        wordings = [plain(text) for text in texts]
        blocks = [self._words.fit_transform(wordings), self._letters.fit_transform(wordings)]
        self._rarity = {name: learned.idf_ for name, learned in self._counted().items()}
        if self._vectors:
            meanings = self._scaler.fit_transform(self._vectors.of(wordings))
            blocks.append(csr_matrix(meanings * MEANING_WEIGHT))
        return hstack(blocks, format="csr", dtype=np.float32)

    def of(self, texts: list[str]) -> csr_matrix:
        """Return one row of features for each text."""
        wordings = [plain(text) for text in texts]
        blocks = [
            _weighed(learned, self._rarity[name], wordings)
            for name, learned in self._counted().items()
        ]
        if self._vectors:
            meanings = self._scaler.transform(self._vectors.of(wordings))
            blocks.append(csr_matrix(meanings * MEANING_WEIGHT))
        return hstack(blocks, format="csr", dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write all that was learned as JSON and plain arrays, never as executable pickles."""
        vocabularies = {name: _vocabulary(learned) for name, learned in self._counted().items()}
        (folder / "vocabularies.json").write_text(json.dumps(vocabularies), "utf-8")
        arrays = {f"{name}_idf": rarity for name, rarity in self._rarity.items()}
        if self._vectors:
            arrays |= {"mean": self._scaler.mean_, "scale": self._scaler.scale_}
        np.savez(folder / "features.npz", **arrays)

    @classmethod
    def load(cls, folder: Path, vectors: StaticVectors | None) -> TextFeatures:
        """Return the features that `save` wrote."""
        features = cls(vectors)
        vocabularies = json.loads((folder / "vocabularies.json").read_text("utf-8"))
        with np.load(folder / "features.npz") as arrays:
            for name, learned in features._counted().items():
                learned.vocabulary = {term: i for i, term in enumerate(vocabularies[name])}
                features._rarity[name] = arrays[f"{name}_idf"]
            if vectors:
                features._scaler.mean_ = arrays["mean"]
                features._scaler.scale_ = arrays["scale"]
        return features

    def _counted(self) -> dict[str, TfidfVectorizer]:
        return {"words": self._words, "letters": self._letters}


def _weighed(learned: TfidfVectorizer, rarity: np.ndarray, wordings: list[str]) -> csr_matrix:
    """Return what ``learned.transform`` returns, without its checks: they take most of its time.

    ``rarity`` is the vectorizer's ``idf_``, which it works out anew at each reading.
    """
    rows = CountVectorizer.transform(learned, wordings)
    rows.data = (np.log(rows.data) + 1) * rarity[rows.indices]
    return normalize(rows, copy=False)


def _vocabulary(learned: TfidfVectorizer) -> list[str]:
    return [str(term) for term in learned.get_feature_names_out()]
