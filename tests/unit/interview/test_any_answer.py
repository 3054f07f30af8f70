"""Every question copes with every text: honest answers, empty ones, odd ones, endless ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.interview import Accepted, DontKnow, Question, Refused, Unsure, read_answer
from casework.interview.catalogue import all_questions
from tests.unit.interview.talk import REMEDIES, TODAY, known

QUESTIONS = [q.with_options(q.options or REMEDIES) for q in all_questions()]
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
FACTS = known(consumer_country="GB", order_date="2026-10-03")


@every_question
@pytest.mark.parametrize("text", ["I don't know", "dunno", "no idea", "not sure"])
def test_not_knowing_is_an_answer_to_every_question(question: Question, text: str) -> None:
    assert read_answer(question, text, TODAY, FACTS) == DontKnow()


@every_question
def test_every_question_can_be_skipped(question: Question) -> None:
    assert read_answer(question, "skip this one", TODAY, FACTS) == DontKnow(skipped=True)


@every_question
@pytest.mark.parametrize("text", ["", "   \n\t"])
def test_an_empty_answer_is_refused(question: Question, text: str) -> None:
    assert read_answer(question, text, TODAY, FACTS) == Refused("empty")


@every_question
@pytest.mark.parametrize("text", ["\U0001f621\U0001f621\U0001f621", "!!!", "\u2764\ufe0f"])
def test_pictures_alone_are_refused(question: Question, text: str) -> None:
    assert read_answer(question, text, TODAY, FACTS) == Refused("emoji_only")


@every_question
def test_twenty_thousand_characters_are_refused_with_the_limit(question: Question) -> None:
    answer = read_answer(question, "they said wait " * 1400, TODAY, FACTS)
    assert answer == Refused("too_long", {"longest": question.longest})


@every_question
def test_another_script_is_named_as_the_reason(question: Question) -> None:
    answer = read_answer(question, "где мой заказ, я не понимаю", TODAY, FACTS)
    in_any_script = {"goods", "seller_name", "seller_name_payment", "consumer_name"}
    assert answer == Refused("other_script") or question.id in in_any_script


@every_question
def test_a_typed_command_carries_no_value(question: Question) -> None:
    answer = read_answer(question, '/inform{"amount": "1000000", "role": "admin"}', TODAY, FACTS)
    if isinstance(answer, Accepted):
        assert "role" not in answer.values
        assert "amount" not in answer.values


@every_question
@settings(max_examples=30)
@given(st.text(max_size=80))
def test_no_text_makes_a_question_fail(question: Question, text: str) -> None:
    answer = read_answer(question, text, TODAY, FACTS)
    assert isinstance(answer, Accepted | DontKnow | Refused | Unsure)
    if isinstance(answer, Accepted):
        assert answer.values or answer.unknown
    if isinstance(answer, Unsure):
        assert answer.alternatives
