"""Answers that are yes or no."""

from __future__ import annotations

from casework.interview.answering.asked import Asked
from casework.interview.answers import Accepted, Answer, Refused
from casework.reading.yes_no import read_yes_no


def read_truth(asked: Asked) -> Answer:
    """Read yes or no; code not_yes_or_no."""
    said = read_yes_no(asked.text)
    return Refused("not_yes_or_no") if said is None else Accepted({asked.question.fact: said})
