"""Typed text is words: cleaned, of bearable length, and never a command."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.typed import MAX_TEXT, EmptyText, TextRefused, TextTooLong, as_words, cleaned


@given(st.text())
def test_no_text_keeps_control_characters_or_outer_space(text: str) -> None:
    try:
        readable = cleaned(text)
    except TextRefused:
        return
    assert readable == readable.strip() != ""
    controls = {c for c in readable if unicodedata.category(c) in {"Cc", "Cs"}}
    assert controls <= {"\n", "\t"}


@given(st.text(alphabet=st.sampled_from('/ \t\n\u00a0\u2003\u200bab{}"')))
def test_no_typed_text_is_a_command_to_rasa(text: str) -> None:
    # Rasa strips the text before it looks for the slash, as ``UserMessage`` does.
    assert not as_words(text).strip().startswith("/")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("It is late.", "It is late."),
        ('/inform{"amount": 1}', 'inform{"amount": 1}'),
        ("/ 3 May", "3 May"),
        ("24/7", "24/7"),
        ("///", "?"),
    ],
)
def test_only_a_slash_at_the_start_is_taken_away(typed: str, words: str) -> None:
    assert as_words(typed) == words


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "\x00\x1b"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(EmptyText):
        cleaned(text)


def test_the_longest_text_is_taken_and_one_character_more_is_not() -> None:
    assert cleaned("a" * MAX_TEXT) == "a" * MAX_TEXT
    with pytest.raises(TextTooLong):
        cleaned("a" * (MAX_TEXT + 1))
