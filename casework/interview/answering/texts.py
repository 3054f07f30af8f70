"""Answers in free words: what was bought, what is wrong, what the trader said."""

from __future__ import annotations

from casework.interview.answering.asked import Asked
from casework.interview.answering.days import with_days_beside
from casework.interview.answers import Accepted, Answer, Refused
from casework.reading.closed import is_one_of
from casework.reading.goods import read_goods_answer
from casework.reading.text import is_other_script, plain_text
from casework.reading.yes_no import read_yes_no

_MAY_BE_NOTHING = frozenset({"seller_reply"})
_DATED = frozenset({"defect"})  # a day in such an answer is the day that it asks for beside
_FEWEST_WORDS = 3  # fewer, and a "yes" or "no" is all that was said


def read_goods_text(asked: Asked) -> Answer:
    """Read what was bought; code not_understood."""
    goods = read_goods_answer(asked.text)
    if goods is None:
        return Accepted({}) if asked.story.sure() else Refused("not_understood")
    return Accepted({"goods": goods.value})


def read_long_text(asked: Asked) -> Answer:
    """Read an answer in the consumer's own words, kept as they are but for outer space.

    Where nothing can have been said, "nothing" is known to be None. Codes: not_understood for a
    bare yes or no, other_script.
    """
    name, text = asked.question.fact, asked.text
    if name in _MAY_BE_NOTHING and is_one_of(text, "nothing"):
        return Accepted({name: None})
    if len(text.split()) < _FEWEST_WORDS and read_yes_no(text) is not None:
        return Refused("not_understood")
    if is_other_script(text):
        return Refused("other_script")
    answer = Accepted({name: plain_text(text).text.strip()})
    return with_days_beside(asked, answer) if name in _DATED else answer
