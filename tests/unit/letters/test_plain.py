"""What people typed, made safe to print."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from casework.letters.plain import plain, plain_lines, quotable, shortened, without


@given(st.text())
def test_plain_text_is_one_clean_line(text):
    clean = plain(text)
    assert clean == clean.strip()
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} for c in clean)
    assert plain(clean) == clean


def test_hidden_direction_marks_are_taken_out():
    assert plain("invoice\u202e.exe") == "invoice.exe"


def test_accents_are_composed_and_scripts_kept():
    assert plain("Zoe\u0308 Ţîrţă Ωmega Київ 李明") == "Zoë Ţîrţă Ωmega Київ 李明"


def test_an_address_keeps_its_lines():
    assert plain_lines("Main Street 1\r\n\r\n  12345   Town ") == ("Main Street 1", "12345 Town")


@given(st.text(min_size=1), st.integers(10, 80))
def test_what_is_shortened_never_exceeds_its_length(text, limit):
    assert len(shortened(text, limit)) <= max(limit, len(text) if len(text) <= limit else limit)


def test_a_cut_is_marked():
    assert shortened("one two three four", 14) == "one two […]"


def test_a_quotation_leaves_the_full_stop_to_the_sentence():
    assert quotable(" It said “no”. ", 100) == "It said \u2018no\u2019"


def test_a_phrase_is_left_out_in_any_case():
    assert without("WITHOUT Prejudice: no", ["without prejudice"]) == "[…]: no"
