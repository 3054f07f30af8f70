"""Text written to be slow is still read to its end, and no search is left out for speed."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.law.outcome import Jurisdiction
from casework.terms import EmptyTerms, TermsReport, check_terms
from casework.terms.needles import may_hold, needles_of, pieces_among
from casework.terms.passages import LONGEST_SENTENCE, clauses_of
from casework.terms.patterns import kinds, possible_in
from tests.unit.terms.labelled import UNSEEN, pages

SIZE = 100_000  # characters
_BAIT = st.sampled_from(
    ["a", "we ", "you may not ", "not liable ", "(a ", "((", "nothing in ", "within 5 days ", "if ",
     "claim ", "cannot return goods ", "risk ", "carrier ", "change price ", "\n", " ", "1", "é"]
)  # fmt: skip


def read(text: str) -> TermsReport | None:
    try:
        return check_terms(text, Jurisdiction.EU)
    except EmptyTerms:
        return None


@settings(max_examples=12, deadline=30_000)  # ms: a page that hangs takes minutes
@given(st.lists(_BAIT, min_size=1, max_size=6).map("".join))
def test_a_hundred_thousand_characters_of_one_bait_do_not_hang(bait: str) -> None:
    page = (bait * SIZE)[:SIZE]
    report = read(page)
    assert (report is None) is not any(c.isalpha() for c in page)


@pytest.mark.parametrize("text", ["a" * SIZE, "(" * SIZE + "x" + ")" * 9, "(a " * (SIZE // 3)])
def test_one_letter_and_nested_brackets_are_read_and_mean_nothing(text: str) -> None:
    report = read(text)
    assert report is not None
    assert report.findings == ()


def test_no_sentence_is_longer_than_a_search_can_bear() -> None:
    for text in ("a" * SIZE, "a " * (SIZE // 2), "(a) " * (SIZE // 4)):
        spans = [span for clause in clauses_of(text) for span in clause.sentences]
        assert max(end - start for start, end in spans) <= LONGEST_SENTENCE


def test_the_quick_look_leaves_out_no_phrase_that_is_there() -> None:
    phrases = [p for kind in kinds() for pattern in kind.patterns for p in pattern.says]
    sentences = [clause.says for page in (*pages(), *pages(UNSEEN)) for clause in page.clauses]
    for sentence, phrase in product(sentences[::7], phrases):
        if phrase.expression.search(sentence):
            assert phrase in possible_in(sentence)


@pytest.mark.parametrize(
    ("expression", "needed"),
    [
        (r"no\s+refunds?", ({"refund"}, {"no"})),
        (r"(?:bring|brought)\s+back", ({"bring", "brought"}, {"back"})),
        (r"(?<!\w)(?:return|give)(?:\s+it)?\s+back\w*", ({"give", "return"}, {"back"})),
        (r"(?:refund|\d+)", ()),
        (r"ab{0,2}cd", ({"cd"},)),
        (r"\d+[a-z]?x?", ()),
    ],
)
def test_what_a_phrase_needs_is_read_from_it(expression: str, needed: tuple[set[str], ...]) -> None:
    assert set(map(frozenset, needed)) == set(needles_of(expression))


@given(
    st.from_regex(r"(?:return|refund)s?\s+(?:is|are)\s+(?:not\s+)?(?:final|a+bc)", fullmatch=True)
)
def test_a_text_that_fits_has_all_that_is_needed(text: str) -> None:
    needles = needles_of(r"(?:return|refund)s?\s+(?:is|are)\s+(?:not\s+)?(?:final|a+bc)")
    every = frozenset(piece for pieces in needles for piece in pieces)
    pieces = frozenset[str]().union(*(pieces_among(w, every) for w in text.split()))
    assert re.search("final|bc", text)
    assert may_hold(needles, pieces)
