"""Answers that are a country."""

from __future__ import annotations

from casework.interview.answering.asked import Asked
from casework.interview.answers import Accepted, Answer, Refused, Unsure
from casework.reading.countries import read_country


def read_country_answer(asked: Asked) -> Answer:
    """Read a country, with the state where it is the US; code unknown_country."""
    name, country = asked.question.fact, read_country(asked.text)
    if country is None:
        return Refused("unknown_country")
    if country.sure:
        return Accepted(_values(name, country.code, country.state))
    codes = [code.partition("-") for code in country.alternatives]
    return Unsure(tuple(_values(name, code, state) for code, _, state in codes), "which_country")


def _values(name: str, code: str, state: str | None) -> dict[str, str]:
    named = name.replace("_country", "_state")
    return {name: code} | ({named: state} if state and code == "US" else {})
