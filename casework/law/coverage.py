"""The coverage table: which kinds of claim are answered where, as Markdown."""

from __future__ import annotations

from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.packs import book_of
from casework.law.schema import Rule


def coverage_table() -> str:
    """Return a Markdown table: a row for each claim type, a column for each jurisdiction."""
    names = list(Jurisdiction)
    rows = [["claim", *(str(name) for name in names)], ["---"] * (len(names) + 1)]
    for claim in ClaimType:
        rows.append([claim.value, *(_cell(name, claim) for name in names)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(jurisdiction: Jurisdiction, claim: ClaimType) -> str:
    rules = book_of(jurisdiction, claim).rules
    tests = sum(_tests_for(rule, claim) for rule in rules)
    return f"{len(rules)} rules, {tests} tests" if rules else "-"


def _tests_for(rule: Rule, claim: ClaimType) -> int:
    """Return how many of a rule's tests are about this kind of claim."""
    first = rule.claims[0] if rule.claims else claim
    return sum((test.claim or first) is claim for test in rule.tests)
