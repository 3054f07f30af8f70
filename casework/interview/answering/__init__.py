"""What an answer means: one reader a kind of question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casework.interview.answering.asked import Asked
from casework.interview.answering.choices import (
    choose,
    choose_several,
    names_an_option,
)
from casework.interview.answering.counts import read_count_or_no
from casework.interview.answering.days import read_day_or_no, read_days
from casework.interview.answering.extras import with_extras
from casework.interview.answering.parties import (
    read_email,
    read_identity,
    read_postal_address,
    read_trader_contact,
    read_trader_name,
)
from casework.interview.answering.places import read_country_answer
from casework.interview.answering.remedies import read_remedy
from casework.interview.answering.sums import read_sum
from casework.interview.answering.texts import read_goods_text, read_long_text
from casework.interview.answering.truths import read_truth
from casework.interview.answers import Accepted, Answer, DontKnow, Refused
from casework.interview.questions import Kind, Question
from casework.reading.countries import read_country
from casework.reading.dont_know import is_dont_know, is_skip
from casework.reading.known import Facts
from casework.reading.text import has_words, is_other_script

__all__ = ["names_an_option", "read_answer"]

_READERS: dict[Kind, Callable[[Asked], Answer]] = {
    Kind.GOODS: read_goods_text,
    Kind.TRADER_NAME: read_trader_name,
    Kind.TRADER_CONTACT: read_trader_contact,
    Kind.LONG_TEXT: read_long_text,
    Kind.DATE: read_days,
    Kind.DATE_OR_NO: read_day_or_no,
    Kind.MONEY: read_sum,
    Kind.CHOICE: choose,
    Kind.CHOICES: choose_several,
    Kind.NUMBER_OR_NO: read_count_or_no,
    Kind.YES_NO: read_truth,
    Kind.COUNTRY: read_country_answer,
    Kind.PERSON_NAME: read_identity,
    Kind.EMAIL: read_email,
    Kind.ADDRESS: read_postal_address,
    Kind.EVIDENCE: choose,
    Kind.REMEDY: read_remedy,
    Kind.SUMMARY: read_truth,
}


def read_answer(
    question: Question, text: str, today: date, facts: Facts, said_before: str = ""
) -> Answer:
    """Return what ``text``, typed or the value of a button, answers to ``question``.

    ``facts`` are the facts in force; they give the country for dates and money and the earlier
    days that an answer must not contradict. ``said_before`` are the words that were refused the
    last time ("in September"), which this answer may complete ("the 3rd").
    Never raises on any text.
    """
    refusal = _refusal_of_any(question, text)
    if refusal is not None:
        return refusal
    if (is_dont_know(text) or is_skip(text)) and not names_an_option(question, text):
        return DontKnow(skipped=is_skip(text))
    asked = Asked(question, text, today, facts, said_before)
    answer = _READERS[question.kind](asked)
    if isinstance(answer, Accepted):
        answer = with_extras(asked, answer)
        return answer if answer.values or answer.unknown else Refused("not_understood")
    return _explained(text, answer)


def _refusal_of_any(question: Question, text: str) -> Refused | None:
    """Refuse what answers no question: codes empty, too_long, emoji_only."""
    if not text.strip():
        return Refused("empty")
    if len(text) > question.longest:
        return Refused("too_long", {"longest": question.longest})
    is_flag = question.kind is Kind.COUNTRY and read_country(text) is not None
    if not has_words(text) and not is_dont_know(text) and not is_flag:
        return Refused("emoji_only")
    return None


def _explained(text: str, answer: Answer) -> Answer:
    """Name the script as the reason, where an answer that was not understood is not in Latin."""
    unclear = isinstance(answer, Refused) and answer.code.startswith(("not_", "unknown_"))
    return Refused("other_script") if unclear and is_other_script(text) else answer
