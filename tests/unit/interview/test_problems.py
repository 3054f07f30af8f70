"""Which kinds of problem a message tells of, and when a second one is heard."""

import pytest

from casework.interview.problems import (
    announces_another,
    further_problem,
    likeliest_told,
    names_another,
    problems_told,
)

BOTH = [("conformity", 0.69), ("delivery", 0.26)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("the jacket came two weeks late and the zip is broken", ["delivery", "conformity"]),
        ("charged twice, and my return was refused", ["payment", "withdrawal"]),
        ("it is not as advertised and they refused to take it back", ["misleading"]),
        ("the tent never came and there was a hidden fee", ["delivery", "misleading"]),
        ("they leaked my data and the terms changed", ["privacy", "unfair_terms"]),
        ("it is broken and they refuse to refund me", ["conformity"]),
        ("it is not late, it is broken", ["conformity"]),
        ("good morning", []),
    ],
)
def test_the_words_tell_the_kinds_of_problem(text: str, kinds: list[str]) -> None:
    assert problems_told(text) == kinds


def test_a_second_problem_needs_words_for_both_and_a_likely_guess() -> None:
    late_and_broken = "it came two weeks late and the zip is broken"
    assert further_problem(late_and_broken, ["conformity"], BOTH, 0.02) == "delivery"
    assert further_problem("the zip is broken", ["conformity"], BOTH, 0.02) is None
    assert further_problem(late_and_broken, ["conformity"], BOTH[:1], 0.02) is None
    assert further_problem(late_and_broken, ["delivery", "conformity"], BOTH, 0.02) is None


def test_words_that_announce_a_further_problem_are_heard() -> None:
    assert announces_another("they also broke the lamp")
    assert announces_another("it is broken too, by the way")
    assert not announces_another("they broke the lamp")
    assert not announces_another("the water has too much calcium")
    assert names_another("there is a second problem")
    assert not names_another("also, it is late")


def test_a_refused_refund_is_a_second_problem_only_beside_a_payment_and_if_likely() -> None:
    told = "they charged me twice and refuse to refund it"
    assert further_problem(told, ["payment"], [("withdrawal", 0.4)], 0.02) == "withdrawal"
    assert further_problem(told, ["payment"], [("withdrawal", 0.1)], 0.02) is None


def test_of_weak_guesses_the_one_that_the_words_tell_of_counts() -> None:
    guesses = [("delivery", 0.31), ("conformity", 0.23)]
    assert likeliest_told("the left side is broken", guesses) == "conformity"
    assert likeliest_told("it came late and is broken", guesses) is None
    assert likeliest_told("the left side is broken", [("conformity", 0.05)]) is None
