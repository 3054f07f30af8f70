"""Made-up longer stories."""

from __future__ import annotations

from bot.nlu.variety import Example, in_folds, stories

EXAMPLES = in_folds(
    [(f"{intent} told in way {i}", intent) for intent in ("late", "broken") for i in range(12)], 3
)
ASIDES = ["I am angry", "please help", "never again"]


def made_up() -> list[Example]:
    return list(stories(EXAMPLES, ASIDES, 30, seed=1))


def test_examples_are_dealt_out_evenly() -> None:
    late = [example.fold for example in EXAMPLES if example.intent == "late"]
    assert [late.count(fold) for fold in range(3)] == [4, 4, 4]


def test_there_are_as_many_stories_of_each_claim_as_asked_for() -> None:
    told = [story.intent for story in made_up()]
    assert (told.count("late"), told.count("broken")) == (30, 30)


def test_a_story_tells_one_claim_between_asides() -> None:
    for story in made_up():
        other = "broken" if story.intent == "late" else "late"
        assert story.intent in story.text
        assert other not in story.text
        assert any(aside in story.text for aside in ASIDES)


def test_no_part_knows_the_sentences_of_another() -> None:
    for story in made_up():
        elsewhere = [e.text for e in EXAMPLES if e.fold != story.fold]
        assert not any(f"{text}." in f"{story.text}." for text in elsewhere if text[-2] == " ")


def test_the_same_seed_makes_the_same_stories() -> None:
    assert made_up() == made_up()
    assert made_up() != list(stories(EXAMPLES, ASIDES, 30, seed=2))
