"""Which things help to prove a claim."""

from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

import yaml


@lru_cache(maxsize=1)
def _by_claim() -> dict[str, list[str]]:
    text = (resources.files("casework.evidence") / "helpful.yml").read_text("utf-8")
    return dict(yaml.safe_load(text))


def helpful_evidence(claim_types: Iterable[str]) -> list[str]:
    """Return the kinds of evidence that help with these claims, each once, most useful first."""
    kinds = [kind for claim in claim_types for kind in _by_claim().get(claim, ())]
    return list(dict.fromkeys(kinds))
