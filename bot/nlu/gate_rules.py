"""What may follow from a message: rules that keep a guess from doing harm.

A classifier is never quite sure. Words that stop, delete or skip something count only in a message
that is short and speaks to the assistant, not in a story about a shop; and when the best guess is a
poor one, the assistant asks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.nlu.ranker import Ranked
from bot.nlu.understanding import NONE
from bot.nlu.wording import phrase, words

FALLBACK = "nlu_fallback"
ANSWER = "answer"


class Limits(NamedTuple):
    """Where the rules draw their lines.

    least_confidence: below it the assistant does not act on a guess but asks.
    least_lead: so far must the best claim be ahead of the second one.
    most_words: the longest message, in words, in which an intent may win.
    purchase_words: words that make a message one about the purchase, not to the assistant.
    to_assistant: the intents that such a message can't have.
    """

    least_confidence: float
    least_lead: float
    most_words: Mapping[str, int]
    purchase_words: frozenset[str]
    to_assistant: frozenset[str]


class Decision(NamedTuple):
    """The intent to act on, and the rule that led to it."""

    intent: Ranked
    rule: str


def decide(
    text: str,
    intents: Sequence[Ranked],
    claims: Sequence[Ranked],
    remembered: Mapping[str, str],
    limits: Limits,
) -> Decision:
    """Return what to act on.

    Args:
        text: the message as typed.
        intents: ranking of all intents, best first.
        claims: ranking of the claims and of "none of these", best first.
        remembered: phrases whose intent is beyond doubt, by their bare words.
        limits: where the lines are drawn.

    """
    if not readable(text):
        return Decision(Ranked(FALLBACK, 1.0), "unreadable")
    known = remembered.get(phrase(text))
    if known:
        return Decision(Ranked(known, 1.0), "remembered")
    allowed = _allowed(text, intents, limits)
    if not allowed:
        return Decision(Ranked(FALLBACK, 1.0), "nothing_left")
    if _unsure(allowed[0], claims, limits):
        return Decision(Ranked(FALLBACK, 1.0 - allowed[0].confidence), "unsure")
    return Decision(allowed[0], "understood" if allowed[0].name == intents[0].name else "guarded")


def readable(text: str) -> bool:
    """Tell whether `text` has something to read: digits, or letters that are mostly Latin."""
    letters = [character for character in text if character.isalpha()]
    if not letters:
        return any(character.isdigit() for character in text)
    latin = sum(_is_latin(letter) for letter in letters)
    return 2 * latin > len(letters)


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")


def _allowed(text: str, intents: Sequence[Ranked], limits: Limits) -> list[Ranked]:
    said = words(text)
    about_purchase = not limits.purchase_words.isdisjoint(said)
    allowed = [
        ranked
        for ranked in intents
        if len(said) <= limits.most_words.get(ranked.name, len(said))
        and not (about_purchase and ranked.name in limits.to_assistant)
    ]
    total = sum(ranked.confidence for ranked in allowed)
    if total <= 0:
        return []
    return [Ranked(ranked.name, ranked.confidence / total) for ranked in allowed]


def _unsure(best: Ranked, claims: Sequence[Ranked], limits: Limits) -> bool:
    if best.confidence < limits.least_confidence:
        return True
    rivals = {ranked.name: ranked.confidence for ranked in claims if ranked.name != NONE}
    own = rivals.pop(best.name, None)
    return own is not None and own - max(rivals.values(), default=0.0) < limits.least_lead
