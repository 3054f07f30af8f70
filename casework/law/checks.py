"""What ``redress law check`` looks at: shape, words, citations, reviews and every rule's tests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from casework.facts.catalogue import fact_catalogue
from casework.facts.values import FactError
from casework.law.aside_checks import check_forum, check_parties, check_routes
from casework.law.book import expressions_in, names_in, names_in_rule
from casework.law.complaints import Complaint, citations
from casework.law.outcome import ClaimType, Jurisdiction, Outcome
from casework.law.packs import PackError, packs_of, vocabulary
from casework.law.schema import DateRule, Expected, Pack, Rule, RuleTest

_BUILT_IN = frozenset({"today", "claim_type"})


def check_all(today: date) -> list[Complaint]:
    """Return everything that is wrong with the packs on a day; nothing means clean."""
    complaints: list[Complaint] = check_parties()
    for jurisdiction in Jurisdiction:
        complaints += check_jurisdiction_packs(jurisdiction, today)
        complaints += check_routes(jurisdiction, today)
        complaints += check_forum(jurisdiction, today)
    return complaints


def check_jurisdiction_packs(jurisdiction: Jurisdiction, today: date) -> list[Complaint]:
    """Return everything that is wrong with the packs of one jurisdiction."""
    try:
        packs = packs_of(jurisdiction)
    except PackError as error:
        return [Complaint(str(jurisdiction), str(error))]
    found = [*_twice(jurisdiction, packs), *_names(packs)]
    for pack in packs:
        found += _reviews(pack, today)
        for rule in pack.rules:
            found += [*_words(rule), *_cites(jurisdiction, rule), *run_tests(pack, rule)]
    return found


def _twice(jurisdiction: Jurisdiction, packs: tuple[Pack, ...]) -> Iterator[Complaint]:
    facts = set(fact_catalogue())
    for kind in ("define", "tables", "dates", "rules"):
        names = [_name_of(item) for pack in packs for item in getattr(pack, kind)]
        for name in sorted({n for n in names if names.count(n) > 1}):
            yield Complaint(f"{jurisdiction}/{kind}", f"{name} is written twice")
        for name in sorted(set(names) & facts):
            yield Complaint(f"{jurisdiction}/{kind}", f"{name} is already a fact")


def _name_of(item: Any) -> str:
    return item if isinstance(item, str) else getattr(item, "name", None) or item.id


def _names(packs: tuple[Pack, ...]) -> Iterator[Complaint]:
    known = {*_BUILT_IN, *fact_catalogue()}
    for pack in packs:
        known |= {*pack.define, *pack.tables, *(d.name for d in pack.dates)}
    for pack in packs:
        for name, expression in pack.define.items():
            yield from _unknown(name, expression.names - known)
        for rule in pack.rules:
            yield from _unknown(rule.id, names_in_rule(rule) - known)
        for shared in pack.dates:
            yield from _unknown(shared.name, names_in(shared) - known)
        for part in (*pack.define.values(), *pack.rules, *pack.dates):
            yield from _choices(part)


def _unknown(where: str, names: frozenset[str]) -> Iterator[Complaint]:
    for name in sorted(names):
        yield Complaint(where, f"no fact, definition or date is called {name}")


def _choices(part: Any) -> Iterator[Complaint]:
    """Yield constants that a fact with fixed values can never have."""
    where = getattr(part, "id", getattr(part, "name", "a definition"))
    for expression in expressions_in(part):
        for name, groups in expression.groups.items():
            definition = fact_catalogue().get(name)
            if definition is None or not definition.values:
                continue
            words = {c for group in groups for c in group if isinstance(c, str)}
            for word in sorted(words - set(definition.values)):
                yield Complaint(where, f"{name} is never {word!r}")


def _reviews(pack: Pack, today: date) -> Iterator[Complaint]:
    for rule in pack.rules:
        reviewed = rule.reviewed_on or pack.reviewed_on
        if reviewed > today:
            yield Complaint(rule.id, f"reviewed on {reviewed}, which is after today")
        if pack.review_by < today:
            yield Complaint(rule.id, f"past its review date {pack.review_by}")


def _words(rule: Rule) -> Iterator[Complaint]:
    words = vocabulary()
    for remedy in rule.remedies:
        if remedy.remedy not in words["remedies"]:
            yield Complaint(rule.id, f"unknown remedy {remedy.remedy}")
    for party in (*rule.liable, *rule.not_liable):
        if party.who not in words["parties"]:
            yield Complaint(rule.id, f"unknown party {party.who}")
    for dated in rule.dates:
        if dated.shown and dated.name not in words["deadlines"]:
            yield Complaint(rule.id, f"unknown deadline name {dated.name}")


def _cites(jurisdiction: Jurisdiction, rule: Rule) -> Iterator[Complaint]:
    instruments = tuple(citations()["instruments"][jurisdiction])
    for cite in (*rule.cites, *(d.basis for d in rule.dates if d.basis)):
        if not cite.startswith(instruments):
            yield Complaint(rule.id, f"unknown citation {cite!r}")
    for text in _texts(rule):
        for entry in citations()["never"]:
            if re.search(entry["pattern"], text):
                yield Complaint(rule.id, f"never cite {text!r}: {entry['why']}")


def _texts(rule: Rule) -> Iterator[str]:
    yield from (*rule.cites, rule.title, rule.says)
    for said in (*rule.burden, *rule.evidence, *rule.escalation, *rule.doubts):
        yield said.text
    for remedy in rule.remedies:
        yield from (step.because for step in remedy.available if step.because)
    dates: tuple[DateRule, ...] = rule.dates
    yield from (text for dated in dates for text in (dated.basis, dated.event) if text)


def run_tests(pack: Pack, rule: Rule) -> Iterator[Complaint]:
    """Yield what a rule's own tests expect and do not find."""
    for test in rule.tests:
        claims = (test.claim,) if test.claim else rule.claims or (pack.claim_type,)
        where = f"{rule.id} test {test.name!r}"
        try:
            outcome = _assess(pack.jurisdiction, claims[0], test)
        except FactError as error:
            yield Complaint(where, f"{error.code}: {error.message}")
            continue
        yield from _compare(where, rule, test, outcome)


def _assess(jurisdiction: Jurisdiction, claim: ClaimType | None, test: RuleTest) -> Outcome:
    from casework.law import assess

    if claim is None:
        raise FactError("unknown_claim_type", "claim_type", "the test names no claim type")
    return assess(jurisdiction, claim, test.facts, test.today)


def _compare(where: str, rule: Rule, test: RuleTest, outcome: Outcome) -> Iterator[Complaint]:
    if (rule.id in outcome.rules) is not test.applies:
        yield Complaint(where, f"applies: {rule.id in outcome.rules}, not {test.applies}")
    for what, wanted, found in differences(test.expect, outcome):
        yield Complaint(where, f"{what}: wanted {wanted}, found {found}")


def differences(expected: Expected, outcome: Outcome) -> Iterator[tuple[str, Any, Any]]:
    """Yield each point (what, wanted, found) in which an outcome is not what was expected."""
    if expected.outcome is not None and outcome.outcome is not expected.outcome:
        yield "outcome", expected.outcome.value, outcome.outcome.value
    if expected.rules is not None and set(outcome.rules) != set(expected.rules):
        yield "rules", sorted(expected.rules), sorted(outcome.rules)
    if expected.liable is not None and set(outcome.liable) != set(expected.liable):
        yield "liable", sorted(expected.liable), sorted(outcome.liable)
    remedies = {r.remedy: r.available for r in outcome.remedies}
    dates = {d.name: d.date for d in outcome.deadlines}
    yield from _pairs("remedy", expected.remedies, remedies)
    yield from _pairs("date", expected.dates, dates)
    yield from _pairs("amount", _amounts(expected.amounts), _amounts(outcome.amounts))
    missing = [fact.fact for fact in outcome.missing_facts]
    yield from _absent("rule", expected.without_rules, outcome.rules)
    yield from _absent("remedy", expected.without_remedies, remedies)
    yield from _absent("date", expected.without_dates, dates)
    yield from (("missing fact", name, missing) for name in expected.missing if name not in missing)
    for who in expected.not_liable:
        if who not in outcome.not_liable:
            yield "not liable", who, outcome.not_liable


def _pairs(what: str, wanted: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Any]:
    for name, value in wanted.items():
        if found.get(name) != value:
            yield f"{what} {name}", str(value), str(found.get(name))


def _absent(what: str, unwanted: tuple[str, ...], found: Any) -> Iterator[tuple[str, Any, Any]]:
    yield from ((f"{what} {name}", "none", name) for name in unwanted if name in found)


def _amounts(amounts: Mapping[str, Any]) -> dict[str, Any]:
    numbers = (int, float)
    return {n: Decimal(str(v)) if type(v) in numbers else v for n, v in amounts.items()}
