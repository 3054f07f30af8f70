"""Yes and no, with the spellings of a phone keyboard."""

from __future__ import annotations

import re

from casework.reading.closed import closed_form
from casework.reading.dont_know import is_dont_know
from casework.reading.text import squeezed

_YES = frozenset(
    "yes y ye yea yeah yeh yep yup yess yesss yas yse yws yrs ys si ja oui aye sure certainly "
    "absolutely definitely indeed correct true right exactly affirmative ok okay okey k fine "
    "confirmed confirm agreed perfect".split()
) | frozenset(
    (
        "yes i did", "i did", "yes it is", "it is", "yes they did", "they did", "yes i have",
        "i have", "yes it was", "it was", "yes i do", "i do", "of course", "that's right",
        "thats right", "that is right", "that's correct", "thats correct", "that is correct",
        "all correct", "all good", "all right", "looks good", "looks right", "it's right",
        "its right", "it's correct", "its correct", "yes please", "for sure", "go ahead",
        "yes correct", "yes that's right", "yes thats right", "yes that is right", "yes sure",
        "yes of course", "yes yes", "this is correct", "everything is correct", "everything is right",
        "all of it is right", "yes all correct", "yes all right", "yes exactly", "not wrong",
    )
)  # fmt: skip
_NO = frozenset(
    "no n nope nah na noo nooo non nein nop nay never negative wrong incorrect false not none "
    "nothing".split()
) | frozenset(
    (
        "no i did not", "no i didn't", "no i didnt", "i did not", "i didn't", "i didnt",
        "no it is not", "no it isn't", "it is not", "it isn't", "no they did not", "no they didn't",
        "no they didnt", "they did not", "they didn't", "they didnt", "no i have not",
        "no i haven't", "no i havent", "i have not", "i haven't", "i havent", "no it was not",
        "it was not", "it wasn't", "i do not", "i don't", "i dont", "not at all", "of course not",
        "that's wrong", "thats wrong", "that is wrong", "not correct", "not right", "no way",
        "not yet", "no not yet", "never did", "no never", "no no", "no thanks", "no thank you",
        "not really", "no not really", "it is wrong", "it's wrong", "its wrong",
    )
)  # fmt: skip
_STARTS_YES = re.compile(r"^(?:yes|yeah|yep|yup|yea|y|sure|correct|of course)\b[,.!:;\s-]", re.I)
_STARTS_NO = re.compile(r"^(?:no|nope|nah|not yet|never)\b[,.!:;\s-]", re.I)
_TURNS = re.compile(r"\b(?:but|although|except|wrong|instead|no|not)\b", re.I)


def read_yes_no(text: str) -> bool | None:
    """Return True for yes, False for no, None where ``text`` as a whole is neither.

    A longer answer counts by its first word, unless it turns round later ("yes, but ...").
    """
    form = closed_form(text)
    if is_dont_know(text):
        return None
    if form in _YES or form in _NO:
        return form in _YES
    plain = squeezed(text)
    if _STARTS_NO.match(plain):
        return None if re.search(r"\bbut\b", plain, re.I) else False
    if _STARTS_YES.match(plain):
        return None if _TURNS.search(plain) else True
    return None
