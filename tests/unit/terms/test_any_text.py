"""Whatever is pasted: it is read or refused by name, and read the same way twice."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.law.outcome import Jurisdiction
from casework.terms import EmptyTerms, NotText, TermsTooLong, check_terms, text_of
from casework.terms.passages import clauses_of
from casework.terms.source import LONGEST

_PIECES = st.sampled_from(
    ["We are not liable for:", "(a) injury;", "• loss", "1.2 ", "\n", "\n\n", " ", ".", "İ", "ﬁ",
     "no refunds", "you may not", "unless", "60 days", "%", "“as is”", "\u200b", "but", ";",
     "Nothing in these terms limits", "e\u0301", "\r\n", "5%", "per month", "arbitration", "🙂"]
)  # fmt: skip
_PAGES = st.lists(_PIECES, max_size=40).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(st.text() | _PAGES, st.sampled_from(list(Jurisdiction)))
def test_any_text_is_read_or_refused_by_name(text: str, law: Jurisdiction) -> None:
    try:
        report = check_terms(text, law)
    except (EmptyTerms, NotText):
        return
    assert report == check_terms(text, law)
    for words in (*report.findings, *report.carve_outs):
        assert text[words.start : words.end] == words.quote
        assert words.quote.strip()


@settings(max_examples=50, deadline=None)
@given(_PAGES)
def test_what_was_quoted_is_found_again_alone(text: str) -> None:
    if not any(c.isalpha() for c in text):
        return
    for finding in check_terms(text, "EU").findings:
        words = finding.quote if finding.lead is None else f"{finding.lead.quote} {finding.quote}"
        assert finding.kind in {f.kind for f in check_terms(words, "EU").findings}


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused_by_name(data: bytes) -> None:
    with contextlib.suppress(EmptyTerms, NotText):
        assert any(c.isalpha() for c in text_of(data))


@settings(max_examples=100)
@given(_PAGES)
def test_clauses_and_sentences_never_overlap_and_lose_no_word(text: str) -> None:
    position, kept = 0, ""
    for clause in clauses_of(text):
        for start, end in clause.sentences:
            assert position <= start < end
            kept, position = kept + text[start:end], end
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize("nothing", ["", "   \n\t", "123 ... !!!", "\ufeff"])
def test_nothing_to_read_is_said(nothing: str) -> None:
    with pytest.raises(EmptyTerms):
        check_terms(nothing, "EU")


def test_too_much_to_read_is_said() -> None:
    with pytest.raises(TermsTooLong):
        text_of(b"a" * (LONGEST + 1))
    with pytest.raises(TermsTooLong):
        check_terms("é" * (LONGEST // 2 + 1), "EU")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n\x93\x8c\x8b", b"MZ\x00\x00\x01", b"\xff\xfe\x00"])
def test_what_is_no_text_is_said(data: bytes) -> None:
    with pytest.raises(NotText):
        text_of(data)


def test_text_of_a_windows_editor_is_read() -> None:
    assert text_of("No refunds.".encode("utf-16")) == "No refunds."
    assert text_of(b"\xef\xbb\xbfNo refunds.") == "No refunds."


def test_a_page_of_the_greatest_length_is_read_whole() -> None:
    page = ("All sales are final. " * (LONGEST // 21))[:LONGEST]
    report = check_terms(page, "EU")
    assert len(report.findings) == LONGEST // 21
    assert report.findings[-1].end > LONGEST - 25


def test_a_body_of_law_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="MARS"):
        check_terms("No refunds.", "MARS")
