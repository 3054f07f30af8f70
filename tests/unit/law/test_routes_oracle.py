"""The planner of routes against brute force, on random sets of facts (``route_oracle``)."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from casework.facts.catalogue import FactType, fact_catalogue
from casework.facts.values import FactError, typed_facts
from casework.law import packs
from casework.law.aside import judged_case
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.routes import RoutePlan, plan_routes, routes_of
from tests.unit.law.route_oracle import TODAY, Oracle, raw_files

SETS = 504  # 84 for each body of law, 12 for each kind of claim
HOMES = {
    "EU": ["DE", "FR", "IE", "PL"],
    "UK": ["GB", "GB-EAW"],
    "US": ["US"],
    "CN": ["CN"],
    "JP": ["JP"],
    "OECD": ["BR", "CA"],
}
SELLERS = ["DE", "FR", "NO", "GB", "US", "CN", "JP"]
CURRENCIES = {"EU": "EUR", "UK": "GBP", "US": "USD", "CN": "CNY", "JP": "JPY", "OECD": "EUR"}


@lru_cache(maxsize=1)
def interesting() -> tuple[str, ...]:
    """Return the facts that conditions of routes read, and the ones that open the big claims."""
    always = ["platform_promise", "withdrawal_info_given", "misleading_kind", "intent_shown"]
    text = " ".join(
        path.read_text("utf-8")
        for path in Path(packs.PACKS).glob("*/*.yml")
        if path.name in ("routes.yml", "shared.yml", "escalation.yml", "payment.yml")
    )
    words = set(text.replace("(", " ").replace(")", " ").replace('"', " ").split())
    return tuple(name for name in fact_catalogue() if name in words or name in always)


def random_value(name: str, law: str, dice: random.Random) -> Any:
    definition = fact_catalogue()[name]
    if definition.is_date:
        back = dice.choice([5, 30, 90, 200, 500, 3000])
        return None if dice.random() < 0.2 else TODAY - timedelta(days=dice.randrange(back))
    if definition.type is FactType.BOOLEAN:
        return dice.random() < 0.5
    if definition.type is FactType.CHOICE:
        return dice.choice(list(definition.values))
    if definition.type is FactType.LIST and definition.values:
        return dice.sample(list(definition.values), k=2)
    if definition.type is FactType.MONEY:
        return dice.choice([20, 60, 101, 450, 4999, 6000, 20000, 700000])
    if definition.type is FactType.NUMBER:
        return dice.choice([1, 7, 14, 30])
    if definition.type is FactType.COUNTRY:
        return dice.choice(HOMES[law] if name == "consumer_country" else SELLERS)
    return "CA" if name.endswith("_state") else CURRENCIES[law]


@lru_cache(maxsize=256)
def related(name: str) -> frozenset[str]:
    """Return the facts with which a value of this one can clash."""
    after = {other for other, d in fact_catalogue().items() if name in d.not_before}
    return frozenset({"currency", *fact_catalogue()[name].not_before, *after})


def fits(name: str, value: Any, facts: dict[str, Any]) -> bool:
    near = {other: told for other, told in facts.items() if other in related(name)}
    try:
        typed_facts({**near, name: value}, TODAY)
    except FactError:
        return False
    return True


def known_case(law: Jurisdiction, claim: ClaimType, number: int, dice: random.Random) -> Any:
    """Return the facts of a test in the file of routes, with a few of them forgotten."""
    cases = [test.facts for test in routes_of(law).tests if test.claim is claim]
    facts = cases[number % len(cases)] if cases else {}
    return {n: v for n, v in facts.items() if n == "consumer_country" or dice.random() < 0.9}


def random_facts(law: Jurisdiction, claim: ClaimType, number: int, dice: random.Random) -> Any:
    """Return facts that do not contradict each other: wholly random ones, or near a known case."""
    near = number % 2 == 0
    facts = known_case(law, claim, number // 2, dice) if near else {}
    facts.setdefault("consumer_country", dice.choice(HOMES[law]))
    facts["currency"] = CURRENCIES[law]
    names = [name for name in interesting() if name not in facts]
    for name in dice.sample(names, k=len(names)):
        if dice.random() < (0.08 if near else 0.4):
            value = random_value(name, law, dice)
            if fits(name, value, facts):
                facts[name] = value
    return facts


@dataclass(frozen=True)
class Compared:
    """What the planner and the oracle say of one set of facts."""

    label: str
    facts: dict[str, Any]
    plan: RoutePlan
    order: list[tuple[str, str, date | None]]
    closed: dict[str, date | None]
    remedies_now: tuple[str, ...]


@pytest.fixture(scope="module")
def compared() -> list[Compared]:
    dice = random.Random(20261124)  # noqa: S311 - no secret
    cells = [(law, claim) for law in Jurisdiction for claim in ClaimType]
    found = []
    for number in range(SETS):
        law, claim = cells[number % len(cells)]
        facts = random_facts(law, claim, number // len(cells), dice)
        judged = judged_case(law, claim, facts, TODAY)
        plan = plan_routes(judged)
        now = tuple(r.remedy for r in judged.outcome.available_now())
        order, closed = Oracle(law, typed_facts(facts, TODAY), judged.outcome).plan()
        found.append(Compared(f"{law} {claim} {number}", facts, plan, order, closed, now))
    return found


def test_the_planner_agrees_with_brute_force_on_five_hundred_sets_of_facts(
    compared: list[Compared],
) -> None:
    assert len(compared) >= 500
    for case in compared:
        planned = [
            (r.id, str(r.available), r.expires.date if r.expires else None)
            for r in case.plan.routes
        ]
        assert planned == case.order, f"{case.label}: {case.facts}"
        assert {r.id: r.expired_on for r in case.plan.closed} == case.closed, case.label


def test_no_plan_holds_an_expired_route(compared: list[Compared]) -> None:
    for case in compared:
        for route in case.plan.routes:
            assert route.expires is None or route.expires.date >= TODAY, case.label


def test_what_expires_first_comes_first_and_what_never_does_comes_last(
    compared: list[Compared],
) -> None:
    for case in compared:
        clocks = [["runs", "unknown", "none"].index(r.clock) for r in case.plan.routes]
        assert clocks == sorted(clocks), case.label
        days = [r.expires.date for r in case.plan.routes if r.expires]
        assert days == sorted(days), case.label


def test_what_a_route_needs_is_not_known_yet(compared: list[Compared]) -> None:
    for case in compared:
        for route in case.plan.routes:
            assert not set(route.needs) & set(case.facts), (case.label, route.id)


def test_a_conflict_is_between_routes_of_the_plan(compared: list[Compared]) -> None:
    for case in compared:
        planned = {route.id for route in case.plan.routes}
        for conflict in case.plan.conflicts:
            assert {conflict.route, *conflict.closes} <= planned, case.label
            assert conflict.route not in conflict.closes
            assert conflict.says


def test_the_random_facts_try_every_route_and_many_that_expired(compared: list[Compared]) -> None:
    seen = Counter(name for c in compared for name in [*(r[0] for r in c.order), *c.closed])
    known = {
        route["id"]
        for law in Jurisdiction
        for route in raw_files(law.lower())["routes.yml"]["routes"]
    }
    assert known - set(seen) == set()
    assert sum(day is not None for c in compared for day in c.closed.values()) >= 50
    assert sum(len(c.order) for c in compared) >= 2000


WAYS = {
    "chargeback_scheme": "chargeback",
    "card_issuer_claim": "card_dispute",
    "billing_error_notice": "card_dispute",
    "unauthorised_refund": "bank_refund",
    "app_scam_reimbursement": "bank_refund",
    "platform_pays": "platform",
    "regulator_complaint": "regulator",
    "mediation": "mediation",
    "adr": "adr",
    "court_small_claims": "court",
    "court": "court",
}


def test_a_way_that_the_law_opens_today_is_a_route_of_the_plan(compared: list[Compared]) -> None:
    gaps = Counter[str]()
    for case in compared:
        kinds = {r.kind for r in case.plan.routes} | {r.kind for r in case.plan.closed}
        for remedy in case.remedies_now:
            if remedy in WAYS and WAYS[remedy] not in kinds:
                gaps[f"{case.plan.jurisdiction} {case.plan.claim_type} {remedy}"] += 1
    assert not gaps
