"""How near a date is, in tone and words; no server is needed for this."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.store.console_queries import OPENING_DATES
from mediation.console.due import due
from mediation.web.formats import age, file_size, until

TODAY = date(2026, 11, 24)
BEGUN = date(2026, 11, 10)
days = st.integers(-4000, 4000).map(lambda n: TODAY + timedelta(days=n))
names = st.sampled_from(["answer_by", "refund_by", *sorted(OPENING_DATES)])


@given(name=names, on=days)
def test_only_what_passed_while_the_case_was_here_is_overdue(name: str, on: date) -> None:
    overdue = due(name, on, TODAY, BEGUN).tone == "passed"
    assert overdue == (BEGUN <= on < TODAY and name not in OPENING_DATES)


@given(name=names, on=days)
def test_the_words_alone_tell_whether_a_date_lies_behind(name: str, on: date) -> None:
    words = due(name, on, TODAY, BEGUN).words
    behind = words.startswith(("passed ", "open, since "))
    assert behind == (on < TODAY)


@given(nearer=days, farther=days)
def test_a_nearer_date_never_looks_calmer(nearer: date, farther: date) -> None:
    order = ["soon", "near", "later"]
    first, second = sorted((nearer, farther))
    if first >= TODAY:
        tones = [due("answer_by", on, TODAY, BEGUN).tone for on in (first, second)]
        assert order.index(tones[0]) <= order.index(tones[1])


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 12, 8), "in 14 days"),
        (date(2026, 10, 1), "54 days ago"),
        (date(2028, 11, 24), "in 2 years"),
    ],
)
def test_a_date_is_said_as_people_say_it(on: date, words: str) -> None:
    assert until(on, TODAY) == words


def test_an_age_is_never_negative_even_when_clocks_disagree() -> None:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert age(now + timedelta(hours=2), now) == age(now, now)
    assert age(now - timedelta(days=3), now) == "3 days"


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (214_000, "214 kB"), (10_485_760, "10.5 MB")],
)
def test_a_size_is_said_in_its_largest_unit(size: int, words: str) -> None:
    assert file_size(size) == words
