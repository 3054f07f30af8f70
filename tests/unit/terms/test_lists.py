"""The lists are whole, cite only what may be cited, and speak plainly."""

from __future__ import annotations

import re
from datetime import date

import pytest
from pydantic import ValidationError

from casework.law.outcome import Jurisdiction
from casework.terms.checks import check_lists
from casework.terms.errors import ListError
from casework.terms.grammar import expression_of
from casework.terms.lists import Entry, list_of
from casework.terms.report import Listing
from casework.terms.wording import words
from tests.unit.letters.test_words import reading_grade

LONGEST_SENTENCE = 20  # words
HIGHEST_GRADE = 6.0
FORBIDDEN = re.compile(r"lawyer|guarantee|official|legal advice|must win", re.IGNORECASE)


def said() -> list[str]:
    entries = [e for j in Jurisdiction for e in list_of(j).entries.values()]
    lists = [text for e in entries for text in (e.because, e.verdict)]
    laws = [
        text for j in Jurisdiction for text in (list_of(j).note, *list_of(j).countries.values())
    ]
    own = [*words().does.values(), *words().listing.values(), *words().notes.values()]
    texts = [*lists, *laws, *own, words().softened]
    return [s for text in texts for s in re.split(r"(?<=[.!?]) (?=[A-Z])", text) if s]


def test_the_lists_are_clean_today_and_complain_when_reviews_are_due() -> None:
    assert [str(c) for c in check_lists(date(2026, 11, 24))] == []
    assert any("past its review date" in str(c) for c in check_lists(date(2030, 1, 1)))
    assert any("after today" in str(c) for c in check_lists(date(2020, 1, 1)))


def test_sentences_are_short_and_plain() -> None:
    assert [s for s in said() if len(s.split()) >= LONGEST_SENTENCE] == []
    assert reading_grade(sorted(set(said()))) <= HIGHEST_GRADE
    assert [s for s in said() if FORBIDDEN.search(s)] == []


def test_only_a_black_entry_says_not_binding() -> None:
    for jurisdiction in Jurisdiction:
        for entry in list_of(jurisdiction).entries.values():
            assert "not binding" not in entry.because + entry.verdict


def test_a_black_entry_has_no_words_of_its_own() -> None:
    with pytest.raises(ValidationError, match="usual words"):
        Entry(listing=Listing.BLACK, rule="EU-UTR-1", cite="CRD Art. 25", verdict="It may hold.")


@pytest.mark.parametrize(
    ("phrase", "text", "fits"),
    [
        ("keep .. money", "we keep all of your money", True),
        ("keep .. money", "we keep " + "x " * 40 + "money", False),
        ("keep ... money", "we keep " + "x " * 40 + "money", True),
        ("refund*", "REFUNDING", True),
        ("refund", "refunding", False),
        ("pay # days", "pay 14 days", True),
        ("# ?%", "5%", True),
        ("# ?%", "5 %", True),
        ("(one|two) (full )?days", "two days", True),
        ("<who> may", "the\n  shop may", True),
    ],
)
def test_the_grammar_means_what_it_says(phrase: str, text: str, fits: bool) -> None:
    pattern = expression_of(phrase, {"who": ["the shop"]})
    assert (pattern.search(text) is not None) is fits


@pytest.mark.parametrize("phrase", ["<nobody> may", "(one", "<loop>"])
def test_a_malformed_phrase_is_refused_by_name(phrase: str) -> None:
    with pytest.raises(ListError):
        expression_of(phrase, {"loop": ["a <loop>"]})
