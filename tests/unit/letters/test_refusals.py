"""Letters that may not leave: each refusal has a name and a code."""

from __future__ import annotations

from decimal import Decimal

import pytest

from casework.casefile import PartyDetails
from casework.letters import LetterError, LetterIncomplete, UnsourcedSentence, build_letter
from casework.letters.checks import check_letter
from casework.letters.content import AmountTable, LetterContent, Paragraph, Section, Sentence
from casework.letters.errors import (
    DeadlineNotAfterLetter,
    ForbiddenWord,
    PlaceholderLeft,
    TotalDoesNotAddUp,
    UnknownSource,
    WordsError,
)
from casework.letters.phrasebook import Phrase, Words, words_in
from tests.unit.letters import letter_cases as cases


def words_with(**changes: object) -> Words:
    return words_in().model_copy(update=changes)


def letter_with(text: str, **sentence: object) -> LetterContent:
    """Return a good letter to whose first section a sentence was added."""
    case, outcome = cases.eu_delivery()
    letter = build_letter(case, outcome, cases.TODAY)
    added = Sentence(**{"text": text, "sources": ("case:number",), **sentence})
    first, *others = letter.sections
    changed = first.model_copy(update={"blocks": (Paragraph(sentences=(added,)),)})
    return letter.model_copy(update={"sections": (changed, *others)})


def check(letter: LetterContent) -> None:
    sources = {source for sentence in letter.sentences() for source in sentence.sources}
    check_letter(letter, words_in(), sources | {"case:number"})


def test_a_sentence_of_substance_without_a_source_cannot_exist():
    with pytest.raises(UnsourcedSentence) as refused:
        Sentence(text="The seller is late.")
    assert refused.value.code == "unsourced_sentence"


def test_a_source_of_an_unknown_kind_is_no_source():
    with pytest.raises(UnsourcedSentence):
        Sentence(text="The seller is late.", sources=("fact:order_date", "hearsay:neighbour"))


def test_words_that_rest_on_nothing_make_the_builder_fail():
    case, outcome = cases.eu_delivery()
    rumour = Phrase(text="Everybody knows that you are always late.")
    with pytest.raises(UnsourcedSentence):
        build_letter(case, outcome, cases.TODAY, words=words_with(bought=[rumour]))


def test_a_fixed_phrase_outside_the_closed_list_is_refused():
    letter = letter_with("Yours until the end of time", kind="frame", sources=())
    with pytest.raises(UnsourcedSentence):
        check(letter)


def test_a_source_that_the_case_does_not_have_is_refused():
    letter = letter_with("I paid twice.", sources=("fact:second_payment",))
    with pytest.raises(UnknownSource):
        check_letter(letter, words_in(), {"case:number"})


@pytest.mark.parametrize(
    ("party", "missing"),
    [("consumer", "consumer_name"), ("trader", "seller_name")],
)
@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e"])
def test_a_letter_needs_the_names_of_both_sides(party, missing, name):
    case, outcome = cases.eu_delivery()
    case = case.model_copy(update={party: PartyDetails(name=name)})
    with pytest.raises(LetterIncomplete) as refused:
        build_letter(case, outcome, cases.TODAY)
    assert refused.value.code == "letter_incomplete"
    assert refused.value.missing == (missing,)


@pytest.mark.parametrize(
    "gap", ["{{ goods }}", "{% if x %}", "{name}", "[date]", "<your name>", "____", "TODO"]
)
def test_a_placeholder_that_was_left_is_refused(gap):
    with pytest.raises(PlaceholderLeft):
        check(letter_with(f"I ordered {gap} from you."))


def test_what_a_person_typed_is_no_placeholder():
    case, outcome = cases.eu_delivery()
    typed = cases.facts_of(goods="Mug {{ goods }} [blue] <b>_____</b> TODO")
    case = case.model_copy(update={"facts": {**case.facts, **typed}})
    letter = build_letter(case, outcome, cases.TODAY)
    assert "Mug {{ goods }} [blue] <b>_____</b> TODO" in letter.subject.text


@pytest.mark.parametrize(
    "phrase",
    ["Without Prejudice", "my lawyer", "I guarantee", "an official letter", "I must win this"],
)
def test_the_letters_own_words_never_say_what_they_must_not(phrase):
    with pytest.raises(ForbiddenWord) as refused:
        check(letter_with(f"Note: {phrase}."))
    assert refused.value.code == "forbidden_word"


def test_repealed_law_is_never_cited():
    with pytest.raises(ForbiddenWord):
        check(letter_with("I rely on Reg. (EU) No 524/2013.", sources=("rule:EU-ESC-1",)))


def test_rows_that_do_not_give_the_total_are_refused():
    case, outcome = cases.eu_delivery()
    letter = build_letter(case, outcome, cases.TODAY)
    ask = letter.section("ask")
    assert ask is not None
    wrong = tuple(
        block.model_copy(update={"total": block.total + Decimal("0.01")})
        if isinstance(block, AmountTable)
        else block
        for block in ask.blocks
    )
    sections: tuple[Section, ...] = tuple(
        s.model_copy(update={"blocks": wrong}) if s.key == "ask" else s for s in letter.sections
    )
    with pytest.raises(TotalDoesNotAddUp):
        check(letter.model_copy(update={"sections": sections}))


def test_the_day_for_the_answer_must_lie_after_the_letter():
    case, outcome = cases.eu_delivery()
    with pytest.raises(DeadlineNotAfterLetter):
        build_letter(case, outcome, cases.TODAY, answer_days=0)


def test_every_refusal_has_its_own_code():
    def kinds(kind: type[LetterError]) -> list[type[LetterError]]:
        return [kind, *(k for sub in kind.__subclasses__() for k in kinds(sub))]

    codes = [kind.code for kind in kinds(LetterError)]
    assert len(codes) == len(set(codes)) > 8


def test_a_language_without_words_is_refused():
    with pytest.raises(WordsError):
        words_in("tlh")
