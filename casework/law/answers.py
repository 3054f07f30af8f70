"""What each rule answers, and how the answers of all rules become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from casework.law.book import RuleReads
from casework.law.outcome import Availability, Verdict
from casework.law.packs import vocabulary
from casework.law.schema import DateRule, InForce, RemedyRule, Rule, Step
from casework.law.situation import Dated, RuleScope, Situation
from casework.law.unknown import UNKNOWN

# Of several grounds for one remedy, the best one counts.
_BEST_FIRST = (
    Availability.NOW,
    Availability.NOT_YET,
    Availability.CONDITIONAL,
    Availability.LOST,
    Availability.NO,
)


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


@dataclass(frozen=True)
class RuleAnswer:
    """What one rule says: whether it applies (true, false, unknown) and what it then gives.

    ``found`` and ``dated`` go with the remedies and dates of the rule, one for one.
    """

    rule: Rule
    scope: RuleScope
    applies: Any
    found: tuple[FoundRemedy | None, ...] = ()
    dated: tuple[Any, ...] = ()
    verdict: Verdict | None = None

    @cached_property
    def remedies(self) -> list[FoundRemedy]:
        """Return the remedies that are listed."""
        return [found for found in self.found if found is not None]

    @cached_property
    def dates(self) -> list[tuple[DateRule, Dated]]:
        """Return the dates that are known and shown."""
        pairs = zip(self.rule.dates, self.dated, strict=False)
        return [(r, d) for r, d in pairs if r.shown and isinstance(d, Dated)]


@dataclass
class Answer:
    """The answers of all rules together."""

    verdict: Verdict
    remedies: dict[str, FoundRemedy]
    dates: dict[str, tuple[DateRule, Rule, Dated]]


def answers_of(situation: Situation) -> list[RuleAnswer]:
    """Return what each rule of the book answers, in the order of the rules."""
    return [_ask(rule, RuleScope(situation, rule)) for rule in situation.book.rules]


def answers_with(
    name: str, more: Situation, situation: Situation, answers: list[RuleAnswer]
) -> list[RuleAnswer]:
    """Return the answers in ``more``, which knows one more fact; what does not read it stays."""
    if situation.moves_the_calendar(name):
        return answers_of(more)
    changed = frozenset(more.changed)
    told = answers.copy()
    for place in situation.book.rules_reading(changed):
        old = answers[place]
        reads = situation.book.reads_of[old.rule.id]
        told[place] = _ask_again(old, RuleScope(more, old.rule), changed, reads)
    return told


def answer_of(answers: list[RuleAnswer]) -> Answer:
    """Return the one answer: each remedy once, each date once, and the verdict."""
    applied = [a for a in answers if a.applies is True]
    remedies = _merged(found for a in applied for found in a.remedies)
    dates: dict[str, tuple[DateRule, Rule, Dated]] = {}
    for a in applied:
        for rule, dated in a.dates:
            dates.setdefault(rule.name, (rule, a.rule, dated))
    overriding = next((a.verdict for a in applied if a.verdict is not None), None)
    open_rules = any(a.applies is UNKNOWN for a in answers)
    return Answer(overriding or _verdict(remedies, open_rules), remedies, dates)


def _ask(rule: Rule, scope: RuleScope) -> RuleAnswer:
    applies = _applies(rule, scope)
    if applies is not True:
        return RuleAnswer(rule, scope, applies)
    return RuleAnswer(
        rule,
        scope,
        applies,
        tuple(_remedy(remedy, scope) for remedy in rule.remedies),
        tuple(scope.dated(dated.name) for dated in rule.dates),
        _own_verdict(rule, scope),
    )


def _ask_again(
    old: RuleAnswer, scope: RuleScope, changed: frozenset[str], reads: RuleReads
) -> RuleAnswer:
    """Return the answer of a rule where some names have new values; the old one if it holds.

    Only the parts of the rule that read such a name are asked.
    """
    new = _asked_again(old, scope, changed, reads)
    same = old.applies is new.applies and old.verdict is new.verdict
    return old if same and old.found == new.found and old.dated == new.dated else new


def _asked_again(
    old: RuleAnswer, scope: RuleScope, changed: frozenset[str], reads: RuleReads
) -> RuleAnswer:
    rule = old.rule
    untouched = changed.isdisjoint
    if old.applies is not True:
        return old if untouched(reads.when) else _ask(rule, scope)
    if not untouched(reads.when) and (applies := _applies(rule, scope)) is not True:
        return RuleAnswer(rule, scope, applies)
    return RuleAnswer(
        rule,
        scope,
        True,
        tuple(
            found if untouched(names) else _remedy(remedy, scope)
            for remedy, names, found in zip(rule.remedies, reads.remedies, old.found, strict=True)
        ),
        tuple(
            found if untouched(names) else scope.dated(dated.name)
            for dated, names, found in zip(rule.dates, reads.dates, old.dated, strict=True)
        ),
        old.verdict if untouched(reads.verdicts) else _own_verdict(rule, scope),
    )


def _applies(rule: Rule, scope: RuleScope) -> Any:
    return _both(_in_force(rule.in_force, scope), rule.when.evaluate(scope))


def _own_verdict(rule: Rule, scope: RuleScope) -> Verdict | None:
    return next((v.verdict for v in rule.verdicts if v.when.evaluate(scope) is True), None)


def _both(one: Any, other: Any) -> Any:
    if one is False or other is False:
        return False
    return UNKNOWN if one is UNKNOWN or other is UNKNOWN else bool(one and other)


def _in_force(period: InForce, scope: RuleScope) -> Any:
    if period.start is None and period.end is None:
        return True
    day = period.judged_on.evaluate(scope)
    if day is UNKNOWN or day is None:
        return UNKNOWN
    return (period.start is None or day >= period.start) and (
        period.end is None or day <= period.end
    )


def _remedy(rule: RemedyRule, scope: RuleScope) -> FoundRemedy | None:
    """Return the first step that holds; a step that is unknown leaves the remedy conditional."""
    if rule.when.evaluate(scope) is not True:
        return None
    for step in rule.available:
        holds = step.when.evaluate(scope)
        if holds is UNKNOWN:
            waits = _unknown_facts(step, scope)
            return _found(rule, scope, Availability.CONDITIONAL, None, waits)
        if holds:
            return _found(rule, scope, step.status, step.because, ())
    return None


def _found(
    rule: RemedyRule,
    scope: RuleScope,
    available: Availability,
    because: str | None,
    waits_for: tuple[str, ...],
) -> FoundRemedy:
    order = rule.order.evaluate(scope)
    rank = 1 if order is UNKNOWN else int(order)
    return FoundRemedy(rule.remedy, rank, available, because, scope.rule.id, waits_for, rule.partly)


def _unknown_facts(step: Step, scope: RuleScope) -> tuple[str, ...]:
    """Return the facts that are not known and on which a step may hang."""
    situation = scope.situation
    return tuple(sorted(situation.book.facts_behind(step) & situation.missed))


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
    nothing, and neither does a rule of which it is unknown whether it applies. Ways to go
    (mediation, court) decide only where no remedy is listed, goodwill never.
    """
    listed = [r for r in remedies.values() if r.remedy not in vocabulary()["never_decide"]]
    claims = [r for r in listed if r.remedy not in vocabulary()["ways_to_go"]] or listed
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
