"""What each rule answers, and how the answers of all rules become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from casework.law.conditions import UNKNOWN
from casework.law.outcome import Availability, Verdict
from casework.law.schema import DateRule, InForce, RemedyRule, Rule
from casework.law.situation import Dated, RuleScope, Situation

# Of several grounds for one remedy, the best one counts.
_BEST_FIRST = (
    Availability.NOW,
    Availability.NOT_YET,
    Availability.CONDITIONAL,
    Availability.LOST,
    Availability.NO,
)
_NO_CLAIM = ("goodwill_only",)  # asking is free: it never makes a claim valid


@dataclass(frozen=True)
class FoundRemedy:
    """A remedy with the answer of one rule; ``undecided`` where unknown facts decide."""

    remedy: str
    order: int
    available: Availability
    because: str | None
    rule_id: str
    waits_for: tuple[str, ...] = ()
    partly: bool = False

    @property
    def undecided(self) -> bool:
        """Whether the availability hangs on facts that are not known."""
        return bool(self.waits_for)


@dataclass
class RuleAnswer:
    """What one rule says: whether it applies (true, false, unknown) and what it then gives."""

    rule: Rule
    scope: RuleScope
    applies: Any
    remedies: list[FoundRemedy] = field(default_factory=list)
    dates: dict[str, Dated] = field(default_factory=dict)
    verdict: Verdict | None = None


@dataclass
class Answer:
    """The answers of all rules together."""

    verdict: Verdict
    remedies: dict[str, FoundRemedy]
    dates: dict[str, tuple[DateRule, Rule, Dated]]


def answers_of(situation: Situation, rules: Iterable[Rule]) -> list[RuleAnswer]:
    """Return what each rule answers for a situation, in the order of the rules."""
    return [_ask(rule, situation) for rule in rules]


def answer_of(answers: list[RuleAnswer]) -> Answer:
    """Return the one answer: each remedy once, each date once, and the verdict."""
    applied = [a for a in answers if a.applies is True]
    remedies = _merged(found for a in applied for found in a.remedies)
    dates: dict[str, tuple[DateRule, Rule, Dated]] = {}
    for a in applied:
        for rule in a.rule.dates:
            if rule.name in a.dates:
                dates.setdefault(rule.name, (rule, a.rule, a.dates[rule.name]))
    overriding = next((a.verdict for a in applied if a.verdict is not None), None)
    open_rules = any(a.applies is UNKNOWN for a in answers)
    return Answer(overriding or _verdict(remedies, open_rules), remedies, dates)


def _ask(rule: Rule, situation: Situation) -> RuleAnswer:
    scope = RuleScope(situation, rule)
    answer = RuleAnswer(rule, scope, _both(_in_force(rule.in_force, scope), rule.when(scope)))
    if answer.applies is True:
        answer.remedies = [found for r in rule.remedies if (found := _remedy(r, answer))]
        answer.dates = _dates(rule, scope)
        answer.verdict = next((v.verdict for v in rule.verdicts if v.when(scope) is True), None)
    return answer


def _both(one: Any, other: Any) -> Any:
    if one is False or other is False:
        return False
    return UNKNOWN if one is UNKNOWN or other is UNKNOWN else bool(one and other)


def _in_force(period: InForce, scope: RuleScope) -> Any:
    if period.start is None and period.end is None:
        return True
    day = period.judged_on(scope)
    if day is UNKNOWN or day is None:
        return UNKNOWN
    return (period.start is None or day >= period.start) and (
        period.end is None or day <= period.end
    )


def _dates(rule: Rule, scope: RuleScope) -> dict[str, Dated]:
    found = {r.name: scope.dated(r.name) for r in rule.dates if r.shown}
    return {name: dated for name, dated in found.items() if isinstance(dated, Dated)}


def _remedy(rule: RemedyRule, answer: RuleAnswer) -> FoundRemedy | None:
    """Return the first step that holds; a step that is unknown leaves the remedy conditional."""
    scope = answer.scope
    if rule.when(scope) is not True:
        return None
    order = rule.order(scope)
    rank = int(order) if order is not UNKNOWN else 1
    for step in rule.available:
        holds = step.when(scope)
        if holds is UNKNOWN:
            waits = _unknown_facts(step.when, answer)
            return FoundRemedy(
                rule.remedy,
                rank,
                Availability.CONDITIONAL,
                None,
                answer.rule.id,
                waits,
                rule.partly,
            )
        if holds:
            return FoundRemedy(
                rule.remedy,
                rank,
                step.status,
                step.because,
                answer.rule.id,
                partly=rule.partly,
            )
    return None


def _unknown_facts(expression: Any, answer: RuleAnswer) -> tuple[str, ...]:
    situation = answer.scope.situation
    behind = situation.book.facts_behind(expression, answer.rule)
    return tuple(sorted(name for name in behind & situation.missed))


def _merged(found: Iterable[FoundRemedy]) -> dict[str, FoundRemedy]:
    best: dict[str, FoundRemedy] = {}
    for remedy in found:
        known = best.get(remedy.remedy)
        if known is None or _rank(remedy) < _rank(known):
            best[remedy.remedy] = remedy
    return dict(sorted(best.items(), key=lambda item: item[1].order))


def _rank(remedy: FoundRemedy) -> int:
    return _BEST_FIRST.index(remedy.available)


def _verdict(remedies: dict[str, FoundRemedy], open_rules: bool) -> Verdict:
    """Return the short answer that follows from the remedies.

    Something open now: the claim is valid, only partly so where a remedy marked ``partly`` is
    gone. Otherwise the best of what is left decides. A remedy that waits for facts decides
    nothing, and neither does a rule of which it is unknown whether it applies.
    """
    claims = [r for r in remedies.values() if r.remedy not in _NO_CLAIM]
    found = {r.available for r in claims if not r.undecided}
    if Availability.NOW in found:
        gone = (Availability.LOST, Availability.NO)
        partly = any(r.partly and r.available in gone for r in claims)
        return Verdict.CLAIM_PARTLY_VALID if partly else Verdict.CLAIM_VALID_NOW
    if Availability.NOT_YET in found:
        return Verdict.CLAIM_VALID_NOT_YET
    if any(r.undecided for r in claims):
        return Verdict.UNDECIDED
    if Availability.CONDITIONAL in found:
        return Verdict.CLAIM_PARTLY_VALID
    if Availability.LOST in found:
        return Verdict.DEADLINE_MISSED
    if not found and open_rules:
        return Verdict.UNDECIDED
    return Verdict.NO_RIGHT
