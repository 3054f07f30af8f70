"""What the engine promises whatever the packs say: nothing guessed, everything explained."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.facts.catalogue import FactDefinition, FactType, fact_catalogue
from casework.law import FactError, assess, explain, jurisdiction_of
from casework.law.outcome import Availability, ClaimType, Jurisdiction, Outcome, Verdict
from casework.law.packs import book_of

TODAY = date(2026, 11, 23)
CELLS = [(j, c) for j in Jurisdiction for c in ClaimType if book_of(j, c).rules]


def late_parcel(**facts: Any) -> Outcome:
    told = {
        "consumer_country": "DE",
        "seller_country": "DE",
        "order_date": "2026-10-01",
        "promised_date": "2026-10-20",
        **facts,
    }
    return assess("EU", "delivery", told, TODAY)


def available(outcome: Outcome, remedy: str) -> Availability:
    return next(r.available for r in outcome.remedies if r.remedy == remedy)


def test_an_unknown_fact_is_asked_and_not_guessed() -> None:
    outcome = late_parcel()
    assert outcome.outcome is Verdict.UNDECIDED
    assert available(outcome, "cancel_refund") is Availability.CONDITIONAL
    waiting = next(r for r in outcome.remedies if r.remedy == "cancel_refund")
    assert "delivered_date" in waiting.waits_for
    assert waiting.condition is not None
    assert "the day of delivery" in waiting.condition


def test_the_most_decisive_fact_comes_first() -> None:
    missing = late_parcel().missing_facts
    assert [m.weight for m in missing] == sorted((m.weight for m in missing), reverse=True)
    assert {m.fact for m in missing[:3]} == {"carrier_status", "delivery_state", "delivered_date"}


def test_a_fact_that_was_told_is_not_missing() -> None:
    missing = {m.fact for m in late_parcel(delivery_state="nothing").missing_facts}
    assert "delivery_state" not in missing
    assert "additional_period_until" in missing


def test_a_fact_that_changes_nothing_is_not_missing() -> None:
    missing = {m.fact for m in late_parcel(delivery_state="nothing").missing_facts}
    assert "personalised" not in missing
    assert "consumer_name" not in missing


@pytest.mark.parametrize("name", ["delivered_date", "delivery_state"])
def test_telling_a_missing_fact_changes_what_it_said_it_would(name: str) -> None:
    told = {"delivered_date": "2026-11-01", "delivery_state": "nothing"}[name]
    before, after = late_parcel(), late_parcel(**{name: told})
    promised = next(m.would_decide for m in before.missing_facts if m.fact == name)
    assert "outcome" in promised
    assert before.outcome is not after.outcome


def test_each_remedy_is_listed_once_with_its_best_ground() -> None:
    outcome = late_parcel(delivery_state="marked_delivered")
    names = [r.remedy for r in outcome.remedies]
    assert len(names) == len(set(names))


def test_who_answers_is_never_also_named_as_not_liable() -> None:
    for jurisdiction, claim in CELLS:
        outcome = assess(jurisdiction, claim, {}, TODAY)
        assert not set(outcome.liable) & set(outcome.not_liable)


def test_a_rule_of_medium_certainty_is_told_as_such() -> None:
    facts = {
        "consumer_country": "GB",
        "seller_country": "GB",
        "order_date": "2026-09-05",
        "delivered_date": "2026-09-14",
        "misleading_kind": "false_statement",
    }
    outcome = assess("UK", "misleading", facts, TODAY)
    assert "medium" in {c.certainty for c in outcome.citations if c.rule_id == "UK-MIS-2"}
    assert any("UK-MIS-2" in doubt and "medium" in doubt for doubt in outcome.doubts)


def test_a_doubtful_national_choice_is_told_and_not_counted() -> None:
    facts = {
        "consumer_country": "PL",
        "seller_country": "PL",
        "order_date": "2026-01-02",
        "delivered_date": "2026-01-07",
        "defect_found_date": "2026-11-01",
    }
    outcome = assess("EU", "conformity", facts, TODAY)
    due = next(d for d in outcome.deadlines if d.name == "reversed_burden_end")
    assert due.date == date(2027, 1, 7)
    assert any("2 in PL" in doubt for doubt in outcome.doubts)


def test_a_national_choice_names_its_source() -> None:
    facts = {
        "consumer_country": "FR",
        "order_date": "2026-01-02",
        "delivered_date": "2026-01-07",
        "defect_found_date": "2026-11-01",
    }
    due = next(
        d
        for d in assess("EU", "conformity", facts, TODAY).deadlines
        if d.name == "reversed_burden_end"
    )
    assert "L217-7" in due.basis
    assert due.computation.rule_id == "EU-CON-2"


def test_scotland_gets_the_rules_of_england_with_a_warning() -> None:
    facts = {"consumer_country": "GB-SCT", "order_date": "2026-10-01", "delivered_date": None}
    assert any("Scotland" in d for d in assess("UK", "delivery", facts, TODAY).doubts)


def test_a_date_that_has_passed_is_marked() -> None:
    outcome = late_parcel(delivery_state="nothing")
    assert [d.expired for d in outcome.deadlines if d.name == "agreed_delivery"] == [True]


def test_the_same_facts_always_get_the_same_answer() -> None:
    assert late_parcel(delivery_state="nothing") == late_parcel(delivery_state="nothing")


def test_the_question_may_be_asked_on_any_day() -> None:
    told = {
        "consumer_country": "DE",
        "order_date": "2026-09-01",
        "delivered_date": "2026-09-05",
        "withdrawal_info_given": True,
        "withdrawal_sent_date": None,
    }
    on = {day: assess("EU", "withdrawal", told, date(2026, 9, day)).outcome for day in (21, 22)}
    assert on == {21: Verdict.CLAIM_VALID_NOW, 22: Verdict.DEADLINE_MISSED}


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        ({"consumer_country": "DE"}, "EU"),
        ({"consumer_country": "gb"}, "UK"),
        ({"consumer_country": "GB-EAW"}, "UK"),
        ({"consumer_country": "US"}, "US"),
        ({"consumer_state": "CA"}, "US"),
        ({"consumer_country": "CN"}, "CN"),
        ({"consumer_country": "JP"}, "JP"),
        ({"consumer_country": "BR"}, "OECD"),
        ({"consumer_country": "NO"}, "OECD"),
        ({}, "OECD"),
        ({"consumer_country": "DE", "consumer_state": "BY"}, "EU"),
    ],
)
def test_residence_decides_which_law_is_asked(facts: dict[str, Any], wanted: str) -> None:
    assert jurisdiction_of(facts) == wanted


def test_a_rule_explains_itself() -> None:
    rule = explain("EU-DEL-1")
    assert rule.says
    assert rule.cite
    assert rule.status
    with pytest.raises(KeyError):
        explain("EU-XXX-9")


@pytest.mark.parametrize(("state", "cited"), [("CA", True), ("WA", False)])
def test_the_law_of_one_state_is_cited_only_there(state: str, cited: bool) -> None:
    told = {"consumer_state": state, "order_date": "2026-10-01", "misleading_kind": "auto_renewal"}
    cites = {c.cite for c in assess("US", "misleading", told, TODAY).citations}
    assert "15 U.S.C. 8403-8404" in cites
    assert ("Cal. Bus. & Prof. Code 17600-17606" in cites) is cited
    assert "Cal. Bus. & Prof. Code 17600-17606" in explain("US-MIS-4").cites


# --- Whatever is told, the answer is whole -------------------------------------------------------

_SOME = {
    FactType.DATE: st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2026, 11, 23))),
    FactType.MOMENT: st.dates(date(2026, 1, 1), date(2026, 11, 23)),
    FactType.NUMBER: st.integers(0, 20),
    FactType.MONEY: st.integers(1, 50000),
    FactType.TEXT: st.text(max_size=5),
    FactType.BOOLEAN: st.booleans(),
    FactType.COUNTRY: st.sampled_from(["DE", "FR", "GB", "US", "CN", "JP", "BR"]),
    FactType.CURRENCY: st.just("EUR"),
}


def _values(definition: FactDefinition) -> st.SearchStrategy[Any]:
    if definition.type is FactType.CHOICE:
        return st.sampled_from(sorted(definition.values))
    if definition.type is FactType.LIST:
        return st.lists(st.sampled_from(sorted(definition.values) or ["x"]), max_size=3)
    return _SOME[definition.type]


_told = st.fixed_dictionaries(
    {"currency": st.just("EUR")},
    optional={
        name: _values(d)
        for name, d in fact_catalogue().items()
        if name not in ("currency", "consumer_country")
    },
)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(CELLS), _told)
def test_any_facts_get_an_explained_answer_or_a_clear_refusal(
    cell: tuple[Jurisdiction, ClaimType], facts: dict[str, Any]
) -> None:
    outcome = _outcome_or_refusal(cell, facts)
    if isinstance(outcome, FactError):
        assert outcome.fact in {*facts, "currency"}
        return
    for due in outcome.deadlines:
        assert due.basis
        assert due.computation.rule_id != "shared"
        assert explain(due.computation.rule_id)
    for remedy in outcome.remedies:
        assert remedy.rule_id in outcome.rules
        assert remedy.condition
    assert {c.rule_id for c in outcome.citations} == set(outcome.rules)
    assert not {m.fact for m in outcome.missing_facts} & set(facts)


def _outcome_or_refusal(
    cell: tuple[Jurisdiction, ClaimType], facts: dict[str, Any]
) -> Outcome | FactError:
    try:
        return assess(*cell, facts, TODAY)
    except FactError as error:
        return error


def test_trying_a_day_that_contradicts_another_breaks_nothing() -> None:
    told = {"delivered_date": "2026-07-01", "repaired_goods_received_date": "2026-08-03"}
    outcome = assess("UK", "conformity", {"consumer_country": "GB", **told}, TODAY)
    assert "repair_requested_date" in {m.fact for m in outcome.missing_facts}
