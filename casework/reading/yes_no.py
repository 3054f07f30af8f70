"""Yes and no, with the spellings of a phone keyboard."""

from __future__ import annotations

import re

from casework.reading.closed import is_one_of
from casework.reading.dont_know import is_dont_know
from casework.reading.text import squeezed

_LONGEST = 500  # characters; a longer text is a story
_STARTS_YES = re.compile(r"(?:yes|yeah|yep|yup|yea|y|sure|correct|of course)\b[,.!:;\s-]", re.I)
_STARTS_NO = re.compile(r"(?:no|nope|nah|not yet|never)\b[,.!:;\s-]", re.I)
_TURNS_YES = re.compile(r"\b(?:but|although|except|wrong|instead|no|not)\b", re.I)
_TURNS_NO = re.compile(r"\bbut\b", re.I)


def read_yes_no(text: str) -> bool | None:
    """Return True for yes, False for no, None where ``text`` as a whole is neither.

    A longer answer counts by its first word, unless it turns round later ("yes, but ...").
    """
    if len(text) > _LONGEST or is_dont_know(text):
        return None
    if is_one_of(text, "yes") or is_one_of(text, "no"):
        return is_one_of(text, "yes")
    plain = squeezed(text)
    if _STARTS_NO.match(plain):
        return None if _TURNS_NO.search(plain) else False
    if _STARTS_YES.match(plain):
        return None if _TURNS_YES.search(plain) else True
    return None
