"""The word files: families, and for each kind of term the patterns by which it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from casework.facts.yamlfile import read_yaml
from casework.terms.errors import ListError
from casework.terms.grammar import expression_of

HERE = Path(__file__).parent


class KindWords(BaseModel):
    """How ``patterns.yml`` describes one kind of term; the file itself explains the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: tuple[str, ...]
    unless: tuple[str, ...] = ()
    and_says: tuple[str, ...] = ()
    and_unless: tuple[str, ...] = ()
    saved_by: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    joined: bool = False


Expressions = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Pattern:
    """Expressions of which one has to be found, and families that clear the sentence."""

    says: Expressions
    unless: Expressions

    def found_in(self, text: str) -> bool:
        """Tell whether a sentence says this."""
        return found_any(self.says, text) and not found_any(self.unless, text)


@dataclass(frozen=True)
class Kind:
    """A kind of term as it is looked for."""

    name: str
    patterns: tuple[Pattern, ...]
    saved_by: Expressions
    yields_to: tuple[str, ...]
    joined: bool

    def found_in(self, text: str) -> bool:
        """Tell whether a text says this."""
        return any(pattern.found_in(text) for pattern in self.patterns)


def found_any(expressions: Expressions, text: str) -> bool:
    """Tell whether one of the expressions is found in a text."""
    return any(expression.search(text) for expression in expressions)


@lru_cache(maxsize=1)
def families() -> dict[str, list[str]]:
    """Return the families of words by name."""
    read: dict[str, list[str]] = read_yaml(HERE / "families.yml")
    return read


@lru_cache(maxsize=64)
def family(name: str) -> re.Pattern[str]:
    """Return a family as one expression.

    Raises:
        ListError: there is no such family, or it is malformed.

    """
    return expression_of(f"<{name}>", families())


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """Return the kinds of term that are looked for.

    Raises:
        ListError: a word file is malformed.

    """
    try:
        read = {name: KindWords(**body) for name, body in read_yaml(HERE / "patterns.yml").items()}
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise ListError(f"patterns.yml: {error}") from error
    return tuple(_kind(name, words) for name, words in read.items())


def _kind(name: str, words: KindWords) -> Kind:
    patterns = [Pattern(_expressions(words.says), _families(words.unless))]
    if words.and_says:
        patterns.append(Pattern(_expressions(words.and_says), _families(words.and_unless)))
    return Kind(name, tuple(patterns), _families(words.saved_by), words.yields_to, words.joined)


def _expressions(phrases: Iterable[str]) -> Expressions:
    return tuple(expression_of(phrase, families()) for phrase in phrases)


def _families(names: Iterable[str]) -> Expressions:
    return tuple(family(name) for name in names)
