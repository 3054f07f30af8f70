"""The condition language: three truth values, and nothing but what its page says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.law.conditions import ConditionError, compile_condition
from casework.law.unknown import UNKNOWN

TRUTHS = [True, False, UNKNOWN]
truths = st.sampled_from(TRUTHS)


class Told:
    """Facts for an expression; what is not told is unknown."""

    def __init__(self, **facts: Any) -> None:
        self.facts = facts

    def value(self, name: str) -> Any:
        return self.facts.get(name, UNKNOWN)


def value_of(source: Any, **facts: Any) -> Any:
    return compile_condition(source)(Told(**facts))


def kleene(combine: Callable[[bool, bool], bool], one: Any, other: Any) -> Any:
    """Return the three-valued result: what holds for every way to settle the unknown."""
    settled = {
        combine(a, b)
        for a in ([True, False] if one is UNKNOWN else [one])
        for b in ([True, False] if other is UNKNOWN else [other])
    }
    return settled.pop() if len(settled) == 1 else UNKNOWN


@given(truths, truths)
def test_and_is_decided_only_where_every_way_agrees(a: Any, b: Any) -> None:
    wanted = kleene(lambda x, y: x and y, a, b)
    assert value_of("a and b", a=a, b=b) is wanted
    assert value_of(["a", "b"], a=a, b=b) is wanted
    assert value_of({"all": ["a", "b"]}, a=a, b=b) is wanted


@given(truths, truths)
def test_or_is_decided_only_where_every_way_agrees(a: Any, b: Any) -> None:
    wanted = kleene(lambda x, y: x or y, a, b)
    assert value_of("a or b", a=a, b=b) is wanted
    assert value_of({"any": ["a", "b"]}, a=a, b=b) is wanted


@given(truths)
def test_not_leaves_the_unknown_unknown(a: Any) -> None:
    wanted = UNKNOWN if a is UNKNOWN else not a
    assert value_of("not a", a=a) is wanted
    assert value_of({"not": "a"}, a=a) is wanted


@given(truths)
def test_shown_is_never_unknown(a: Any) -> None:
    assert value_of("shown(a)", a=a) is (a is True)
    assert value_of("known(a)", a=a) is (a is not UNKNOWN)
    assert value_of("unknown(a)", a=a) is (a is UNKNOWN)


def test_absent_is_unknown_and_null_is_none() -> None:
    assert value_of("has(d)") is UNKNOWN
    assert value_of("none(d)") is UNKNOWN
    assert value_of("has(d)", d=None) is False
    assert value_of("none(d)", d=None) is True
    assert value_of("has(d)", d=date(2026, 1, 1)) is True


def test_a_comparison_with_null_is_false_and_with_the_unknown_unknown() -> None:
    assert value_of("today > d", today=date(2026, 1, 2), d=None) is False
    assert value_of("today > d", today=date(2026, 1, 2)) is UNKNOWN
    assert value_of("today > d", today=date(2026, 1, 2), d=date(2026, 1, 1)) is True


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("amount > 100", False),
        ("amount >= 100", True),
        ("amount == 100", True),
        ("amount != 100", False),
        ("answer in ['refused', 'none']", True),
        ("answer not in ['refused', 'none']", False),
        ({"answer": "refused"}, True),
        ({"answer": ["agreed", "none"]}, False),
        ("overlaps(kinds, ['a', 'x'])", True),
        ("'b' in kinds", True),
        ("day >= '2026-07-31'", True),
        ("days(day, later) == 10", True),
        ("true if amount > 5 else false", True),
        ("true if nobody_knows else false", UNKNOWN),
    ],
)
def test_a_condition_of_the_page_means_what_it_says(source: Any, wanted: Any) -> None:
    facts = {
        "amount": Decimal(100),
        "answer": "refused",
        "kinds": ("a", "b"),
        "day": date(2026, 7, 31),
        "later": date(2026, 8, 10),
    }
    assert value_of(source, **facts) is wanted


def test_arithmetic_is_exact_and_unknown_where_a_part_is() -> None:
    assert value_of("max(3 * amount, 500)", amount=Decimal("129")) == Decimal(500)
    assert value_of("amount - min(50, amount)", amount=Decimal("0.30")) == Decimal("0")
    assert value_of("0.1 + 0.2") == Decimal("0.3")
    assert value_of("3 * amount") is UNKNOWN
    assert value_of("sum(amount, fee)", amount=Decimal(5)) == Decimal(5)


@pytest.mark.parametrize(
    "source",
    [
        "__import__('os')",
        "amount.real",
        "facts[0]",
        "[x for x in y]",
        "lambda: 1",
        "1 < amount < 3",
        "open('x')",
        "amount ** 2",
        "known(x=1)",
        "a b",
        "~amount",
    ],
)
def test_nothing_but_the_language_is_read(source: str) -> None:
    with pytest.raises(ConditionError):
        compile_condition(source)


def test_the_unknown_cannot_be_used_as_a_truth_by_mistake() -> None:
    with pytest.raises(TypeError):
        bool(UNKNOWN)
