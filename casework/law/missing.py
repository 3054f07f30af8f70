"""Which unknown fact would change the answer: found by trying values, never listed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from casework.facts.catalogue import Asked, FactDefinition, FactType, fact_catalogue
from casework.law.answers import Answer, RuleAnswer, answer_of, answers_with
from casework.law.outcome import MissingFact
from casework.law.situation import Situation

_VERDICT, _REMEDY, _RULE, _DATE, _WAITING = 8.0, 3.0, 2.0, 1.0, 4.0
_SHARE = {Asked.OFTEN: 1.0, Asked.SELDOM: 0.4, Asked.NEVER: 0.0}
_DAYS_BACK = (1, 45, 400)


def missing_facts(
    situation: Situation, answers: list[RuleAnswer], answer: Answer
) -> tuple[MissingFact, ...]:
    """Return the unknown facts that would change the answer, the most useful first.

    Each fact that a rule asked for in vain is given a few values one at a time. What then changes
    (verdict, remedies, rules, dates) makes its weight; a fact that chats seldom ask weighs less.
    """
    waiting = {fact for r in answer.remedies.values() for fact in r.waits_for}
    found = [
        missing
        for name in sorted(situation.missed)
        if (definition := fact_catalogue().get(name)) is not None
        and _SHARE[definition.asked] > 0
        and (missing := _try(definition, situation, answers, answer, name in waiting))
    ]
    return tuple(sorted(found, key=lambda fact: (-fact.weight, fact.fact)))


def _try(
    definition: FactDefinition,
    situation: Situation,
    answers: list[RuleAnswer],
    answer: Answer,
    waiting: bool,
) -> MissingFact | None:
    name = definition.name
    weight, decided = 0.0, dict[str, None]()
    for more in _situations_to_try(definition, situation):
        tried = answers_with(name, more, situation, answers)
        if all(new is old for new, old in zip(tried, answers, strict=True)):
            continue
        gain, changes = _difference(answers, answer, tried, answer_of(tried))
        weight = max(weight, gain)
        decided.update(dict.fromkeys(changes))
    if not decided:
        return None
    weight = round((weight + (_WAITING if waiting else 0.0)) * _SHARE[definition.asked], 2)
    return MissingFact(fact=name, weight=weight, would_decide=tuple(decided))


def _situations_to_try(definition: FactDefinition, situation: Situation) -> Iterator[Situation]:
    """Yield the situation with each value of a fact that rules can tell from the others."""
    name = definition.name
    seen = {situation.traces_of(name)}
    for value in _values_to_try(definition, situation):
        more = situation.with_fact(name, value)
        traces = more.traces_of(name)
        if traces not in seen:
            seen.add(traces)
            yield more


def _difference(
    before: list[RuleAnswer], old: Answer, after: list[RuleAnswer], new: Answer
) -> tuple[float, list[str]]:
    gain, changes = 0.0, list[str]()
    if new.verdict is not old.verdict:
        gain += _VERDICT
        changes.append("outcome")
    for name in [*old.remedies, *(n for n in new.remedies if n not in old.remedies)]:
        if _state(old, name) != _state(new, name):
            gain += _REMEDY
            changes.append(name)
    for one, other in zip(before, after, strict=True):
        if one.applies is not other.applies:
            gain += _RULE if other.applies is True or one.applies is True else _RULE / 2
            changes.append(one.rule.id)
    for name in {**old.dates, **new.dates}:
        if _day(old, name) != _day(new, name):
            gain += _DATE
            changes.append(name)
    return gain, changes


def _state(answer: Answer, name: str) -> Any:
    found = answer.remedies.get(name)
    return None if found is None else (found.available, found.undecided)


def _day(answer: Answer, name: str) -> Any:
    return answer.dates[name][2].day if name in answer.dates else None


def _values_to_try(definition: FactDefinition, situation: Situation) -> Iterable[Any]:
    """Yield values on either side of every point at which a rule may turn."""
    groups = situation.book.groups.get(definition.name, frozenset())
    constants = frozenset().union(*groups)
    if definition.type is FactType.BOOLEAN:
        return (True, False)
    if definition.type in (FactType.CHOICE, FactType.LIST):
        return _choices(definition, groups)
    if definition.is_date:
        return _dates(definition, constants, situation)
    if definition.type in (FactType.NUMBER, FactType.MONEY):
        return _numbers(constants)
    if definition.type is FactType.COUNTRY:
        return _countries(situation, constants)
    return (None, "?")


def _choices(definition: FactDefinition, groups: frozenset[frozenset[Any]]) -> list[Any]:
    """Return one value of each kind: values that stand in the same groups change the same."""
    kinds: dict[tuple[bool, ...], str] = {}
    for value in definition.values:
        kinds.setdefault(tuple(value in group for group in groups), value)
    if definition.type is FactType.LIST:
        return [(), *((value,) for value in kinds.values())]
    return list(kinds.values())


def _dates(
    definition: FactDefinition, constants: frozenset[Any], situation: Situation
) -> list[Any]:
    fixed = [day for day in constants if isinstance(day, date)]
    days = [situation.today - timedelta(days=n) for n in _DAYS_BACK]
    if not definition.past:
        days.append(situation.today + timedelta(days=10))
    around = [day + timedelta(days=step) for day in fixed for step in (-1, 0)]
    return [None, *days, *around]


def _numbers(constants: frozenset[Any]) -> list[Decimal]:
    turning = sorted(c for c in constants if isinstance(c, Decimal)) or [Decimal(100)]
    tried = {c + step for c in turning for step in (Decimal(-1), Decimal(0), Decimal(1))}
    return sorted(value for value in tried if value > 0)


def _countries(situation: Situation, constants: frozenset[Any]) -> list[Any]:
    own = list(situation.book.jurisdiction.countries[:1])
    chosen = [key for table in situation.book.tables.values() for key in table.entries]
    named = [c for c in constants if isinstance(c, str) and len(c) == 2]
    return list(dict.fromkeys([*own, *chosen[:2], *named[:2], "AQ"]))
