"""What a story gives: readings by fact name, none of them a guess."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casework.reading.lexicon import lexicon
from casework.reading.text import Span


@dataclass(frozen=True)
class FactReading:
    """One fact as a story tells it.

    ``value`` has the type of the fact: ``date``, ``Decimal``, text. ``sure`` is False where the
    story gives several readings (``alternatives``) or leaves a doubt; such a value is for asking,
    not for recording. ``approximate`` marks days counted from words such as "two weeks ago".
    """

    fact: str
    value: Any
    span: Span
    words: str
    sure: bool = True
    alternatives: tuple[Any, ...] = ()
    approximate: bool = False


def settled(readings: Iterable[FactReading]) -> dict[str, FactReading]:
    """Return one reading a fact; where sure ones differ, the first is kept and is not sure."""
    facts: dict[str, FactReading] = {}
    for reading in readings:
        known = facts.get(reading.fact)
        if known is None or (reading.sure and not known.sure and not known.alternatives):
            facts[reading.fact] = reading
        elif reading.value != known.value and (reading.sure or not known.sure):
            facts[reading.fact] = _doubted(known, reading)
    return facts


def _doubted(known: FactReading, other: FactReading) -> FactReading:
    values = (*(known.alternatives or (known.value,)), *(other.alternatives or (other.value,)))
    distinct = tuple(dict.fromkeys(v for v in values if v is not None))
    return FactReading(
        known.fact, known.value, known.span, known.words, sure=False, alternatives=distinct
    )


@lru_cache(maxsize=64)
def story_pattern(*path: str) -> re.Pattern[str]:
    """Compile the expression, or list of expressions, that the lexicon holds at ``path``."""
    found: Any = lexicon("story")
    for key in path:
        found = found[key]
    return re.compile(rf"(?<!\w)(?:{_joined(found)})", re.IGNORECASE)


@lru_cache(maxsize=16)
def ending_pattern(name: str) -> re.Pattern[str]:
    """Compile the expression ``name``, which looks at the end of the words before a place."""
    return re.compile(lexicon("story")[name], re.IGNORECASE)


@lru_cache(maxsize=8)
def labelled_pattern(name: str) -> re.Pattern[str]:
    """Compile a table of expressions into one, whose groups are the keys of the table."""
    groups = (f"(?P<{key}>{_joined(value)})" for key, value in lexicon("story")[name].items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)", re.IGNORECASE)


def story_table() -> dict[str, Any]:
    """Return the tables of the story lexicon."""
    return lexicon("story")


def _joined(expressions: str | list[str]) -> str:
    return expressions if isinstance(expressions, str) else "|".join(expressions)
