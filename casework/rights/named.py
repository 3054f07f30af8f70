"""Which right and which body of law a text names."""

from __future__ import annotations

import re

from casework.law import jurisdiction_of
from casework.law.outcome import Jurisdiction
from casework.reading.countries import countries_in
from casework.rights.book import Right, words


def right_named(text: str) -> Right | None:
    """Return the right that a text names, None where it names none or several."""
    found = {right for right, said in words().said.items() if _says(text, said)}
    return found.pop() if len(found) == 1 else None


def place_named(text: str) -> Jurisdiction | None:
    """Return the body of law of the country or union that a text names, None without one."""
    for place, said in words().said_places.items():
        if _says(text, said):
            return place
    countries = {country.code for country in countries_in(text)}
    if len(countries) != 1:
        return None
    return jurisdiction_of({"consumer_country": countries.pop()})


def _says(text: str, said: tuple[str, ...]) -> bool:
    pattern = "|".join(re.escape(phrase) for phrase in said)
    return re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE) is not None
