"""Notices are plain, promise nothing, and can be filled with what their callers give."""

import pytest

from casework.cases.notices import notice_words
from casework.cases.rules import life_rules
from casework.mail.words import mail_words
from casework.negotiation.terms import term_words
from tests.unit.words.reading import BANNED, GRADE_OF_CHAT, GRADE_OF_LETTER, grade, too_long

NOTICES = [(kind, audience) for kind, texts in notice_words().items() for audience in sorted(texts)]


@pytest.mark.parametrize(("kind", "audience"), NOTICES)
def test_a_notice_is_short_plain_and_promises_nothing(kind: str, audience: str) -> None:
    text = notice_words()[kind][audience]
    assert too_long(text) == []
    assert not BANNED.search(text)
    assert grade(text) <= (GRADE_OF_CHAT if audience == "consumer" else GRADE_OF_LETTER)


def test_what_stands_around_a_letter_is_plain() -> None:
    text = mail_words()["letter"]["before"]
    assert too_long(text) == []
    assert not BANNED.search(text)
    assert grade(text) <= GRADE_OF_LETTER


def test_duties_and_endings_promise_nothing() -> None:
    rules = life_rules()
    said = [*term_words()["duties"].values(), *rules.endings.values(), *rules.states.values()]
    said += [rule.rule for rule in rules.events.values()]
    assert [text for text in said if BANNED.search(text)] == []
    assert [text for text in said if too_long(text)] == []
