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
from casework.terms.needles import Needles, may_hold, needles_of, pieces_among

HERE = Path(__file__).parent
_OF_EVERY_KIND = ("denies", "softens", "keeps_rights")  # families that the check looks for itself
_ANYWHERE = ""  # the piece of phrases that need none


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


@dataclass(frozen=True, eq=False)  # told apart by identity: sets of phrases stay quick
class Phrase:
    """An expression, and what a text needs to be searched for it at all."""

    expression: re.Pattern[str]
    needles: tuple[Needles, ...]

    def search(self, text: str, position: int = 0) -> re.Match[str] | None:
        """Return the first place where the phrase stands, from a position on."""
        return self.expression.search(text, position) if self in possible_in(text) else None


Expressions = frozenset[Phrase]


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
    possible = expressions & possible_in(text)
    return bool(possible) and any(e.expression.search(text) for e in possible)


@lru_cache(maxsize=16)  # a sentence alone, with the one before it, and with its neighbours
def possible_in(text: str) -> Expressions:
    """Return the phrases that may be found in a text, by the pieces of words that it has."""
    sieve = _sieve()
    pieces = frozenset({_ANYWHERE}).union(*map(_pieces_in_word, set(text.split())))
    by_rarest = frozenset[Phrase]().union(*(sieve.get(piece, ()) for piece in pieces))
    return frozenset(phrase for phrase in by_rarest if may_hold(phrase.needles, pieces))


@lru_cache(maxsize=8192)
def _pieces_in_word(word: str) -> Needles:
    return pieces_among(word.casefold(), _sieve().keys())


@lru_cache(maxsize=1)
def _sieve() -> dict[str, list[Phrase]]:
    """Return every piece that a phrase needs, with the phrases of which it is the rarest."""
    phrases = {family(name) for name in _OF_EVERY_KIND}
    for kind in kinds():
        phrases |= kind.saved_by.union(*(p.says | p.unless for p in kind.patterns))
    sieve: dict[str, list[Phrase]] = {
        p: [] for e in phrases for pieces in e.needles for p in pieces
    }
    for phrase in phrases:
        for piece in phrase.needles[0] if phrase.needles else [_ANYWHERE]:
            sieve.setdefault(piece, []).append(phrase)
    return sieve


@lru_cache(maxsize=1)
def families() -> dict[str, list[str]]:
    """Return the families of words by name."""
    read: dict[str, list[str]] = read_yaml(HERE / "families.yml")
    return read


@lru_cache(maxsize=128)
def family(name: str) -> Phrase:
    """Return a family as one phrase.

    Raises:
        ListError: there is no such family, or it is malformed.

    """
    return _phrase(f"<{name}>")


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
    return frozenset(_phrase(phrase) for phrase in phrases)


def _phrase(phrase: str) -> Phrase:
    expression = expression_of(phrase, families())
    return Phrase(expression, needles_of(expression.pattern))


def _families(names: Iterable[str]) -> Expressions:
    return frozenset(family(name) for name in names)
