"""Yes, no, "I don't know" and "skip" in the spellings of a phone keyboard."""

import pytest

from casework.reading.dont_know import is_dont_know, is_skip
from casework.reading.yes_no import read_yes_no


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "YES!!!",
        "y",
        "yep",
        "yea",
        "Yeah, that's right",
        "ok",
        "sure",
        "Correct.",
        "of course",
        "yes please",
        "\U0001f44d yes",
        "yess",
        "that\u2019s right",
        "yes, they did it",
    ],
)
def test_yes_is_understood(text: str) -> None:
    assert read_yes_no(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "NO",
        "nope",
        "n",
        "nah",
        "No, nothing came",
        "not yet",
        "no I didn't",
        "never",
        "noo",
        "that\u2019s wrong",
        "no, sorry",
    ],
)
def test_no_is_understood(text: str) -> None:
    assert read_yes_no(text) is False


@pytest.mark.parametrize(
    "text",
    ["yes but the date is wrong", "no, but it will", "maybe", "no idea", "lamp", "", "norway"],
)
def test_what_is_neither_is_left_open(text: str) -> None:
    assert read_yes_no(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I don't know",
        "i dont no",
        "dunno",
        "idk",
        "no idea",
        "No clue!",
        "Not sure",
        "I'm not sure",
        "I can't remember",
        "I don\u2019t remember the exact date",
        "I forgot",
        "??",
        "unsure",
        "who knows",
        "sorry, I do not know",
        "I have no idea when it was",
    ],
)
def test_not_knowing_is_understood(text: str) -> None:
    assert is_dont_know(text)
    assert read_yes_no(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "not sure, maybe 3 May",
        "I don't know the seller but it cost 45",
        "I know",
        "no",
        "forget it",
        "the unknown shop",
        "",
    ],
)
def test_an_answer_that_says_more_is_not_taken_for_not_knowing(text: str) -> None:
    assert not is_dont_know(text)


@pytest.mark.parametrize("text", ["skip", "Skip this one", "pass", "I'd rather not say", "next"])
def test_a_question_can_be_skipped(text: str) -> None:
    assert is_skip(text)
