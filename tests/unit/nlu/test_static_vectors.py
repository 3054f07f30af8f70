"""Sentence vectors out of word-piece vectors."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
import yaml

from bot.nlu import static_vectors
from bot.nlu.static_vectors import StaticVectors, VectorsMissing, load_static_vectors

from .conftest import ROOT


class Pieces(NamedTuple):
    ids: list[int]


class LetterTokenizer:
    """Cuts a text into letters a, b and c, as a stand-in for a learned tokenizer."""

    def encode_batch_fast(self, texts: list[str], *, add_special_tokens: bool) -> list[Pieces]:
        assert not add_special_tokens
        return [Pieces(["abc".index(c) for c in text if c in "abc"]) for text in texts]


@pytest.fixture
def vectors() -> StaticVectors:
    table = np.array([[1, 0], [0, 1], [0, -1]], dtype=np.float16)
    return StaticVectors(LetterTokenizer(), table)  # type: ignore[arg-type]


def test_a_text_is_the_mean_of_its_pieces_at_unit_length(vectors: StaticVectors) -> None:
    assert vectors.of(["a", "ab"]) == pytest.approx(np.array([[1, 0], [0.5**0.5, 0.5**0.5]]))


@pytest.mark.parametrize("text", ["", "xyz", "bc"])
def test_a_text_without_a_direction_becomes_zeros(vectors: StaticVectors, text: str) -> None:
    assert vectors.of([text]).tolist() == [[0.0, 0.0]]


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static_vectors, "PACKAGE", "no_such_package_here")
    load_static_vectors.cache_clear()
    with pytest.raises(VectorsMissing, match="no_such_package_here") as raised:
        load_static_vectors()
    assert raised.value.code == "vectors_missing"


def test_the_vectors_that_the_pipeline_asks_for_are_installed() -> None:
    load_static_vectors.cache_clear()
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))["pipeline"]
    classifier = next(one for one in pipeline if one["name"].endswith("ClaimClassifier"))
    asked_for = classifier.get("static_vectors", True)
    sizes = [load_static_vectors().size] if asked_for else []
    assert sizes == [256] * asked_for
