"""An honest "I don't know" or "skip this one", with the spellings of a phone keyboard."""

from __future__ import annotations

import re
from functools import lru_cache

from casework.reading.closed import closed_form, is_one_of
from casework.reading.lexicon import any_of, word_set

_LONGEST = 100  # characters; a longer answer says something else besides
_CAN_NOT = (
    r"(?:do\s?n'?t|do not|dont|donot|don t|doesn'?t|didn'?t|cannot|can't|cant|could not|couldn't)"
)
_UNCERTAIN = (
    r"(?:i'm |im |i am |am )?not (?:so |too |really |very |entirely |100 |quite )?(?:sure|certain)"
)


@lru_cache(maxsize=1)
def _does_not_know() -> re.Pattern[str]:
    verbs = any_of(word_set("answers", "dont_know_verbs"))
    phrases = any_of(word_set("answers", "dont_know"))
    return re.compile(
        rf"(?:(?:i|we)\s+)?(?:really\s+|just\s+)?(?:{_CAN_NOT}\s+(?:really\s+|even\s+|exactly\s+)?"
        rf"(?:{verbs})|{_UNCERTAIN}|{phrases}|\?+)(?!\w)"
    )


@lru_cache(maxsize=1)
def _its_object() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+(?:{any_of(word_set('answers', 'dont_know_objects'))}))*")


def is_dont_know(text: str) -> bool:
    """Say whether ``text`` as a whole says that its writer does not know."""
    if len(text) > _LONGEST:
        return False
    form = closed_form(text) or text.strip()
    match = _does_not_know().match(form)
    return bool(match and _its_object().fullmatch(form, match.end()))


def is_skip(text: str) -> bool:
    """Say whether ``text`` as a whole asks to leave the question out."""
    return len(text) <= _LONGEST and is_one_of(text, "skip")
