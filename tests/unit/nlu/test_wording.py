"""What is left of a text when everything without meaning for its kind is taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.wording import MOST_READ, phrase, plain


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("They took $59.99!", "they took money !"),
        ("They took 60 euros", "they took money"),
        ("THEY TOOK 1,200 POUNDS", "they took money"),
        ("order 4711", "order num"),
        ("I\u2019ve waited", "i've waited"),
        ("sooooo late", "soo late"),
        ("see https://shop.example/a?b=1 now", "see link now"),
        ("mail anna@shop.example", "mail email"),
        ("@shop where is it", "someone where is it"),
        ("XXXX bank", "bank"),
        ("Bought from [SELLER NAME] here", "bought from here"),
    ],
)
def test_amounts_numbers_and_names_of_accounts_become_one_word(typed: str, read: str) -> None:
    assert plain(typed) == read


@given(st.text(max_size=300))
def test_any_text_is_read_without_error_and_its_wording_stays_as_it_is(text: str) -> None:
    assert plain(plain(text)) == plain(plain(plain(text)))
    assert phrase(phrase(text)) == phrase(text)


def test_only_the_beginning_of_an_endless_text_is_read() -> None:
    assert len(plain("word " * 10_000)) <= MOST_READ


@pytest.mark.parametrize("typed", ["Never mind!", " never  MIND ", "never mind 😡"])
def test_the_same_words_are_the_same_phrase(typed: str) -> None:
    assert phrase(typed) == "never mind"
