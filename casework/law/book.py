"""A book of law: the rules for one kind of claim under one law, and which part reads what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from casework.facts.catalogue import fact_catalogue
from casework.law.conditions import Expression
from casework.law.dates import Convention
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.schema import DateRule, Rule, Step, Table


class Limit(BaseModel):
    """A doubt that holds for some countries of a jurisdiction."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    countries: tuple[str, ...]
    doubt: str


class JurisdictionInfo(BaseModel):
    """Whom a body of law covers, how it counts and whose holidays it knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Jurisdiction
    name: str
    countries: tuple[str, ...] = ()
    mark: str | None = None  # a fact that alone places somebody here
    convention: str
    holidays: dict[str, str] = Field(default_factory=dict)
    holidays_of: str | None = None  # the fact that names the country whose holidays count
    fallback: bool = False
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True)
class RuleReads:
    """The names that each part of a rule reads; remedies and dates in the order of the rule."""

    when: frozenset[str]
    remedies: tuple[frozenset[str], ...]
    dates: tuple[frozenset[str], ...]
    verdicts: frozenset[str]

    @cached_property
    def all(self) -> frozenset[str]:
        """Return every name that the rule reads to apply and to give."""
        return self.when.union(self.verdicts, *self.remedies, *self.dates)


@dataclass(frozen=True)
class Book:
    """All that is needed to judge one kind of claim under one body of law."""

    jurisdiction: JurisdictionInfo
    claim_type: ClaimType
    rules: tuple[Rule, ...]
    define: dict[str, Expression]
    tables: dict[str, Table]
    dates: dict[str, DateRule]
    convention: Convention

    @cached_property
    def reads_of(self) -> dict[str, RuleReads]:
        """Return, for each rule id, the names that its parts read; definitions are not followed."""
        return {rule.id: self._reads(rule) for rule in self.rules}

    def rules_reading(self, names: frozenset[str]) -> frozenset[int]:
        """Return the places of the rules that read one of these names."""
        readers = self._places_by_name
        return frozenset().union(*(readers[name] for name in names if name in readers))

    @cached_property
    def _places_by_name(self) -> dict[str, frozenset[int]]:
        places: dict[str, set[int]] = {}
        for place, rule in enumerate(self.rules):
            for name in self.reads_of[rule.id].all:
                places.setdefault(name, set()).add(place)
        return {name: frozenset(found) for name, found in places.items()}

    def _reads(self, rule: Rule) -> RuleReads:
        return RuleReads(
            when=names_behind(rule, rule.when, rule.in_force),
            remedies=tuple(names_behind(rule, remedy) for remedy in rule.remedies),
            dates=tuple(names_behind(rule, dated) for dated in rule.dates),
            verdicts=names_behind(rule, rule.verdicts),
        )

    @cached_property
    def facts_of(self) -> dict[str, frozenset[str]]:
        """Return, for each rule id, the facts that it reads, directly or by definitions."""
        return {rule.id: self._facts_behind(names_in_rule(rule)) for rule in self.rules}

    @cached_property
    def downstream(self) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
        """Return, for each fact, the definitions, tables and dates in use that hang on it.

        Each comes with the names that it reads itself, and after those of them that hang on the
        fact too.
        """
        found: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for name in self._in_order:
            for fact in self._facts_behind([name]):
                found.setdefault(fact, []).append((name, frozenset(self._names_of(name))))
        return {fact: tuple(hanging) for fact, hanging in found.items()}

    @cached_property
    def _in_order(self) -> list[str]:
        """Return the definitions, tables and dates in use, each after those that it reads.

        Raises:
            graphlib.CycleError: one is defined by itself.

        """
        own = self._used & {*self.define, *self.tables, *self.dates}
        reads = {name: own.intersection(self._names_of(name)) for name in sorted(own)}
        return list(TopologicalSorter(reads).static_order())

    @cached_property
    def read_directly(self) -> frozenset[str]:
        """Return the names that rules read themselves, not only by way of definitions."""
        return frozenset().union(*(reads.all for reads in self.reads_of.values()))

    @cached_property
    def _used(self) -> frozenset[str]:
        """Return every name behind the rules."""
        return self._behind(name for rule in self.rules for name in names_in_rule(rule))

    @cached_property
    def tables_of(self) -> dict[str, frozenset[str]]:
        """Return, for each rule id, the tables that it reads."""
        return {
            rule.id: self._behind(names_in_rule(rule)) & frozenset(self.tables)
            for rule in self.rules
        }

    def tables_behind(self, rule: DateRule) -> frozenset[str]:
        """Return the tables that decide the length of a date of a rule."""
        return self._date_tables[id(rule)]

    @cached_property
    def _date_tables(self) -> dict[int, frozenset[str]]:
        tables = frozenset(self.tables)
        dates = [dated for rule in self.rules for dated in rule.dates]
        return {id(dated): self._behind(names_in(dated)) & tables for dated in dates}

    @cached_property
    def groups(self) -> dict[str, frozenset[frozenset[Any]]]:
        """Return, for each fact, the sets of fixed values with which the rules compare it."""
        found: dict[str, frozenset[frozenset[Any]]] = {}
        for expression in self._expressions():
            for name, groups in expression.groups.items():
                found[name] = found.get(name, frozenset()) | groups
        return found

    def facts_behind_names(self, names: Iterable[str]) -> frozenset[str]:
        """Return the facts behind names, directly or by definitions, tables and dates."""
        return self._facts_behind(names)

    def facts_behind(self, step: Step) -> frozenset[str]:
        """Return the facts that decide whether a step of a rule holds."""
        return self._step_facts[id(step)]

    @cached_property
    def _step_facts(self) -> dict[int, frozenset[str]]:
        """Return the facts behind each step; steps live as long as their pack, so ids are safe."""
        return {
            id(step): self._facts_behind(names_behind(rule, step.when))
            for rule in self.rules
            for remedy in rule.remedies
            for step in remedy.available
        }

    def _facts_behind(self, names: Iterable[str]) -> frozenset[str]:
        return self._behind(names) & frozenset(fact_catalogue())

    def _behind(self, names: Iterable[str]) -> frozenset[str]:
        seen: set[str] = set()
        todo = list(names)
        while todo:
            name = todo.pop()
            if name not in seen:
                seen.add(name)
                todo.extend(self._names_of(name))
        return frozenset(seen)

    def _names_of(self, name: str) -> Iterable[str]:
        if name in self.define:
            return self.define[name].names
        if name in self.tables:
            return (self.tables[name].by,)
        return names_in(self.dates[name]) if name in self.dates else ()

    def _expressions(self) -> Iterator[Expression]:
        """Yield the expressions of the rules, and of the definitions and dates that they use."""
        yield from expressions_in(self.rules)
        for name in self._used:
            yield from expressions_in(self.define.get(name))
            yield from expressions_in(self.dates.get(name))


def expressions_in(part: Any) -> Iterator[Expression]:
    """Yield every expression inside a model, at any depth."""
    if isinstance(part, Expression):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from expressions_in(getattr(part, name))
    elif isinstance(part, tuple | list):
        for item in part:
            yield from expressions_in(item)
    elif isinstance(part, dict):
        for item in part.values():
            yield from expressions_in(item)


def names_in(part: Any) -> frozenset[str]:
    """Return the names that a part of a pack reads, with the dates that it chooses between."""
    names = frozenset().union(*(e.names for e in expressions_in(part)))
    return names | frozenset(part.chosen_from) if isinstance(part, DateRule) else names


def names_in_rule(rule: Rule) -> frozenset[str]:
    """Return the names that a rule reads, its own dates resolved to what they read."""
    names = names_in(rule).union(*(names_in(own) for own in rule.dates))
    return names - {own.name for own in rule.dates}


def names_behind(rule: Rule, *parts: Any) -> frozenset[str]:
    """Return the names that parts of a rule read, its own dates resolved to what they read."""
    own = {dated.name: dated for dated in rule.dates}
    names: set[str] = set()
    todo = [name for part in parts for name in names_in(part)]
    while todo:
        name = todo.pop()
        if name not in names:
            names.add(name)
            todo.extend(names_in(own[name]) if name in own else ())
    return frozenset(names)
