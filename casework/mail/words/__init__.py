"""The words around what is mailed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from casework.facts.yamlfile import read_yaml


@lru_cache(maxsize=4)
def mail_words(language: str = "en") -> dict[str, dict[str, str]]:
    """Return the words of a language, by topic and key."""
    return dict(read_yaml(Path(__file__).with_name(f"{language}.yml")))
