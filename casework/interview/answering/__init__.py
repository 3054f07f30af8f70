"""What an answer means: one reader a kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from casework.casefile import KnownFact
from casework.interview.answering.choices import choose, options_meant
from casework.interview.answering.days import read_days
from casework.interview.answering.parties import (
    read_address_answer,
    read_email_answer,
    read_identity,
    read_trader_contact,
    read_trader_name,
)
from casework.interview.answering.sums import read_sum
from casework.interview.answering.texts import read_goods_text, read_long_text
from casework.interview.answers import Accepted, Answer, DontKnow, Refused, Unsure
from casework.interview.questions import Kind, Question
from casework.reading.countries import read_country
from casework.reading.dont_know import is_dont_know, is_skip
from casework.reading.text import has_words, is_other_script
from casework.reading.yes_no import read_yes_no

Facts = Mapping[str, KnownFact]
Reader = Callable[[Question, str, date, Facts], Answer]


def read_answer(question: Question, text: str, today: date, facts: Facts) -> Answer:
    """Return what ``text``, typed or the value of a button, answers to ``question``.

    ``facts`` are the facts in force; they give the country for dates and money and the earlier
    days that an answer must not contradict. Never raises on any text.
    """
    refusal = _refusal_of_any(question, text)
    if refusal is not None:
        return refusal
    if is_dont_know(text):
        return DontKnow()
    if is_skip(text):
        return DontKnow(skipped=True)
    answer = _READERS[question.kind](question, text, today, facts)
    return _explained(question, text, answer)


def _refusal_of_any(question: Question, text: str) -> Refused | None:
    """Refuse what answers no question: codes empty, too_long, emoji_only."""
    if not text.strip():
        return Refused("empty")
    if len(text) > question.longest:
        return Refused("too_long", {"longest": question.longest})
    country = read_country(text) if question.kind is Kind.COUNTRY else None
    if not has_words(text) and not is_dont_know(text) and country is None:
        return Refused("emoji_only")
    return None


def _explained(question: Question, text: str, answer: Answer) -> Answer:
    """Name the script as the reason, where an answer that was not understood is not in Latin."""
    unclear = isinstance(answer, Refused) and answer.code.startswith(("not_", "unknown_"))
    return Refused("other_script") if unclear and is_other_script(text) else answer


def _goods(question: Question, text: str, today: date, facts: Facts) -> Answer:
    return read_goods_text(text)


def _long_text(question: Question, text: str, today: date, facts: Facts) -> Answer:
    return read_long_text(text, question.fact, nothing_counts=question.fact == "seller_reply")


def _date(question: Question, text: str, today: date, facts: Facts) -> Answer:
    return read_days(question.days_asked(), text, today, facts)


def _date_or_no(question: Question, text: str, today: date, facts: Facts) -> Answer:
    answer = _date(question, text, today, facts)
    if not (isinstance(answer, Refused) and answer.code == "not_a_date"):
        return answer
    meant = options_meant(question.options, text)
    if len(meant) == 1:
        return Accepted(dict(meant[0].sets))
    if read_yes_no(text) is False:
        return Accepted({question.fact: None})
    return Refused("day_missing") if read_yes_no(text) else answer


def _money(question: Question, text: str, today: date, facts: Facts) -> Answer:
    return read_sum(text, facts)


def _choice(question: Question, text: str, today: date, facts: Facts) -> Answer:
    return choose(question, text)


def _yes_no(question: Question, text: str, today: date, facts: Facts) -> Answer:
    answer = read_yes_no(text)
    return Refused("not_yes_or_no") if answer is None else Accepted({question.fact: answer})


def _country(question: Question, text: str, today: date, facts: Facts) -> Answer:
    country = read_country(text)
    if country is None:
        return Refused("unknown_country")
    if not country.sure:
        codes = [code.partition("-") for code in country.alternatives]
        return Unsure(
            tuple({question.fact: c} | _state(c, s) for c, _, s in codes), "which_country"
        )
    return Accepted({question.fact: country.code} | _state(country.code, country.state))


def _state(code: str, state: str | None) -> dict[str, str]:
    return {"consumer_state": state} if state and code == "US" else {}


def _identity(question: Question, text: str, today: date, facts: Facts) -> Answer:
    return read_identity(text)


def _email(question: Question, text: str, today: date, facts: Facts) -> Answer:
    return read_email_answer(text, question.fact)


def _address(question: Question, text: str, today: date, facts: Facts) -> Answer:
    return read_address_answer(text, question.fact)


def _trader_name(question: Question, text: str, today: date, facts: Facts) -> Answer:
    return read_trader_name(text)


def _trader_contact(question: Question, text: str, today: date, facts: Facts) -> Answer:
    return read_trader_contact(text)


_READERS: dict[Kind, Reader] = {
    Kind.GOODS: _goods,
    Kind.TRADER_NAME: _trader_name,
    Kind.TRADER_CONTACT: _trader_contact,
    Kind.LONG_TEXT: _long_text,
    Kind.DATE: _date,
    Kind.DATE_OR_NO: _date_or_no,
    Kind.MONEY: _money,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.COUNTRY: _country,
    Kind.PERSON_NAME: _identity,
    Kind.EMAIL: _email,
    Kind.ADDRESS: _address,
    Kind.EVIDENCE: _choice,
    Kind.REMEDY: _choice,
    Kind.SUMMARY: _yes_no,
}

__all__ = ["read_answer"]
