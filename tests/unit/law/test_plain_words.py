"""Words of routes, forum and parties: short sentences that a worried person can read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from casework.law.forum import forum_file
from casework.law.outcome import Jurisdiction
from casework.law.parties import roles
from casework.law.routes import routes_of
from tests.unit.letters.test_words import reading_grade

NEVER = re.compile(r"\b(lawyers?|guaranteed|official|legal advice|must win)\b", re.IGNORECASE)
LONGEST = 20  # words in a sentence
GRADE = 6  # of all texts of a law together


def told_by(law: Jurisdiction) -> Iterator[str]:
    for route in routes_of(law).routes:
        yield from (route.says, *(step.because for step in route.available if step.because))
        yield from (route.clock or "", *(closing.says for closing in route.closes))
        yield from (said.text for said in route.doubts)
    for note in forum_file(law).notes:
        yield from (note.says, *(said.text for said in note.doubts))


def told_of_parties() -> Iterator[str]:
    for role in roles().values():
        yield from (lead.says for lead in role.leads)
        yield from (said.text for said in (*role.find_out, *role.check))


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.;:?!])\s+", text) if part]


@pytest.mark.parametrize("law", list(Jurisdiction))
def test_what_is_told_of_routes_and_forum_is_plain(law: Jurisdiction) -> None:
    texts = [text for text in told_by(law) if text]
    for text in texts:
        assert not NEVER.search(text), text
        for sentence in sentences(text):
            assert len(sentence.split()) <= LONGEST, sentence
    assert reading_grade([one for text in texts for one in sentences(text)]) <= GRADE


def test_what_is_told_of_parties_is_plain() -> None:
    texts = list(told_of_parties())
    for text in texts:
        assert not NEVER.search(text), text
        assert all(len(sentence.split()) <= LONGEST for sentence in sentences(text)), text
    assert reading_grade([one for text in texts for one in sentences(text)]) <= GRADE
