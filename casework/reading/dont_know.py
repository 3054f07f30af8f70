""" "I don't know" and "skip this one": honest answers, with the spellings of a phone keyboard."""

from __future__ import annotations

import re

from casework.reading.closed import closed_form

_DOES_NOT_KNOW = re.compile(
    r"(?:(?:i|we)\s+)?(?:really\s+|just\s+|honestly\s+)?"
    r"(?:(?:do\s?n'?t|do not|dont|donot|don t|doesn'?t|didn'?t|cannot|can't|cant|could not|couldn't)\s+"
    r"(?:really\s+|even\s+|exactly\s+)?(?:know|no|kno|knw|remember|recall|remeber|remmeber|say|tell|"
    r"have (?:it|one|that|any idea|a clue))|"
    r"dunno|dunnno|duno|idk|idek|no idea|no clue|not a clue|haven'?t a clue|no ideea|beats me|who knows|"
    r"(?:i'm |im |i am |am )?(?:not|un) ?(?:so |too |really |very |entirely |100 |quite )?(?:sure|certain)|"
    r"unsure|i forgot|forgot|i forget|i have forgotten|i've forgotten|(?:i )?have no (?:idea|clue)|"
    r"i lost it|lost it|unknown|not known|can't say|hard to say|no information|n/?a|"
    r"i no longer know|i don't have it anymore|\?+)"
)
_ITS_OBJECT = re.compile(
    r"(?:\s+(?:that|this|it|when|which|what|who|how much|how|where|why|the (?:exact )?(?:date|day|"
    r"number|price|amount|name|answer|country)|exactly|anymore|it was|that was|about (?:that|it)|"
    r"of that|any more|off the top of my head|right now|exact|it is))*"
)
_SKIPS = frozenset(
    (
        "skip", "skip it", "skip this", "skip that", "skip this one", "skip this question", "pass",
        "next", "next question", "next one", "leave it out", "leave it", "leave this out",
        "i'd rather not say", "id rather not say", "rather not say", "prefer not to say",
        "i prefer not to say", "i'd rather not", "i would rather not say", "i don't want to say",
        "i dont want to say", "none of your business", "no answer", "no comment", "not now",
        "later", "maybe later", "ask me later", "i won't say", "can i skip this", "can we skip this",
        "let's skip this", "lets skip this", "move on",
    )
)  # fmt: skip
_LONGEST = 80  # characters; a longer answer says something else besides


def is_dont_know(text: str) -> bool:
    """Say whether ``text`` as a whole says that its writer does not know."""
    form = closed_form(text) or text.strip()
    if len(form) > _LONGEST:
        return False
    match = _DOES_NOT_KNOW.match(form)
    return bool(match and _ITS_OBJECT.fullmatch(form, match.end()))


def is_skip(text: str) -> bool:
    """Say whether ``text`` as a whole asks to leave the question out."""
    return closed_form(text) in _SKIPS
