"""An earlier answer taken back in free words: "no, it was the 3rd", "the price was 45, not 54".

Only a short message that does nothing else is a correction; a story that mentions a price is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from casework.reading.correction_values import KINDS, Known, read_value
from casework.reading.known import Facts
from casework.reading.lexicon import any_of, lexicon
from casework.reading.text import plain_text, squeezed

_LONGEST = 200  # characters; who corrects is short
_DENIED = re.compile(r"(?:,|\s)\s*(?:(?:and )?not|instead of|rather than)\s+(?P<denied>.+)$", re.I)
_ARTICLE = re.compile(r"(?:an?|one|two|three|some|my|\d+)\s", re.I)
_NUMBER_LABEL = re.compile(r"no\.? ?\d+", re.I)  # "No. 4711" corrects nothing
_KINDS_WITHOUT_A_NAME = ("date", "money", "country", "email", "order_number")
_MARKS = " \t,.;:!?-"


@dataclass(frozen=True)
class Correction:
    """What is to be changed.

    ``fact`` is None where the words do not tell which, ``values`` where they do not tell to what.
    ``values`` holds the fact and what follows from it, such as the currency of an amount.
    """

    fact: str | None
    values: Mapping[str, Any] | None = None


def read_correction(
    text: str, today: date, facts: Facts, names: Sequence[str]
) -> Correction | None:
    """Return the correction that ``text`` makes, None where it makes none.

    ``names`` are the facts that can be corrected, the latest last; a value without a name ("no,
    it was the 3rd") corrects the latest fact of its kind. ``facts`` are those in force.
    """
    words = squeezed(plain_text(text).text).strip(_MARKS)
    if not words or len(words) > _LONGEST or _NUMBER_LABEL.fullmatch(words):
        return None
    known = Known(facts, today)
    cue = _cue().match(words)
    rest = words[cue.end() :].strip(_MARKS) if cue else words
    if _wish().fullmatch(rest) or (not rest and _admits().search(words)):
        return Correction(None)
    named = _named(rest, names)
    if named is not None:
        is_known = named.fact in names
        return _of_named(named, known, has_cue=cue is not None) if is_known else None
    return _of_bare_value(rest, names, known, has_cue=cue is not None)


@dataclass(frozen=True)
class _Named:
    """A fact that the words name, the words after it, and whether they ask for a change."""

    fact: str
    rest: str
    asks: bool


def _of_named(named: _Named, known: Known, *, has_cue: bool) -> Correction | None:
    """Read the new value of a fact that the words name."""
    value_words, _ = _without_denied(named.rest)
    is_clear = named.asks or _looks_like_a_value(named.fact, value_words)
    values = read_value(named.fact, value_words, known) if is_clear else None
    if values is None:
        return Correction(named.fact) if named.asks or (has_cue and is_clear) else None
    is_same = known.is_now(named.fact, values[named.fact])
    return None if is_same and not named.asks else Correction(named.fact, values)


def _looks_like_a_value(fact: str, words: str) -> bool:
    """Say whether the words can be a value at all: "the shop is closed" names no shop."""
    kind = KINDS.get(fact)
    if kind in ("seller", "name"):
        return words[:1].isupper() or words[:1].isdigit() or "." in words
    if kind == "text":
        return False
    return kind != "goods" or _ARTICLE.match(words) is not None


def _of_bare_value(
    rest: str, names: Sequence[str], known: Known, *, has_cue: bool
) -> Correction | None:
    """Read a value without a name; without a word of correction it has to deny the old one."""
    value_words, denied = _without_denied(_links().sub("", rest).strip(_MARKS))
    for kind in _KINDS_WITHOUT_A_NAME:
        candidates = [
            name for name in names if KINDS.get(name) == kind and known.value(name) is not None
        ]
        denied_fact = _denied(candidates, denied, known)
        latest = candidates[-1] if candidates and has_cue else None
        fact = denied_fact or latest
        values = read_value(fact, value_words, known, whole=True) if fact else None
        if values is not None:
            return Correction(fact, values)
    return None


def _denied(candidates: list[str], denied: str | None, known: Known) -> str | None:
    """Return the fact whose value was denied: "not the 5th"."""
    for name in candidates:
        values = read_value(name, denied, known, whole=True) if denied else None
        if values and known.is_now(name, values[name]):
            return name
    return None


def _without_denied(words: str) -> tuple[str, str | None]:
    match = _DENIED.search(words)
    if match is None:
        return words, None
    return words[: match.start()], match["denied"]


def _named(rest: str, names: Sequence[str]) -> _Named | None:
    for pattern, asks in _forms():
        match = pattern.match(rest)
        fact = _fact_called(match["name"], names) if match else None
        if match and fact is not None:
            value = _links().sub("", rest[match.end() :].strip(_MARKS)).strip(_MARKS)
            return _Named(fact, value, asks)
    return None


def _fact_called(name: str, names: Sequence[str]) -> str | None:
    """Return the fact of this name, one of ``names`` if there is one."""
    called = " ".join(name.lower().split())
    if called in lexicon("corrections")["any_date"]:
        dates = [fact for fact in names if KINDS.get(fact) == "date"]
        return dates[-1] if dates else None
    facts = _facts_by_name().get(called, ())
    return next((fact for fact in facts if fact in names), next(iter(facts), None))


@lru_cache(maxsize=1)
def _facts_by_name() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for fact, entry in lexicon("corrections")["facts"].items():
        for name in (*entry["names"], *entry.get("says", ())):
            table[name] = (*table.get(name, ()), fact)
    return table


@lru_cache(maxsize=1)
def _cue() -> re.Pattern[str]:
    words = lexicon("corrections")
    lead = rf"(?:{words['lead']}[\s,]+)*"
    return re.compile(rf"{lead}(?:{words['cue']})(?:[\s,.;:!-]+(?:{words['cue']}))*(?!\w)", re.I)


@lru_cache(maxsize=1)
def _links() -> re.Pattern[str]:
    return re.compile(rf"^(?:(?:{lexicon('corrections')['links']})(?:\s+|$|(?<=[=:])))+", re.I)


@lru_cache(maxsize=1)
def _wish() -> re.Pattern[str]:
    words = lexicon("corrections")
    lead = rf"(?:{words['lead']}\s+)*"
    return re.compile(rf"{lead}{words['change']}(?:\s+{words['wishes'].strip()})?", re.I)


@lru_cache(maxsize=1)
def _admits() -> re.Pattern[str]:
    return re.compile(lexicon("corrections")["admits"], re.I)


@lru_cache(maxsize=1)
def _forms() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return the forms that name a fact, and whether each asks for a change by itself."""
    words = lexicon("corrections")
    entries = words["facts"].values()
    names = any_of([n for e in entries for n in e["names"]] + words["any_date"])
    says = any_of([n for e in entries for n in e.get("says", ())])
    lead = rf"(?:{words['lead']}\s+)*"
    to_come = r"(?=\s*(?:[=:]|\s(?:was|is|should|has\s+to|must)\s))"
    name = rf"(?:(?:the|my|your|that)\s+)?(?P<name>{names})(?!\w)"
    return (
        (re.compile(rf"{lead}{words['change']}\s+{name}", re.I), True),
        (re.compile(rf"(?:the\s+)?wrong\s+{name}", re.I), True),
        (re.compile(rf"{name}\s+{words['is_wrong']}", re.I), True),
        (
            re.compile(rf"{lead}{name}{to_come}", re.I),
            False,
        ),
        (re.compile(rf"(?P<name>{says})(?!\w)", re.I), False),
        (re.compile(rf"{name}$", re.I), False),
    )
