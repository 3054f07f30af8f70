"""Which kinds of problem a message tells of by its own words, whatever it is mostly about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources

import yaml

from casework.law.outcome import ClaimType
from casework.reading.text import plain_text

_DENIED = re.compile(
    r"(?:\b(?:is|are|was|were)\s+not|'s\s+not|(?:is|are|was|were)n't|\bnot\s+about|\bno)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_REACH = 20  # characters before a sign, in which it is denied

_WORTH_A_LOOK = 0.1
_LEAST_BESIDE = 0.3  # a refusal to pay back is mostly a part of the first problem

_ANOTHER = re.compile(
    r"\b(?:(?:an|one|and)?other|second|further|additional|more|new|different)\s+"
    r"(?:problem|issue|thing|complaint|claim|matter|trouble|point)s?\b"
    r"|\b(?:also|besides|as\s+well|in\s+addition|on\s+top\s+of|plus|what\s+is\s+more|what's\s+more|"
    r"moreover|furthermore)\b|\btoo(?=\s*(?:[.,;:!?]|$|and\b))",
    re.IGNORECASE,
)
"""Words that announce a further problem."""

_UNNAMED = re.compile(
    r"\b(?:an|one)?other\s+(?:problem|issue|complaint|claim|matter|trouble)\b"
    r"|\b(?:a|my)\s+(?:second|further|additional)\s+(?:problem|issue|complaint|claim|matter)\b"
    r"|\b(?:two|2|several|more)\s+(?:problems|issues|complaints|claims)\b",
    re.IGNORECASE,
)


def problems_told(text: str) -> list[ClaimType]:
    """Return the kinds of problem that the words of ``text`` tell of, in the order of telling."""
    words = plain_text(text).text
    found = {kind: _first_sign(words, signs) for kind, signs in _signs("signs").items()}
    first = {kind: place for kind, place in found.items() if place is not None}
    return sorted(first, key=lambda kind: first[kind])


def in_order_of_telling(text: str, kinds: Sequence[str]) -> list[str]:
    """Return kinds of problem in the order in which ``text`` tells of them, the untold last."""
    told: list[str] = [*problems_told(text)]
    return sorted(kinds, key=lambda kind: told.index(kind) if kind in told else len(told))


def likeliest_told(text: str, guesses: Sequence[tuple[str, float]]) -> str | None:
    """Return the one kind among ``guesses`` that the words tell of, where they tell of one alone.

    For guesses that are too weak to act on; those below ``_WORTH_A_LOOK`` do not count.
    """
    told = set(problems_told(text))
    fitting = [kind for kind, sure in guesses if sure >= _WORTH_A_LOOK and kind in told]
    return fitting[0] if len(fitting) == 1 else None


def announces_another(text: str) -> bool:
    """Tell whether words announce a further problem: "also", "another issue"."""
    return _ANOTHER.search(text) is not None


def names_another(text: str) -> bool:
    """Tell whether words speak of another problem as such, said or not: "a second problem"."""
    return _UNNAMED.search(text) is not None


def further_problem(
    text: str,
    ours: Iterable[str],
    guesses: Sequence[tuple[str, float]],
    least: float,
    *,
    announced: bool = False,
) -> ClaimType | None:
    """Return a kind of problem beside ``ours`` that the words tell of and that is likely too.

    They have to tell of one of ``ours`` as well, unless a further problem was ``announced``.

    ``guesses`` are kinds with their confidence (0 to 1), likeliest first; ``least`` is the lowest
    confidence that counts.
    """
    kinds, told = set(ours), set(problems_told(text))
    if not (announced or kinds & told):
        return None
    beside = _told_beside_a_payment(text) if ClaimType.PAYMENT in told else set()
    likely = {kind: sure for kind, sure in guesses if sure >= least and kind not in kinds}
    return next(
        (
            ClaimType(kind)
            for kind, sure in likely.items()
            if kind in told or (kind in beside and sure >= _LEAST_BESIDE)
        ),
        None,
    )


def _told_beside_a_payment(text: str) -> set[ClaimType]:
    words = plain_text(text).text
    signs = _signs("beside_a_payment").items()
    return {kind for kind, some in signs if _first_sign(words, some) is not None}


def _first_sign(text: str, signs: Sequence[re.Pattern[str]]) -> int | None:
    places = [
        match.start()
        for sign in signs
        for match in sign.finditer(text)
        if not _DENIED.search(text[max(0, match.start() - _REACH) : match.start()])
    ]
    return min(places, default=None)


@lru_cache(maxsize=2)
def _signs(part: str) -> dict[ClaimType, tuple[re.Pattern[str], ...]]:
    text = (resources.files("casework.interview") / "problems.yml").read_text("utf-8")
    table: dict[str, list[str]] = yaml.load(text, Loader=yaml.CSafeLoader)[part]
    return {
        ClaimType(kind): tuple(re.compile(rf"(?<!\w)(?:{sign})", re.IGNORECASE) for sign in signs)
        for kind, signs in table.items()
    }
