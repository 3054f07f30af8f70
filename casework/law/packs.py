"""The packs: read once from YAML, checked by the schema, and found by jurisdiction and claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casework.facts.catalogue import fact_catalogue
from casework.facts.yamlfile import read_yaml
from casework.law.conditions import Expression
from casework.law.dates import Convention, conventions
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.schema import DateRule, Pack, Rule, Table

PACKS = Path(__file__).with_name("packs")


class PackError(Exception):
    """A pack that cannot be read; the message names the file and the place."""

    code = "pack_invalid"


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
    """The facts that each part of a rule reads; remedies and dates in the order of the rule."""

    when: frozenset[str]
    remedies: tuple[frozenset[str], ...]
    dates: tuple[frozenset[str], ...]
    verdicts: frozenset[str]

    @cached_property
    def all(self) -> frozenset[str]:
        """Return every fact that the rule reads to apply and to give."""
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
    reviewed: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def reads_of(self) -> dict[str, RuleReads]:
        """Return, for each rule id, the facts that its parts read, directly or by definitions."""
        return {rule.id: self._reads(rule) for rule in self.rules}

    def _reads(self, rule: Rule) -> RuleReads:
        return RuleReads(
            when=self._facts_in(rule, rule.when, rule.in_force),
            remedies=tuple(self._facts_in(rule, remedy) for remedy in rule.remedies),
            dates=tuple(self._facts_in(rule, dated) for dated in rule.dates),
            verdicts=self._facts_in(rule, rule.verdicts),
        )

    def _facts_in(self, rule: Rule, *parts: Any) -> frozenset[str]:
        """Return the facts behind parts of a rule, its own dates resolved to what they read."""
        own = {dated.name: dated for dated in rule.dates}
        names: set[str] = set()
        todo = [name for part in parts for name in names_in(part)]
        while todo:
            name = todo.pop()
            if name not in names:
                names.add(name)
                todo.extend(names_in(own[name]) if name in own else ())
        return self._facts_behind(names)

    @cached_property
    def readers_of(self) -> dict[str, frozenset[str]]:
        """Return, for each fact, the definitions, tables and dates that hang on it."""
        readers: dict[str, set[str]] = {}
        for name in (*self.define, *self.tables, *self.dates):
            for fact in self._facts_behind([name]):
                readers.setdefault(fact, set()).add(name)
        return {fact: frozenset(names) for fact, names in readers.items()}

    @cached_property
    def tables_of(self) -> dict[str, frozenset[str]]:
        """Return, for each rule id, the tables that it reads."""
        return {
            rule.id: self._behind(names_in_rule(rule)) & frozenset(self.tables)
            for rule in self.rules
        }

    @cached_property
    def groups(self) -> dict[str, frozenset[frozenset[Any]]]:
        """Return, for each fact, the sets of fixed values with which the rules compare it."""
        found: dict[str, frozenset[frozenset[Any]]] = {}
        for expression in self._expressions():
            for name, groups in expression.groups.items():
                found[name] = found.get(name, frozenset()) | groups
        return found

    def facts_behind(self, expression: Expression, rule: Rule) -> frozenset[str]:
        """Return the facts that decide one expression of a rule."""
        return self._facts_in(rule, expression)

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
        used = self._behind(name for rule in self.rules for name in names_in_rule(rule))
        yield from expressions_in(self.rules)
        for name in used:
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


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Any]:
    """Return the words that packs may use for remedies, parties and dates."""
    words: dict[str, Any] = read_yaml(PACKS / "vocabulary.yml")
    return words


@lru_cache(maxsize=1)
def jurisdictions() -> dict[Jurisdiction, JurisdictionInfo]:
    """Return the bodies of law in the order in which they are tried."""
    read = read_yaml(PACKS / "jurisdictions.yml")
    return {Jurisdiction(name): JurisdictionInfo(id=name, **body) for name, body in read.items()}


@lru_cache(maxsize=16)
def packs_of(jurisdiction: Jurisdiction) -> tuple[Pack, ...]:
    """Return the packs of a jurisdiction: one for each claim type, and the shared files.

    Raises:
        PackError: a file is not YAML or does not have the shape of a pack.

    """
    folder = PACKS / jurisdiction.lower()
    return tuple(_read_pack(path) for path in sorted(folder.glob("*.yml")))


def _read_pack(path: Path) -> Pack:
    try:
        return Pack(**read_yaml(path))
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise PackError(f"{path.parent.name}/{path.name}: {error}") from error


@lru_cache(maxsize=64)
def book_of(jurisdiction: Jurisdiction, claim_type: ClaimType) -> Book:
    """Return what decides a kind of claim under a body of law; without rules if it has no pack."""
    info = jurisdictions()[jurisdiction]
    packs = packs_of(jurisdiction)
    own_first = sorted(packs, key=lambda pack: pack.claim_type is not claim_type)
    return Book(
        jurisdiction=info,
        claim_type=claim_type,
        rules=tuple(_rules_for(own_first, claim_type)),
        define={name: e for pack in packs for name, e in pack.define.items()},
        tables={name: table for pack in packs for name, table in pack.tables.items()},
        dates={rule.name: rule for pack in packs for rule in pack.dates},
        convention=conventions()[info.convention],
    )


def _rules_for(packs: list[Pack], claim_type: ClaimType) -> Iterator[Rule]:
    for pack in packs:
        for rule in pack.rules:
            claims = rule.claims or (pack.claim_type,)
            if claim_type in claims:
                yield rule


def find_rule(rule_id: str) -> Rule:
    """Return the rule with this id.

    Raises:
        KeyError: no pack has such a rule.

    """
    for jurisdiction in Jurisdiction:
        for pack in packs_of(jurisdiction):
            for rule in pack.rules:
                if rule.id == rule_id:
                    return rule
    raise KeyError(rule_id)
