"""Who has to prove an element, out of the sentences that the law's answer holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from casework.evidence.sufficiency.rules import ElementRule

_SENTENCE = re.compile(r"(?<=\.)\s+(?=[A-Z])")
_BEARER = re.compile(
    r"\b(?:(?P<consumer>consumer|buyer|person|you)|(?P<trader>trader|seller|bank|issuer|"
    r"payment service|controller|processor|sender|business|marketplace|streaming room|maker|"
    r"whoever))\b[^.]*?\b(?:shows?|proves?|justif(?:y|ies)|gives?|has to|may)\b",
    re.IGNORECASE,
)


class Bearer(StrEnum):
    """Whose task it is to prove an element."""

    CONSUMER = "consumer"
    TRADER = "trader"
    OPEN = "open"  # it hangs on facts that are not known
    BOTH = "both"  # the law's sentences name both, each for a part or for a remedy


def bearer_of(rule: ElementRule, burdens: Iterable[str]) -> tuple[Bearer, tuple[str, ...]]:
    """Return who bears the burden for an element, and the law's sentences that say so."""
    found: dict[str, Bearer] = {}
    for sentence in (s for burden in burdens for s in _SENTENCE.split(burden)):
        bearer = _bearer_in(sentence)
        if bearer is not None and _is_about(rule, sentence):
            found[sentence] = bearer
    bearers = set(found.values())
    if not bearers:
        return Bearer(rule.bearer), ()
    return (bearers.pop() if len(bearers) == 1 else Bearer.BOTH), tuple(found)


def _is_about(rule: ElementRule, sentence: str) -> bool:
    return any(re.search(words, sentence, re.IGNORECASE) for words in rule.burden)


def _bearer_in(sentence: str) -> Bearer | None:
    match = _BEARER.search(sentence)
    if match is None:
        return None
    return Bearer.CONSUMER if match["consumer"] else Bearer.TRADER
