"""Static sentence vectors: the mean of word-piece vectors that the package ``wordllama`` ships.

The package's own loader is not used: it looks for its tokenizer in the wrong folder and then tries
to download one. Both files that are needed are in the package, and nothing of it is imported.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PACKAGE = "wordllama"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
_WEIGHTS = "weights/l2_supercat_256.safetensors"

Vectors = NDArray[np.float32]


class VectorsMissing(Exception):
    """The package with the word-piece vectors is not installed."""

    code = "vectors_missing"


class StaticVectors:
    """Turns texts into vectors of unit length; a text without a known word piece becomes zeros."""

    def __init__(self, tokenizer: Tokenizer, table: Vectors) -> None:
        self._tokenizer = tokenizer
        self._table = table

    @property
    def size(self) -> int:
        """Return the number of components of a vector."""
        return int(self._table.shape[1])

    def of(self, texts: list[str]) -> Vectors:
        """Return one row for each text."""
        encoded = self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        rows = np.stack([self._mean(encoding.ids) for encoding in encoded])
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)

    def _mean(self, pieces: list[int]) -> Vectors:
        if not pieces:
            return np.zeros(self.size, dtype=np.float32)
        mean: Vectors = self._table[pieces].mean(axis=0, dtype=np.float32)
        return mean


@lru_cache(maxsize=1)
def load_static_vectors() -> StaticVectors:
    """Return the vectors of the installed package, read once in a process.

    Raises:
        VectorsMissing: if the package is not installed.

    """
    folder = _package_folder()
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    table = load_file(folder / _WEIGHTS)["embedding.weight"]
    return StaticVectors(tokenizer, table)


def _package_folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise VectorsMissing(f"the package '{PACKAGE}' is not installed")
    return Path(next(iter(spec.submodule_search_locations)))
