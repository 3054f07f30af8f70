"""Facts alone decide which question comes next; what does not matter is not asked."""

from datetime import date

import pytest

from casework.casefile import KnownFact
from casework.interview import (
    Phase,
    facts_of_claims,
    next_question,
    open_questions,
    question_with_id,
)
from casework.interview.catalogue import all_questions, date_rules, wishes
from casework.law.outcome import ClaimType
from tests.unit.interview.talk import known

CLAIMS = tuple(ClaimType)


def ids(claim: str, facts: dict[str, KnownFact], phase: Phase | None = None) -> list[str]:
    return [question.id for question in open_questions([claim], facts, phase)]


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_country_comes_first_and_identity_after_the_summary(claim: str) -> None:
    asked = ids(claim, {})
    assert asked[0] == "consumer_country"
    assert asked.index("summary_confirmed") < asked.index("consumer_name")
    assert asked.index("evidence") < asked.index("wished_remedy") < asked.index("summary_confirmed")


@pytest.mark.parametrize("claim", CLAIMS)
def test_nothing_is_left_to_ask_once_every_question_was_answered(claim: str) -> None:
    facts: dict[str, KnownFact] = {}
    while (question := next_question([claim], facts)) is not None:
        assert question.fact not in facts
        facts[question.fact] = KnownFact(name=question.fact, standing="unknown")
    assert facts


@pytest.mark.parametrize("standing", ["known", "unknown", "skipped"])
def test_a_question_is_not_asked_twice_whatever_the_answer(standing: str) -> None:
    facts = {"consumer_country": KnownFact(name="consumer_country", standing=standing)}
    assert "consumer_country" not in ids("delivery", facts)


def test_each_phase_can_be_asked_by_itself() -> None:
    assert ids("delivery", {}, Phase.EVIDENCE) == ["evidence"]
    assert next_question(["delivery"], known(evidence="none"), Phase.EVIDENCE) is None


@pytest.mark.parametrize(("state", "asked"), [("late", True), ("part", True), ("nothing", False)])
def test_the_day_of_delivery_is_asked_only_where_something_came(state: str, asked: bool) -> None:
    assert ("delivered_date" in ids("delivery", known(delivery_state=state))) is asked


@pytest.mark.parametrize(("state", "asked"), [("late", False), ("nothing", True)])
def test_a_last_date_is_asked_only_where_something_is_still_due(state: str, asked: bool) -> None:
    asked_for = "additional_period_until" in ids("delivery", known(delivery_state=state))
    assert asked_for is asked


@pytest.mark.parametrize(
    ("country", "amount", "asked"), [("GB", 450, True), ("GB", 40, False), ("DE", 450, False)]
)
def test_the_kind_of_card_is_asked_where_the_law_looks_at_it(
    country: str, amount: int, asked: bool
) -> None:
    facts = known(consumer_country=country, amount=amount)
    assert ("payment_method" in ids("delivery", facts)) is asked


def test_the_currency_is_asked_only_for_an_amount_without_one() -> None:
    assert "currency" in ids("delivery", known(amount=45))
    assert "currency" not in ids("delivery", known(amount=45, currency="EUR"))
    assert "currency" not in ids("delivery", {})


def test_the_reply_is_asked_only_of_a_trader_who_was_told() -> None:
    assert "seller_answer_conformity" in ids("conformity", known(notice_date="2026-09-21"))
    assert "seller_answer_conformity" not in ids("conformity", known(notice_date=None))


def test_their_words_are_asked_for_only_where_no_kind_of_answer_fitted() -> None:
    left_open = {"seller_answer": KnownFact(name="seller_answer", standing="unknown")}
    assert "seller_reply" in ids("delivery", left_open)
    assert "seller_reply" not in ids("delivery", known(seller_answer="refused"))
    assert "seller_reply" not in ids("delivery", left_open | known(seller_reply="more photos"))


def test_a_repair_is_not_asked_for_where_the_trader_refused() -> None:
    told = {"notice_date": "2026-09-21", "seller_answer": "refused"}
    assert "repair_requested_date" not in ids("conformity", known(**told))
    assert "repair_requested_date" in ids("conformity", known(**{**told, "seller_answer": "none"}))


@pytest.mark.parametrize(
    ("sent", "asked"), [("2026-10-19", False), ("2026-10-20", True), (None, True)]
)
def test_the_information_on_returns_is_asked_where_fourteen_days_have_passed(
    sent: str | None, asked: bool
) -> None:
    facts = known(consumer_country="DE", delivered_date="2026-10-05", withdrawal_sent_date=sent)
    assert ("withdrawal_info_given" in ids("withdrawal", facts)) is asked


def test_only_a_buyer_in_the_united_states_is_asked_for_the_days_of_the_shop() -> None:
    assert "policy_return_days" in ids("withdrawal", known(consumer_country="US"))
    assert "policy_return_days" not in ids("withdrawal", known(consumer_country="DE"))


@pytest.mark.parametrize(
    ("kinds", "asked"), [(["arbitration", "no_returns"], True), (["no_returns"], False)]
)
def test_the_seller_s_country_is_asked_for_a_term_about_courts(
    kinds: list[str], asked: bool
) -> None:
    assert ("seller_country" in ids("unfair_terms", known(term_kinds=kinds))) is asked


def test_privacy_asks_nothing_about_a_purchase() -> None:
    assert not {"goods", "amount", "order_and_promised_date"}.intersection(ids("privacy", {}))


def test_the_topic_files_hold_together() -> None:
    questions = all_questions()
    assert len({q.id for q in questions}) == len(questions)
    assert all(q.asks[0] == q.fact for q in questions)
    facts = {name for q in questions for name in q.asks}
    assert {name for q in questions for name in q.ask_if} <= facts
    assert all(
        rule.not_before is None or rule.not_before in facts for rule in date_rules().values()
    )
    assert all(day in date_rules() for q in questions for day in q.days_asked())
    assert {c for q in questions for c in q.claims} <= set(ClaimType)


def test_every_wish_has_words_and_remedies() -> None:
    assert all(wish.words and wish.remedies for wish in wishes().values())


def test_each_claim_has_its_own_facts() -> None:
    delivery, privacy = (
        facts_of_claims((ClaimType.DELIVERY,)),
        facts_of_claims((ClaimType.PRIVACY,)),
    )
    assert {"promised_date", "order_number", "seller_country"} <= delivery
    assert not {"defect", "privacy_problem"} & delivery
    assert not {"amount", "promised_date"} & privacy
    assert delivery | privacy < facts_of_claims()


def test_a_question_is_found_by_its_name() -> None:
    assert question_with_id("consumer_country").fact == "consumer_country"
    with pytest.raises(KeyError):
        question_with_id("favourite_colour")


def test_dates_as_text_or_as_days_decide_the_same() -> None:
    as_text, as_day = known(notice_date="2026-09-21"), known(notice_date=date(2026, 9, 21))
    assert ids("conformity", as_text) == ids("conformity", as_day)
