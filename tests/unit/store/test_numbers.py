import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.store.numbers import ALPHABET, new_number, normalise

numbers = st.text(ALPHABET, min_size=8, max_size=8).map(lambda b: f"RD-{b[:4]}-{b[4:]}")


def test_a_number_reads_as_two_groups_of_four() -> None:
    assert re.fullmatch(r"RD-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", new_number())


def test_numbers_do_not_follow_one_another() -> None:
    drawn = {new_number() for _ in range(500)}
    assert len(drawn) == 500
    assert len({number[3] for number in drawn}) > 10


@given(numbers)
def test_a_number_is_understood_however_it_is_written(number: str) -> None:
    for said in (number, number.lower(), number.replace("-", ""), number.replace("-", " ")):
        assert normalise(said) == number


@given(numbers)
def test_letters_that_look_like_digits_are_put_right(number: str) -> None:
    said = number.replace("0", "o").replace("1", "l")
    assert normalise(said) == number
    assert normalise(said.replace("l", "I")) == number


def test_the_first_two_letters_may_be_left_out() -> None:
    assert normalise("7k3m 90qx") == "RD-7K3M-90QX"


@pytest.mark.parametrize(
    "said", ["", "RD-", "RD-7K3M", "RD-7K3M-90Q!X?Z", "RD-7K3M-90QU", "٣٣٣٣٣٣٣٣"]
)
def test_what_cannot_be_a_number_is_none(said: str) -> None:
    assert normalise(said) is None
