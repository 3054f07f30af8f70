"""Odd characters become plain ones, and every reading still points into the original text."""

from hypothesis import given
from hypothesis import strategies as st

from casework.reading.text import has_words, is_other_script, masked, plain_text, squeezed


def test_quotes_dashes_spaces_and_digits_become_plain() -> None:
    assert plain_text("“It\u2019s\u00a0\uff11\uff12\u2013\uff13”\u200b").text == '"It\'s 12-3"'


def test_combined_accents_count_as_one_letter() -> None:
    plain = plain_text("cafe\u0301 5")
    assert plain.text == "café 5"
    assert plain.words(3, 4) == "e\u0301"


@given(st.text(max_size=200))
def test_the_plain_form_of_plain_text_is_itself(text: str) -> None:
    once = plain_text(text).text
    assert plain_text(once).text == once


@given(st.text(max_size=200))
def test_every_plain_character_stands_somewhere_in_the_original(text: str) -> None:
    plain = plain_text(text)
    spans = [plain.span(i, i + 1) for i in range(len(plain.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


def test_blotted_out_places_keep_the_length() -> None:
    assert masked("abcdef", [(1, 3), (2, 4)]) == "a\ue000\ue000\ue000ef"


def test_scripts_and_words_are_told_apart() -> None:
    assert is_other_script("где мой заказ")
    assert not is_other_script("wo ist mein Päckchen?")
    assert not has_words("\U0001f621\U0001f621!!!")
    assert squeezed("  a \n b ") == "a b"
