"""One set of facts on one day, in front of one book of law: the values behind every name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from casework.law.book import Book
from casework.law.calendars import Calendar, calendar_of
from casework.law.dates import Period, StartEvent, conventions, last_day
from casework.law.outcome import Computation
from casework.law.schema import Certainty, DateRule, Rule, Table, TableEntry
from casework.law.unknown import UNKNOWN


@dataclass(frozen=True)
class Dated:
    """A computed date and how it came about; two are alike where the day is."""

    day: date
    counted: Computation = field(compare=False)
    rule_id: str = field(compare=False)

    @property
    def computation(self) -> Computation:
        """Return how it came about, by the rule that fixes it."""
        if self.counted.rule_id == self.rule_id:
            return self.counted
        return self.counted.model_copy(update={"rule_id": self.rule_id})


class Situation:
    """The names of a book with their values for these facts; unknown facts that were read.

    Dates, definitions and tables are computed when first asked for, and once.
    """

    def __init__(self, book: Book, facts: Mapping[str, Any], today: date) -> None:
        self.book = book
        self.facts = facts
        self.today = today
        self.missed: set[str] = set()
        self.changed: dict[str, Any] = {}  # what the fact told last by ``with_fact`` has changed
        self._values = {"today": today, "claim_type": str(book.claim_type), **facts}

    def with_fact(self, name: str, value: Any) -> Situation:
        """Return the same situation with one more fact; what does not hang on it is kept."""
        facts = {**self.facts, name: value}
        if self.moves_the_calendar(name):
            anew = Situation(self.book, facts, self.today)
            anew.changed = {name: value}
            return anew
        more = Situation.__new__(Situation)  # this happens so often that ``copy`` shows
        more.__dict__.update(self.__dict__)
        more.facts = facts
        more.missed = self.missed - {name}
        more._values = {**self._values, name: value}
        more.changed = {name: value, **more._changes_behind(name, self)}
        return more

    def moves_the_calendar(self, name: str) -> bool:
        """Return whether a fact decides whose holidays count, and so may move any date."""
        return self.book.jurisdiction.holidays_of == name

    def _changes_behind(self, fact: str, before: Situation) -> dict[str, Any]:
        """Compute anew what hangs on a fact and return the values that are not as before.

        A change goes from a name to its readers; where a value stays, nothing behind it is asked.
        """
        changed, moved = dict[str, Any](), {fact}
        for name, reads in self.book.downstream.get(fact, ()):
            if moved.isdisjoint(reads):
                continue
            self._values[name] = value = self._look_up(name)
            if value != before.value(name):
                changed[name] = value
                moved.add(name)
        return changed

    def traces_of(self, name: str) -> frozenset[tuple[str, Any]]:
        """Return all that rules can see of the fact told last: alike traces, alike law."""
        seen = self.changed.items()
        direct = name in self.book.read_directly or self.moves_the_calendar(name)
        return frozenset(item for item in seen if direct or item[0] != name)

    def value(self, name: str) -> Any:
        """Return the value of a name; ``UNKNOWN`` where the facts do not tell it."""
        values = self._values
        if name not in values:
            values[name] = UNKNOWN  # a name that is defined by itself stays unknown
            values[name] = self._look_up(name)
        return values[name]

    def _look_up(self, name: str) -> Any:
        if name in self.book.define:
            return self.book.define[name].evaluate(self)
        if name in self.book.dates:
            return day_of_dated(self.dated(self.book.dates[name], "shared", self))
        if name in self.book.tables:
            return _number_or_word(self.entry(self.book.tables[name])[0].value)
        self.missed.add(name)
        return UNKNOWN

    def entry(self, table: Table) -> tuple[TableEntry, TableEntry | None]:
        """Return the entry of a table that decides, and one that is too doubtful to decide."""
        key = self.value(table.by)
        found = table.entries.get(key) if isinstance(key, str) else None
        if found is None or found.certainty is Certainty.HIGH:
            return found or table.default, None
        return table.default, found

    def dated(self, rule: DateRule, rule_id: str, names: Situation | RuleScope) -> Any:
        """Return the date that a date rule fixes: a ``Dated``, None (no such date) or UNKNOWN."""
        when = rule.when.evaluate(names)
        if when is UNKNOWN or not when:
            return UNKNOWN if when is UNKNOWN else None
        if rule.count_from is None:
            return _chosen(rule, rule.rule or rule_id, names)
        return self._counted(rule, rule.rule or rule_id, names)

    def _counted(self, rule: DateRule, rule_id: str, names: Situation | RuleScope) -> Any:
        assert rule.count_from is not None  # noqa: S101 - the schema promises it
        start, length = rule.count_from.evaluate(names), rule.n.evaluate(names)
        if start is None or length is None:
            return None
        if not isinstance(start, date) or not isinstance(length, Decimal) or length < 0:
            return UNKNOWN  # a length below zero comes from dates that contradict each other
        period = Period(int(length), rule.unit, rule.first_day_counts, rule.backwards, rule.runs_on)
        convention = conventions()[rule.convention] if rule.convention else self.book.convention
        event = StartEvent(start, rule.event or rule.count_from.text.replace("_", " "), rule_id)
        return Dated(*last_day(event, period, convention, self.calendar), rule_id)

    @cached_property
    def calendar(self) -> Calendar:
        """Return the days of rest that count in this case."""
        info = self.book.jurisdiction
        if info.holidays_of:
            country = self.facts.get(info.holidays_of)
            return calendar_of(country[:2] if country else None)
        return calendar_of(info.holidays.get("country"), info.holidays.get("part"))


class RuleScope:
    """The names of a situation, and before them the dates of one rule."""

    def __init__(self, situation: Situation, rule: Rule) -> None:
        self.situation = situation
        self.rule = rule
        self._rules = rule.dates_by_name
        self._dated: dict[str, Any] = {}

    def value(self, name: str) -> Any:
        """Return the value of a name, a date of this rule first."""
        if name in self._rules:
            return day_of_dated(self.dated(name))
        values = self.situation._values  # looked into here as well: this is where the time goes
        return values[name] if name in values else self.situation.value(name)

    def dated(self, name: str) -> Any:
        """Return a date of this rule: a ``Dated``, None (no such date) or ``UNKNOWN``."""
        if name not in self._dated:
            self._dated[name] = UNKNOWN
            self._dated[name] = self.situation.dated(self._rules[name], self.rule.id, self)
        return self._dated[name]

    def find(self, name: str) -> Any:
        """Return a date of this rule or a shared one, with its computation."""
        if name in self._rules:
            return self.dated(name)
        return self.situation.dated(self.situation.book.dates[name], self.rule.id, self)


def day_of_dated(dated: Any) -> Any:
    """Return the day of a computed date; None and ``UNKNOWN`` stay what they are."""
    return dated.day if isinstance(dated, Dated) else dated


def _chosen(rule: DateRule, rule_id: str, names: Situation | RuleScope) -> Any:
    """Return the later or the earlier of the dates that exist, as this rule's own."""
    candidates = [_find(names, name) for name in rule.chosen_from]
    if any(candidate is UNKNOWN for candidate in candidates):
        return UNKNOWN
    dated = [candidate for candidate in candidates if candidate is not None]
    if not dated:
        return None
    pick = min if rule.earlier_of else max
    found = pick(dated, key=lambda candidate: candidate.day)
    return Dated(found.day, found.counted, rule_id)


def _find(names: Situation | RuleScope, name: str) -> Any:
    if isinstance(names, RuleScope):
        return names.find(name)
    return names.dated(names.book.dates[name], "shared", names)


def _number_or_word(value: Any) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value
