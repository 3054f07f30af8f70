"""Which unknown fact would change the answer: found by trying values, never listed by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from casework.facts.catalogue import Asked, FactDefinition, FactType, fact_catalogue
from casework.law.answers import Answer, FoundRemedy, RuleAnswer, answer_of, answers_with
from casework.law.outcome import MissingFact
from casework.law.schema import DateRule, Rule
from casework.law.situation import Dated, Situation

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
        changed = [pair for pair in zip(answers, tried, strict=True) if pair[0] is not pair[1]]
        if not changed:
            continue
        gain, changes = _difference(changed, answer, answer_of(tried))
        weight = max(weight, gain)
        decided.update(dict.fromkeys(changes))
    if not decided:
        return None
    weight = round((weight + (_WAITING if waiting else 0.0)) * _SHARE[definition.asked], 2)
    return MissingFact(fact=name, weight=weight, would_decide=tuple(decided))


def _situations_to_try(definition: FactDefinition, situation: Situation) -> Iterator[Situation]:
    """Yield the situation with each value of a fact that rules can tell from the others."""
    name = definition.name
    seen = {frozenset[tuple[str, Any]]()}
    for value in _values_to_try(definition, situation):
        more = situation.with_fact(name, value)
        traces = more.traces_of(name)
        if traces not in seen:
            seen.add(traces)
            yield more


def _difference(
    changed: list[tuple[RuleAnswer, RuleAnswer]], old: Answer, new: Answer
) -> tuple[float, list[str]]:
    """Return the weight of what differs, and its names; ``changed`` are rules' old and new says."""
    gain, changes = 0.0, list[str]()
    if new.verdict is not old.verdict:
        gain += _VERDICT
        changes.append("outcome")
    for name in _differing(old.remedies, new.remedies, _state):
        gain += _REMEDY
        changes.append(name)
    for one, other in changed:
        if one.applies is not other.applies:
            gain += _RULE if other.applies is True or one.applies is True else _RULE / 2
            changes.append(one.rule.id)
    for name in _differing(old.dates, new.dates, _day):
        gain += _DATE
        changes.append(name)
    return gain, changes


_Found = TypeVar("_Found")


def _differing(
    old: Mapping[str, _Found], new: Mapping[str, _Found], seen: Callable[[_Found], Any]
) -> Iterator[str]:
    """Yield the names whose values differ in what is ``seen`` of them, or that only one has."""
    for name, before in old.items():
        after = new.get(name)
        if after is not before and (after is None or seen(after) != seen(before)):
            yield name
    yield from (name for name in new if name not in old)


def _state(remedy: FoundRemedy) -> Any:
    return remedy.available, remedy.undecided


def _day(found: tuple[DateRule, Rule, Dated]) -> Any:
    return found[2].day


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
