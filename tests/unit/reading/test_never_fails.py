"""No reader fails on any text, long texts of the worst kinds included, and spans lie within."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.casefile import KnownFact
from casework.reading.correction import read_correction
from casework.reading.countries import countries_in, read_country
from casework.reading.dates import read_dates
from casework.reading.dont_know import is_dont_know, is_skip
from casework.reading.goods import read_goods, read_goods_answer
from casework.reading.money import read_amounts, read_number
from casework.reading.names import read_seller, read_seller_answer
from casework.reading.people import read_address, read_person_name
from casework.reading.references import read_references
from casework.reading.story import read_story
from casework.reading.yes_no import read_yes_no

TODAY = date(2026, 11, 24)
FACTS = {
    "order_date": KnownFact(name="order_date", value="2026-10-03"),
    "amount": KnownFact(name="amount", value=45),
}
READERS: dict[str, Callable[[str], Any]] = {
    "dates": lambda text: read_dates(text, TODAY),
    "amounts": read_amounts,
    "number": read_number,
    "references": read_references,
    "country": read_country,
    "countries": countries_in,
    "goods": read_goods,
    "goods answer": read_goods_answer,
    "seller": read_seller,
    "seller answer": read_seller_answer,
    "name": read_person_name,
    "address": read_address,
    "yes or no": read_yes_no,
    "not known": is_dont_know,
    "skip": is_skip,
    "story": lambda text: read_story(text, TODAY).facts,
    "correction": lambda text: read_correction(text, TODAY, FACTS, list(FACTS)),
}
ALPHABET = st.one_of(
    st.characters(),
    st.sampled_from(
        "0123456789.,/-:#@€$£¥%'\"()[]{}<>\\\n\t \u00a0\u200b\u2019\ufdfa\U0001f621年月日"
    ),
)
PIECES = st.sampled_from(
    [
        "ordered",
        "from",
        "the",
        "May",
        "3rd",
        "31",
        "2026",
        "-",
        "/",
        "€",
        "$",
        "order no",
        "not",
        "no,",
        "a hundred",
        "weeks ago",
        "last",
        "@",
        ".de",
        "http://",
        "I live in",
        "change",
        "the price",
        " ",
    ]
)
TEXTS = st.one_of(st.text(ALPHABET, max_size=120), st.lists(PIECES, max_size=25).map(" ".join))


@given(TEXTS)
def test_no_reader_fails_on_any_text(text: str) -> None:
    for read in READERS.values():
        read(text)


@given(TEXTS)
def test_spans_lie_within_the_text_and_hold_the_words(text: str) -> None:
    for name in ("dates", "amounts", "references", "countries"):
        for reading in READERS[name](text):
            start, end = reading.span
            assert 0 <= start < end <= len(text)
            assert text[start:end] == reading.words


WORST = [
    "a ",
    "1 ",
    "1.",
    "1/",
    "3 May ",
    "€1 ",
    "$",
    "order ",
    "a hundred and ",
    "a@",
    "www.",
    "gave them ",
    "my name and ",
    "\u200b",
    "e\u0301",
    "\ufdfa",
    "((1)",
    "in the ",
    "0 ",
    "they said ",
    "\n",
]


@pytest.mark.parametrize("piece", WORST)
def test_twenty_thousand_characters_of_the_worst_kind_are_read_to_their_end(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    for read in READERS.values():
        read(text)
