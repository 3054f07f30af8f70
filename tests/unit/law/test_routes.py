"""What the planner of routes promises, and what the check says of a file that is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.facts.values import FactError
from casework.facts.yamlfile import read_yaml
from casework.law import aside, packs
from casework.law.aside import judged_case
from casework.law.aside_checks import check_routes
from casework.law.outcome import Availability, ClaimType, Jurisdiction
from casework.law.routes import Clock, PlannedRoute, RoutePlan, plan_routes, routes_of

TODAY = date(2026, 11, 24)
LATE_PARCEL = {
    "consumer_country": "FR",
    "seller_country": "DE",
    "directs_activity": True,
    "platform": True,
    "payment_method": "credit_card",
    "order_date": "2026-10-01",
    "promised_date": "2026-10-20",
    "delivered_date": None,
    "amount": 60,
    "currency": "EUR",
}
LENS = {
    "consumer_state": "IL",
    "order_date": "2026-09-18",
    "promised_date": "2026-10-01",
    "delivered_date": None,
    "amount": 540,
    "currency": "USD",
    "payment_method": "credit_card",
}


def plan(law: str, claim: str, facts: dict[str, Any], today: date = TODAY) -> RoutePlan:
    return plan_routes(judged_case(law, claim, facts, today))


def planned(found: RoutePlan, name: str) -> PlannedRoute:
    return next(route for route in found.routes if route.id == name)


def test_every_kind_of_claim_has_a_way_to_go_under_every_law() -> None:
    for law in Jurisdiction:
        claims = {claim for route in routes_of(law).routes for claim in route.claims}
        assert claims == set(ClaimType), law


@pytest.mark.parametrize("law", list(Jurisdiction))
def test_the_routes_of_a_law_are_clean(law: Jurisdiction) -> None:
    assert [str(c) for c in check_routes(law, TODAY)] == []


def test_a_card_notice_is_open_on_its_last_day_and_gone_on_the_next() -> None:
    told = {**LENS, "statement_sent_date": "2026-09-25"}
    on_time = plan("US", "payment", told, date(2026, 11, 24))
    assert planned(on_time, "US-RT-BILLING-ERROR").expires is not None
    assert on_time.routes[0].id == "US-RT-BILLING-ERROR"
    late = plan("US", "payment", told, date(2026, 11, 25))
    assert "US-RT-BILLING-ERROR" not in {route.id for route in late.routes}
    closed = next(route for route in late.closed if route.id == "US-RT-BILLING-ERROR")
    assert closed.expired_on == date(2026, 11, 24)
    assert closed.why == "The last day was 24 November 2026."


def test_a_last_day_that_cannot_be_counted_names_the_fact_it_needs() -> None:
    route = planned(plan("US", "payment", LENS), "US-RT-BILLING-ERROR")
    assert (route.clock, route.expires, route.needs) == (
        Clock.UNKNOWN,
        None,
        ("statement_sent_date",),
    )


def test_a_route_that_hangs_on_a_fact_is_conditional_and_asks_for_it() -> None:
    without = {name: told for name, told in LATE_PARCEL.items() if name != "payment_method"}
    route = planned(plan("EU", "delivery", without), "EU-RT-CHARGEBACK")
    assert route.available is Availability.CONDITIONAL
    assert route.needs == ("payment_method",)
    assert route.condition == "We do not know yet: how you paid."


def test_a_last_day_says_how_it_was_counted_and_how_sure_it_is() -> None:
    route = planned(plan("EU", "delivery", LATE_PARCEL), "EU-RT-CHARGEBACK")
    assert route.expires is not None
    assert route.expires.computation.counted == "120 days after 20 October 2026 is 17 February 2027"
    assert route.expires_certainty == "medium"
    assert any("not law" in doubt for doubt in route.doubts)


def test_a_window_that_has_probably_passed_is_closed_but_may_be_asked_for() -> None:
    old = {**LATE_PARCEL, "order_date": "2026-05-01", "promised_date": "2026-05-20"}
    closed = plan("EU", "delivery", old).closed
    assert [(c.id, c.expired_on) for c in closed] == [("EU-RT-CHARGEBACK", date(2026, 9, 17))]
    assert "probably" in closed[0].why


def test_an_agreement_with_the_trader_and_a_judgment_close_other_routes() -> None:
    found = plan("EU", "delivery", LATE_PARCEL)
    by_route = {conflict.route: conflict for conflict in found.conflicts}
    assert "EU-RT-COURT" in by_route["EU-RT-TRADER"].closes
    assert "EU-RT-TRADER" in by_route["EU-RT-COURT"].closes
    assert planned(found, "EU-RT-COURT").final
    assert not planned(found, "EU-RT-TRADER").final


def test_a_complaint_to_an_authority_is_closed_by_nothing() -> None:
    for law in Jurisdiction:
        kinds = {route.id: route.kind for route in routes_of(law).routes}
        for route in routes_of(law).routes:
            for closing in route.closes:
                assert "regulator" not in closing.kinds, route.id
                assert "regulator" not in {kinds[name] for name in closing.routes}, route.id


def test_every_final_route_says_what_it_closes() -> None:
    for law in Jurisdiction:
        for route in routes_of(law).routes:
            assert route.closes or not route.final, route.id


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"amount": 0, "currency": "EUR"}, "amount_not_positive"),
        ({"amount": 5}, "currency_missing"),
        ({"order_date": "2026-10-05", "delivered_date": "2026-10-01"}, "contradictory_dates"),
        ({"consumer_country": "XX"}, "unknown_country"),
        ({"consumer_country": "GB"}, "two_jurisdictions"),
        ({"payment_method": "beads"}, "not_a_choice"),
    ],
)
def test_bad_facts_are_refused_by_name_and_nothing_is_planned(
    facts: dict[str, Any], code: str
) -> None:
    with pytest.raises(FactError) as refused:
        plan("EU", "delivery", facts)
    assert refused.value.code == code


@settings(max_examples=60, deadline=None)
@given(
    sent=st.dates(date(2026, 1, 1), date(2026, 11, 24)),
    waited=st.integers(min_value=0, max_value=200),
)
def test_the_card_notice_is_planned_exactly_for_sixty_days(sent: date, waited: int) -> None:
    today = date.fromordinal(sent.toordinal() + waited)
    told = {**LENS, "order_date": "2025-12-01", "promised_date": "2025-12-10"}
    found = plan("US", "payment", {**told, "statement_sent_date": sent}, today)
    assert ("US-RT-BILLING-ERROR" in {route.id for route in found.routes}) is (waited <= 60)


# --- The check of a file --------------------------------------------------------------------------


@pytest.fixture
def own_routes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the planner read a copy of the packs in which a test may spoil the routes of the EU."""
    for path in packs.PACKS.glob("*.yml"):
        (tmp_path / path.name).write_text(path.read_text("utf-8"), "utf-8")
    (tmp_path / "eu").mkdir()
    for path in (packs.PACKS / "eu").glob("*.yml"):
        (tmp_path / "eu" / path.name).write_text(path.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(packs, "PACKS", tmp_path)
    return tmp_path / "eu" / "routes.yml"


def complaints_with(path: Path, **changes: Any) -> str:
    """Return what the check says if the first route of the file is changed."""
    body = read_yaml(path)
    body["routes"][0].update(changes)
    path.write_text(yaml.safe_dump(body, allow_unicode=True), "utf-8")
    aside._read.cache_clear()
    found = "\n".join(str(c) for c in check_routes(Jurisdiction.EU, TODAY))
    aside._read.cache_clear()
    return found


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"when": "promissed_date > today"}, "no fact, definition or date is called promissed"),
        ({"when": "payment_method == 'beads'"}, "payment_method is never 'beads'"),
        ({"kind": "wishing well"}, "unknown kind of route wishing well"),
        ({"cite": "Some Act s.1"}, "unknown citation 'Some Act s.1'"),
        ({"says": "Use the EU ODR platform."}, "never cite"),
        ({"needs": ["luck"]}, "needs luck, which is no fact"),
        ({"expires": [{"deadline": "doomsday"}]}, "no rule shows the date doomsday"),
        ({"expires": [{}]}, "give one of deadline, counted"),
        ({"closes": [{"routes": ["EU-RT-X"], "says": "x"}]}, "closes EU-RT-X, which is no route"),
        ({"id": "EU-RT-TRADER"}, "EU-RT-TRADER is written twice"),
        ({"id": "EU-RT-NEW"}, "EU-RT-NEW: no test plans it"),
        ({"when": "false"}, "expires EU-RT-WITHDRAWAL: wanted 2026-11-30, found None"),
        ({"available": [{"is": "now", "when": "platform"}]}, "the last step of `available`"),
        ({"available": []}, "available"),
        ({"cite": []}, "cite"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_a_mistake_in_a_file_of_routes_is_named(
    own_routes: Path, changes: dict[str, Any], complaint: str
) -> None:
    assert complaint in complaints_with(own_routes, **changes)


def test_routes_past_their_review_date_are_flagged() -> None:
    found = check_routes(Jurisdiction.UK, date(2030, 1, 1))
    assert any("past its review date" in str(c) for c in found)


def test_a_missing_file_of_routes_is_named(own_routes: Path) -> None:
    own_routes.unlink()
    aside._read.cache_clear()
    assert "eu/routes.yml" in str(check_routes(Jurisdiction.EU, TODAY)[0])


SCENARIOS = sorted(Path(__file__).with_name("scenarios").glob("*.yml"))


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_worked_case_has_a_way_to_go_or_says_why_not(path: Path) -> None:
    case = read_yaml(path)
    facts = {name: told for name, told in case["facts"].items() if name != "today"}
    found = plan(case["jurisdiction"], case["claim_type"], facts, case["facts"]["today"])
    assert found.routes or found.closed or case["expected"]["outcome"] == "no_right"
