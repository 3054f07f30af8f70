"""The new value of a corrected fact, read by the kind of the fact."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from casework.reading.countries import countries_in, read_country
from casework.reading.currencies import own_currency
from casework.reading.date_values import Precision, ReadDate, day_of, in_coming_year
from casework.reading.dates import read_dates
from casework.reading.goods import read_goods_answer
from casework.reading.known import Facts, known_day, known_value
from casework.reading.lexicon import lexicon
from casework.reading.money import read_amounts, read_number
from casework.reading.names import read_seller_answer
from casework.reading.people import read_address, read_person_name
from casework.reading.references import ReferenceKind, first_of, read_references
from casework.reading.story import read_story
from casework.reading.story_dates import MAY_LIE_AHEAD

KINDS: dict[str, str] = {
    fact: entry["kind"] for fact, entry in lexicon("corrections")["facts"].items()
}
"""The kind of each fact that can be corrected."""


@dataclass(frozen=True)
class Known:
    """The facts in force, and the day."""

    facts: Facts
    today: date

    def value(self, name: str) -> Any:
        """Return the value of a known fact, else None."""
        return known_value(self.facts, name)

    def day(self, name: str) -> date | None:
        """Return the day of a known fact, else None."""
        return known_day(self.facts, name)

    def is_now(self, name: str, value: Any) -> bool:
        """Say whether the fact has this value already: 45, 45.0 and "45.00" are the same."""
        return _comparable(self.value(name)) == _comparable(value)


def _comparable(value: Any) -> str:
    try:
        return str(Decimal(str(value)).normalize())
    except InvalidOperation:
        return str(value)


@dataclass(frozen=True)
class Sought:
    """A value that is sought: for which fact, in which words.

    ``whole``: the words have to be the value and nothing else.
    """

    fact: str
    words: str
    known: Known
    whole: bool = False

    def fits(self, value_words: str, room: int = 0) -> bool:
        """Say whether the words that make the value are all that was said, where that is asked."""
        return not self.whole or len(self.words) <= len(value_words) + room

    def named(self, value: Any) -> Values | None:
        """Return the value under the name of the fact, None for none."""
        return None if value is None else {self.fact: value}


Values = dict[str, Any]
_ORDINAL = re.compile(r"(\d{1,2})\s?(?:st|nd|rd|th)", re.IGNORECASE)
_JOINTS = len("the of")
_UNIT_WORDS = 5
_LONGEST_COUNTRY = 5  # words


def read_value(fact: str, words: str, known: Known, *, whole: bool = False) -> Values | None:
    """Return the values that ``words`` give to ``fact``, None where they give none.

    ``whole``: the words have to be the value and nothing else.
    """
    reader = _READERS.get(KINDS.get(fact, ""))
    if reader is None or not words:
        return None
    return reader(Sought(fact, words, known, whole))


def _date(sought: Sought) -> Values | None:
    reading = _first_date(sought)
    if reading is None or reading.value is None or not reading.sure:
        return None
    if reading.precision in (Precision.MONTH, Precision.WEEK):
        return None
    day = _day_meant(sought, reading, reading.value)
    may_be = day <= sought.known.today or sought.fact in MAY_LIE_AHEAD
    return {sought.fact: day} if may_be and sought.fits(reading.words, _JOINTS) else None


def _first_date(sought: Sought) -> ReadDate | None:
    country = sought.known.value("consumer_country")
    for words in (sought.words, f"on {sought.words}", f"the {sought.words}"):
        found = read_dates(words, sought.known.today, country)
        if found:
            return found[0]
    return None


def _day_meant(sought: Sought, reading: ReadDate, day: date) -> date:
    """Return the day; "the 3rd" stays in the month of what it corrects."""
    earlier, ordinal = sought.known.day(sought.fact), _ORDINAL.fullmatch(reading.words)
    if earlier is not None and ordinal is not None:
        return day_of(earlier.year, earlier.month, int(ordinal[1])) or day
    if sought.fact in MAY_LIE_AHEAD and not reading.year_given:
        return in_coming_year(day, sought.known.today, sought.known.day("order_date"))
    return day


def _money(sought: Sought) -> Values | None:
    country = sought.known.value("consumer_country")
    found = next(iter(read_amounts(sought.words, country)), None)
    number = found.amount if found else read_number(sought.words)
    if number is None or number <= 0:
        return None
    if found is not None and not sought.fits(found.words, _UNIT_WORDS):
        return None
    currency = found.currency if found else None
    currency = currency or sought.known.value("currency") or own_currency(country)
    return {sought.fact: number} | ({"currency": currency} if currency else {})


def _country(sought: Sought) -> Values | None:
    mentioned = countries_in(sought.words)
    if len(sought.words.split()) > _LONGEST_COUNTRY and not mentioned:
        return None
    if mentioned and not sought.fits(mentioned[0].words, _JOINTS):
        return None
    found = read_country(sought.words)
    return sought.named(found.code if found is not None and found.sure else None)


def _seller(sought: Sought) -> Values | None:
    found = read_seller_answer(sought.words)
    return sought.named(found.value if found else None)


def _goods(sought: Sought) -> Values | None:
    found = read_goods_answer(sought.words)
    return sought.named(found.value if found else None)


def _email(sought: Sought) -> Values | None:
    found = first_of(read_references(sought.words), ReferenceKind.EMAIL)
    return sought.named(found.value if found else None)


def _contact(sought: Sought) -> Values | None:
    web = first_of(read_references(sought.words), ReferenceKind.WEB)
    return _email(sought) or sought.named(web.value if web else None)


def _order_number(sought: Sought) -> Values | None:
    number = first_of(read_references(f"order number {sought.words}"), ReferenceKind.ORDER)
    is_all = number is not None and len(sought.words) <= len(number.value) + 2
    return sought.named(number.value if number is not None and is_all else None)


def _name(sought: Sought) -> Values | None:
    return sought.named(read_person_name(sought.words))


def _address(sought: Sought) -> Values | None:
    return sought.named(read_address(sought.words))


def _text(sought: Sought) -> Values | None:
    return sought.named(sought.words)


def _hint(sought: Sought) -> Values | None:
    for words in (sought.words, f"paid by {sought.words}"):
        told = read_story(words, sought.known.today).sure().get(sought.fact)
        if told is not None:
            return sought.named(told.value)
    return None


_READERS: dict[str, Callable[[Sought], Values | None]] = {
    "date": _date,
    "money": _money,
    "country": _country,
    "seller": _seller,
    "goods": _goods,
    "contact": _contact,
    "email": _email,
    "order_number": _order_number,
    "name": _name,
    "address": _address,
    "text": _text,
    "hint": _hint,
}
