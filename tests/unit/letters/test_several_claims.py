"""A letter about several claims: what they share once, then facts, law and demand of each."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from casework.casefile import CaseFile, KnownFact, PartyDetails
from casework.law import assess
from casework.law.outcome import ClaimType, Jurisdiction
from casework.letters import LetterContent, build_letter, letter_docx, letter_html, letter_text
from casework.letters.rendering.as_pdf import letter_pdf

TODAY = date(2026, 11, 24)
SHARED: dict[str, Any] = {
    "consumer_country": "DE",
    "goods": "a record player",
    "order_date": "2026-10-02",
    "amount": 180,
    "currency": "EUR",
    "seller_answer": "refused",
}
LATE_AND_BROKEN = SHARED | {
    "delivery_state": "part",
    "promised_date": "2026-10-12",
    "delivered_date": "2026-11-02",
    "additional_period_until": "2026-11-10",
    "defect": "the arm is broken",
    "defect_found_date": "2026-11-02",
    "notice_date": "2026-11-04",
    "wished_remedy": "cancel_refund",
    "wished_remedy_conformity": "cancel_refund",
}


def letter_about(claims: tuple[str, ...], facts: dict[str, Any]) -> LetterContent:
    kinds = tuple(ClaimType(claim) for claim in claims)
    case = CaseFile(
        number="RD-7KQ2-M4XN",
        today=TODAY,
        claim_types=kinds,
        jurisdiction=Jurisdiction.EU,
        wished_remedy=facts.get("wished_remedy"),
        facts={name: KnownFact(name=name, value=value) for name, value in facts.items()},
        consumer=PartyDetails(name="Ada Berg", email="ada@example.org", country="DE"),
        trader=PartyDetails(name="Tonwerk", country="DE"),
    )
    outcomes = [assess(Jurisdiction.EU, kind, facts, TODAY) for kind in kinds]
    return build_letter(case, outcomes[0], TODAY, beside=outcomes[1:])


def text_of(letter: LetterContent, key: str) -> str:
    section = letter.section(key)
    assert section is not None, [s.key for s in letter.sections]
    one = letter.model_copy(update={"sections": (section,)})
    return " ".join(letter_text(one).split())


def test_each_claim_has_its_facts_its_law_and_its_demand() -> None:
    letter = letter_about(("delivery", "conformity"), LATE_AND_BROKEN)
    keys = [section.key for section in letter.sections]
    for claim in ("delivery", "conformity"):
        assert [f"{part}_{claim}" for part in ("happened", "law", "ask")] == [
            key for key in keys if key.endswith(claim)
        ]
    assert "the arm is broken" in text_of(letter, "happened_conformity")
    assert "Only a part" in text_of(letter, "happened_delivery")


def test_what_the_claims_share_is_told_once() -> None:
    text = letter_text(letter_about(("delivery", "conformity"), LATE_AND_BROKEN))
    for said in ("I placed the order", "a record player.", "On 4 November 2026 I told you"):
        assert text.count(said) == 1, said


def test_the_price_is_asked_back_once() -> None:
    table = letter_about(("delivery", "conformity"), LATE_AND_BROKEN).amount_table()
    assert table is not None
    assert (table.total, len(table.rows)) == (Decimal(180), 1)


def test_no_reduction_of_a_price_that_goes_back_whole() -> None:
    facts = LATE_AND_BROKEN | {
        "wished_remedy_conformity": "price_reduction",
        "claim_amount": 60,
        "repair_requested_date": "2026-11-05",
    }
    table = letter_about(("delivery", "conformity"), facts).amount_table()
    assert table is not None
    assert table.total == Decimal(180)


def test_a_sum_taken_twice_comes_on_top_of_the_price_and_the_shop_is_asked_for_it() -> None:
    facts = SHARED | {
        "delivered_date": "2026-11-10",
        "withdrawal_sent_date": "2026-11-16",
        "wished_remedy": "withdraw_refund",
        "transaction": "unauthorised",
        "debit_date": "2026-10-03",
        "reported_date": "2026-10-05",
        "unauthorised_amount": 180,
        "payment_method": "debit_card",
    }
    letter = letter_about(("withdrawal", "payment"), facts)
    table = letter.amount_table()
    assert table is not None
    assert table.total == Decimal(360)
    assert [asked.remedy for asked in letter.asked()] == ["withdraw_refund", "repay_taken"]
    assert "Please pay back" in text_of(letter, "ask_payment")
    assert "I can ask my bank to refund the payment" in text_of(letter, "next")


def test_days_that_differ_are_told_with_each_demand() -> None:
    facts = LATE_AND_BROKEN | {
        "privacy_problem": "access_refused",
        "request_type": "access",
        "data": "my orders",
        "wished_remedy_privacy": "data_access",
        "seller_country": "DE",
    }
    letter = letter_about(("delivery", "privacy"), facts)
    days = {asked.claim_type: asked.answer_by.date for asked in letter.asked()}
    assert days["delivery"] < days["privacy"] == letter.answer_by.date
    assert days["privacy"] - TODAY >= timedelta(days=31)
    assert letter.section("deadline") is None
    assert "8 December 2026" in text_of(letter, "ask_delivery")


def test_the_letter_can_be_read_in_every_form() -> None:
    letter = letter_about(("delivery", "conformity"), LATE_AND_BROKEN)
    assert "and faulty goods" in letter.subject.text
    assert LetterContent.model_validate(letter.model_dump(mode="json")) == letter
    assert letter_pdf(letter)[:5] == b"%PDF-"
    assert letter_docx(letter)[:2] == b"PK"
    assert letter_html(letter).count("<section") == len(letter.sections)
