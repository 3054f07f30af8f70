"""Brute force for the planner of routes: every route looked at one by one, with other code.

It reads the YAML itself, evaluates conditions with a small evaluator of its own, counts days by
stepping through them, and sorts in the plainest way. Only the outcome comes from the engine.
"""

from __future__ import annotations

import ast
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import holidays
import yaml

from casework.law import packs
from casework.law.outcome import Outcome

TODAY = date(2026, 11, 24)
PLAIN = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value a text


class _Nothing:
    """What is not known."""


NOTHING = _Nothing()


@lru_cache(maxsize=8)
def raw_files(folder: str) -> dict[str, Any]:
    """Read every file of a jurisdiction as plain text values."""
    paths = sorted((Path(packs.PACKS) / folder).glob("*.yml"))
    wanted = [path for path in paths if path.name not in ("forum.yml", "clauses.yml")]
    return {p.name: yaml.load(p.read_text("utf-8"), PLAIN) for p in wanted}  # noqa: S506


@lru_cache(maxsize=1)
def raw_settings() -> dict[str, Any]:
    names = ("jurisdictions", "conventions")
    paths = {name: Path(packs.PACKS) / f"{name}.yml" for name in names}
    return {n: yaml.load(p.read_text("utf-8"), PLAIN) for n, p in paths.items()}  # noqa: S506


@lru_cache(maxsize=64)
def free_days(country: str, year: int) -> Any:
    return holidays.country_holidays(country, years=[year])


@lru_cache(maxsize=4096)
def parsed(text: str) -> ast.AST:
    return ast.parse(text, mode="eval").body


@dataclass
class Oracle:
    """One case, looked at without the engine's own code."""

    law: str
    facts: dict[str, Any]
    outcome: Outcome
    define: dict[str, Any] = field(default_factory=dict)
    dates: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for body in raw_files(self.law.lower()).values():
            self.define.update(body.get("define") or {})
            self.tables.update(body.get("tables") or {})
            self.dates.update({d["name"]: d for d in body.get("dates") or []})

    def plan(self) -> tuple[list[tuple[str, str, date | None]], dict[str, date | None]]:
        found: list[tuple[int, date, int, int, tuple[str, str, date | None]]] = []
        closed: dict[str, date | None] = {}
        for place, route in enumerate(raw_files(self.law.lower())["routes.yml"]["routes"]):
            if self.outcome.claim_type not in route.get("claims", [self.outcome.claim_type]):
                continue
            exists = self.truth(route.get("when", "true"))
            if exists is False:
                continue
            days, unknown = self.last_days(route)
            state = "conditional" if exists is NOTHING else self.state(route)
            if days and min(days) < TODAY:
                closed[route["id"]] = min(days)
            elif state in ("lost", "no"):
                closed[route["id"]] = None
            else:
                group = 0 if days else (1 if unknown or route.get("clock") else 2)
                rank = ["now", "not_yet", "conditional"].index(state)
                day = min(days) if days else None
                found.append((group, day or date.max, rank, place, (route["id"], state, day)))
        return [entry[-1] for entry in sorted(found, key=lambda entry: entry[:4])], closed

    def state(self, route: dict[str, Any]) -> str:
        for step in route.get("available", [{"is": "now"}]):
            holds = self.truth(step.get("when", "true"))
            if holds is NOTHING:
                return "conditional"
            if holds:
                return str(step["is"])
        return "no"

    def last_days(self, route: dict[str, Any]) -> tuple[list[date], bool]:
        days: list[date] = []
        unknown = False
        shown = {d.name: d.date for d in self.outcome.deadlines}
        for expiry in route.get("expires", []):
            holds = self.truth(expiry.get("when", "true"))
            if holds is False:
                continue
            if holds is NOTHING:
                day: Any = NOTHING
            elif "deadline" in expiry:
                waits = any(name not in self.facts for name in route.get("needs", []))
                day = shown.get(expiry["deadline"], NOTHING if waits else None)
            else:
                day = self.day(expiry["counted"])
            unknown = unknown or day is NOTHING
            days += [day] if isinstance(day, date) else []
        return days, unknown

    def day(self, rule: dict[str, Any]) -> Any:
        holds = self.truth(rule.get("when", "true"))
        if holds is NOTHING or not holds:
            return NOTHING if holds is NOTHING else None
        if "from" not in rule:
            return self.chosen(rule)
        start, length = self.text(rule["from"]), self.text(rule.get("n", "0"))
        if start is None or length is None:
            return None
        if start is NOTHING or length is NOTHING:
            return NOTHING
        return self.counted(as_day(start), int(length), rule)

    def chosen(self, rule: dict[str, Any]) -> Any:
        names = [rule["same_as"]] if "same_as" in rule else rule.get("later_of")
        found = [self.day(self.dates[name]) for name in names or rule["earlier_of"]]
        if any(day is NOTHING for day in found):
            return NOTHING
        days = [day for day in found if day is not None]
        return (min(days) if "earlier_of" in rule else max(days)) if days else None

    def counted(self, start: date, length: int, rule: dict[str, Any]) -> date:
        info = raw_settings()["jurisdictions"][self.law]
        convention = raw_settings()["conventions"][rule.get("convention", info["convention"])]
        unit, first = rule.get("unit", "day"), rule.get("first_day_counts") == "true"
        if length == 0:
            return start
        assert rule.get("backwards") != "true", "no route is counted backwards"
        if unit in ("day", "week"):
            steps = length * (7 if unit == "week" else 1) - first
            last = start
            for _ in range(steps):
                last += timedelta(days=1)
        else:
            months = length * (12 if unit == "year" else 1)
            last = later_by_months(start, months, first, convention["months"])
        runs = convention["rest_days"] == "true" and rule.get("runs_on") != "false"
        while runs and self.rests(last):
            last += timedelta(days=1)
        return last

    def rests(self, day: date) -> bool:
        info = raw_settings()["jurisdictions"][self.law]
        country = self.facts.get("consumer_country") if "holidays_of" in info else None
        country = country or info.get("holidays", {}).get("country")
        free = free_days(country, day.year) if country else {}
        if day in getattr(free, "weekend_workdays", ()):
            return False
        return day.weekday() in (5, 6) or day in free

    # Conditions: strings, lists and mappings, in Kleene's three values.

    def truth(self, condition: Any) -> Any:
        if isinstance(condition, str):
            return as_truth(self.text(condition))
        if isinstance(condition, list):
            return every([self.truth(part) for part in condition])
        assert isinstance(condition, dict)
        return every([self.pair(key, value) for key, value in condition.items()])

    def pair(self, key: str, value: Any) -> Any:
        if key == "all":
            return self.truth(list(value))
        if key == "any":
            return some([self.truth(part) for part in value])
        if key == "not":
            return opposite(self.truth(value))
        told = self.name(key)
        wanted = value if isinstance(value, list) else [value]
        return NOTHING if told is NOTHING else str(told).lower() in [w.lower() for w in wanted]

    def text(self, text: str) -> Any:
        return self.node(parsed(" ".join(text.split())))

    def name(self, name: str) -> Any:
        by_state = {str(r.available): [] for r in self.outcome.remedies}
        for remedy in self.outcome.remedies:
            by_state[str(remedy.available)].append(remedy.remedy)
        open_now = [by_state.get(state, []) for state in ("now", "not_yet", "conditional")]
        told = {
            "true": True,
            "false": False,
            "today": TODAY,
            "claim_type": str(self.outcome.claim_type),
            "verdict": str(self.outcome.outcome),
            "liable": self.outcome.liable,
            "not_liable": self.outcome.not_liable,
            "remedies_open": [remedy for remedies in open_now for remedy in remedies],
            **{f"remedies_{s}": by_state.get(s, []) for s in ("now", "not_yet", "conditional")},
            "remedies_lost": by_state.get("lost", []),
        }
        if name in self.facts or name in told:
            return self.facts.get(name, told.get(name))
        if name in self.define:
            written = self.define[name]
            return self.text(written) if isinstance(written, str) else self.truth(written)
        if name in self.dates:
            return self.day(self.dates[name])
        return self.from_table(name) if name in self.tables else NOTHING

    def from_table(self, name: str) -> Any:
        table = self.tables[name]
        entry = table["entries"].get(self.facts.get(table["by"]), table["default"])
        sure = entry.get("certainty", "high") == "high"
        return as_constant((entry if sure else table["default"])["value"])

    def node(self, node: ast.AST) -> Any:  # noqa: C901 - one case for each kind of node
        match node:
            case ast.Constant(value=value):
                return as_constant(value)
            case ast.Name(id=name):
                return self.name(name)
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return [self.node(part) for part in parts]
            case ast.BoolOp(op=ast.And(), values=parts):
                return every([as_truth(self.node(part)) for part in parts])
            case ast.BoolOp(values=parts):
                return some([as_truth(self.node(part)) for part in parts])
            case ast.UnaryOp(op=ast.Not(), operand=part):
                return opposite(as_truth(self.node(part)))
            case ast.IfExp(test=test, body=then, orelse=otherwise):
                holds = as_truth(self.node(test))
                if holds is NOTHING:
                    return NOTHING
                return self.node(then if holds else otherwise)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return compare(type(op).__name__, self.node(left), self.node(right))
            case ast.BinOp(left=left, op=op, right=right):
                return reckon(type(op).__name__, self.node(left), self.node(right))
            case ast.Call(func=ast.Name(id=function), args=parts):
                return call(function, [self.node(part) for part in parts])
        raise AssertionError(ast.dump(node))


def as_day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def as_constant(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    try:
        return Decimal(str(value))
    except ArithmeticError:
        pass
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def as_truth(value: Any) -> Any:
    return value if value is NOTHING else bool(value)


def every(values: list[Any]) -> Any:
    if any(value is False for value in values):
        return False
    return NOTHING if any(value is NOTHING for value in values) else True


def some(values: list[Any]) -> Any:
    if any(value is True for value in values):
        return True
    return NOTHING if any(value is NOTHING for value in values) else False


def opposite(value: Any) -> Any:
    return NOTHING if value is NOTHING else not value


def compare(op: str, one: Any, other: Any) -> Any:
    if one is NOTHING or other is NOTHING:
        return NOTHING
    if isinstance(one, datetime) or isinstance(other, datetime):
        one, other = as_day(one), as_day(other)
    if op in ("In", "NotIn"):
        inside = other is not None and one in other
        return inside if op == "In" else not inside
    if op in ("Eq", "NotEq"):
        return (one == other) is (op == "Eq")
    if one is None or other is None:
        return False
    less, same = one < other, one == other
    return {"Lt": less, "LtE": less or same, "Gt": not (less or same), "GtE": not less}[op]


def reckon(op: str, one: Any, other: Any) -> Any:
    if not isinstance(one, Decimal) or not isinstance(other, Decimal):
        return NOTHING
    return {"Add": one + other, "Sub": one - other, "Mult": one * other}[op]


def call(function: str, values: list[Any]) -> Any:  # noqa: C901 - one case for each function
    first = values[0]
    match function:
        case "known":
            return first is not NOTHING
        case "unknown":
            return first is NOTHING
        case "shown":
            return first is not NOTHING and bool(first)
        case "has":
            return NOTHING if first is NOTHING else first is not None
        case "none":
            return NOTHING if first is NOTHING else first is None
        case "overlaps":
            if first is NOTHING:
                return NOTHING
            return any(value in values[1] for value in first or ())
        case "days":
            if any(not isinstance(value, date) for value in values):
                return NOTHING
            return Decimal((as_day(values[1]) - as_day(first)).days)
    raise AssertionError(function)


def later_by_months(start: date, months: int, first_counts: bool, rule: str) -> date:
    """Return the last day of a period in months: same date, or the day before the first counted."""
    if rule == "day_before_counting" and not first_counts:
        start, first_counts = start + timedelta(days=1), True
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    longest = monthrange(years, month + 1)[1]
    if start.day > longest:
        return date(years, month + 1, longest)
    return date(years, month + 1, start.day) - timedelta(days=1 if first_counts else 0)
