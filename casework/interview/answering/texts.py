"""Answers in free words: what was bought, what is wrong, what the trader said."""

from __future__ import annotations

from casework.interview.answers import Accepted, Answer, Refused
from casework.reading.closed import closed_form
from casework.reading.goods import read_goods_answer
from casework.reading.text import is_other_script, plain_text
from casework.reading.yes_no import read_yes_no

_NOTHING = frozenset(
    ("no", "none", "nothing", "nothing at all", "n", "nope", "not yet", "nothing yet")
)


def read_goods_text(text: str) -> Answer:
    """Read what was bought; code not_understood."""
    goods = read_goods_answer(text)
    return Refused("not_understood") if goods is None else Accepted({"goods": goods.value})


def read_long_text(text: str, name: str, *, nothing_counts: bool) -> Answer:
    """Read an answer in the consumer's own words, kept as they are but for outer space.

    ``nothing_counts``: "nothing" is an answer, known to be None. Codes: not_understood for a bare
    yes or no, other_script.
    """
    if closed_form(text) in _NOTHING and nothing_counts:
        return Accepted({name: None})
    if read_yes_no(text) is not None and len(text.split()) < 3:
        return Refused("not_understood")
    if is_other_script(text):
        return Refused("other_script")
    return Accepted({name: plain_text(text).text.strip()})
