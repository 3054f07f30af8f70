"""Cases and the law's answers to them, built by hand from the rules, for the tests of letters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from casework.casefile import CaseFile, ExhibitEntry, KnownFact, PartyDetails
from casework.law.outcome import (
    Availability,
    Citation,
    ClaimType,
    Computation,
    DueDate,
    Jurisdiction,
    Outcome,
    RemedyOption,
    Verdict,
)

TODAY = date(2026, 11, 24)  # a Tuesday
NUMBER = "RD-7KQ2-M4XN"
NOW, CONDITIONAL, NOT_YET = Availability.NOW, Availability.CONDITIONAL, Availability.NOT_YET

CONSUMER = PartyDetails(
    name="Ana Lopes",
    email="ana.lopes@example.org",
    address="Rua das Flores 12\n1200-195 Lisboa",
    country="PT",
)
TRADER = PartyDetails(
    name="Lumen Home GmbH",
    email="service@lumen-home.example",
    address="Hafenstraße 8\n20459 Hamburg",
    country="DE",
)


def facts_of(**values: Any) -> dict[str, KnownFact]:
    return {
        name: KnownFact(name=name, value=value, turn_id="t1", said=str(value))
        for name, value in values.items()
    }


def exhibit(label: str, title: str, media_type: str = "application/pdf") -> ExhibitEntry:
    return ExhibitEntry(
        id=f"exhibit-{label}",
        label=label,
        title=title,
        media_type=media_type,
        sha256=label.lower() * 64,
        received_at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    )


def case_of(
    claim: ClaimType,
    jurisdiction: Jurisdiction = Jurisdiction.EU,
    *,
    wish: str | None = None,
    consumer: PartyDetails = CONSUMER,
    trader: PartyDetails = TRADER,
    exhibits: tuple[ExhibitEntry, ...] = (),
    facts: dict[str, KnownFact] | None = None,
    **values: Any,
) -> CaseFile:
    return CaseFile(
        number=NUMBER,
        today=TODAY,
        claim_types=(claim,),
        jurisdiction=jurisdiction,
        wished_remedy=wish,
        facts={**facts_of(**values), **(facts or {})},
        exhibits=exhibits,
        consumer=consumer,
        trader=trader,
    )


def remedy(order: int, name: str, available: Availability, rule_id: str) -> RemedyOption:
    return RemedyOption(order=order, remedy=name, available=available, rule_id=rule_id)


def cite(rule_id: str, text: str, certainty: str = "high") -> Citation:
    return Citation(rule_id=rule_id, cite=text, certainty=certainty)


def due(name: str, day: date, start: date, rule_id: str) -> DueDate:
    return DueDate(
        name=name,
        date=day,
        basis=rule_id,
        expired=day < TODAY,
        computation=Computation(
            start_event="event",
            start_date=start,
            rule_id=rule_id,
            period=f"{(day - start).days} days",
            convention="CNT-EU",
            counted=f"from {start} to {day}",
        ),
    )


def outcome_of(
    claim: ClaimType,
    remedies: tuple[RemedyOption, ...],
    citations: tuple[Citation, ...],
    *,
    jurisdiction: Jurisdiction = Jurisdiction.EU,
    verdict: Verdict = Verdict.CLAIM_VALID_NOW,
    deadlines: tuple[DueDate, ...] = (),
    escalation: tuple[str, ...] = (),
    amounts: dict[str, Any] | None = None,
) -> Outcome:
    return Outcome(
        jurisdiction=jurisdiction,
        claim_type=claim,
        outcome=verdict,
        rules=tuple(dict.fromkeys(citation.rule_id for citation in citations)),
        citations=citations,
        remedies=remedies,
        deadlines=deadlines,
        liable=("seller",),
        escalation=escalation,
        amounts=amounts or {},
    )


EU_DELIVERY_CITE = cite(
    "EU-DEL-1", "Directive 2011/83/EU (Consumer Rights Directive) Art. 18(1)-(4)"
)
EU_SALES_CITES = (
    cite("EU-CON-1", "Directive (EU) 2019/771 (Sale of Goods Directive) Arts. 5-8, 10(1)-(6)"),
    cite("EU-CON-2", "Directive (EU) 2019/771 Art. 11(1)-(3)"),
    cite("EU-CON-3", "Directive (EU) 2019/771 Arts. 13(1)-(7), 14, 15"),
)


def eu_delivery() -> tuple[CaseFile, Outcome]:
    """Nothing came; the letter sets the extra period."""
    case = case_of(
        ClaimType.DELIVERY,
        wish="refund",
        exhibits=(
            exhibit("A", "Order confirmation"),
            exhibit("B", "Tracking page, 20 November 2026", "image/png"),
        ),
        goods="Floor lamp “Arc”, brass",
        order_number="LH-2026-118834",
        order_date="2026-10-19",
        promised_date="2026-11-09",
        delivery_state="nothing",
        amount="129.99",
        currency="EUR",
        delivery_fee=6.9,
        payment_method="credit_card",
        seller_reply="The parcel is with the carrier, please be patient.",
    )
    outcome = outcome_of(
        ClaimType.DELIVERY,
        (
            remedy(1, "perform_additional_period", NOW, "EU-DEL-1"),
            remedy(2, "cancel_refund", CONDITIONAL, "EU-DEL-1"),
            remedy(3, "damages", CONDITIONAL, "EU-DEL-1"),
            remedy(1, "mediation", CONDITIONAL, "EU-ESC-1"),
        ),
        (
            EU_DELIVERY_CITE,
            cite("EU-ESC-1", "Directive 2013/11/EU Arts. 5, 8, 13; Regulation (EC) 861/2007"),
        ),
        deadlines=(due("agreed_delivery", date(2026, 11, 9), date(2026, 10, 19), "EU-DEL-1"),),
        escalation=("seller complaint", "ECC-Net", "ADR body", "court"),
        amounts={"refund": 136.89},
    )
    return case, outcome


def eu_conformity() -> tuple[CaseFile, Outcome]:
    """Show a defect within the first year; the consumer wants a repair."""
    case = case_of(
        ClaimType.CONFORMITY,
        wish="repair",
        exhibits=(
            exhibit("A", "Invoice"),
            exhibit("B", "Video of the fault", "image/jpeg"),
            exhibit("C", "E-mails with the shop"),
        ),
        goods="Espresso machine Bari 2",
        order_number="77-41920",
        order_date="2026-05-02",
        delivered_date="2026-05-06",
        defect_found_date="2026-11-10",
        notice_date="2026-11-11",
        defect="The pump makes no pressure and water runs out at the bottom.",
        amount=449.0,
        currency="EUR",
        payment_method="paypal",
        seller_reply="Limescale is not covered.",
    )
    outcome = outcome_of(
        ClaimType.CONFORMITY,
        (
            remedy(1, "repair", NOW, "EU-CON-3"),
            remedy(1, "replacement", NOW, "EU-CON-3"),
            remedy(2, "price_reduction", CONDITIONAL, "EU-CON-3"),
            remedy(2, "cancel_refund", CONDITIONAL, "EU-CON-3"),
            remedy(3, "damages", CONDITIONAL, "EU-CON-3"),
        ),
        EU_SALES_CITES,
        deadlines=(
            due("liability_end_minimum", date(2028, 5, 6), date(2026, 5, 6), "EU-CON-1"),
            due("reversed_burden_end", date(2027, 5, 6), date(2026, 5, 6), "EU-CON-2"),
        ),
        escalation=("seller complaint", "ADR body", "court"),
    )
    return case, outcome


UK_CONSUMER = PartyDetails(
    name="Morwenna Tregidga",
    email="m.tregidga@example.org",
    address="4 Harbour Row\nPenzance\nTR18 4AA",
    country="GB-EAW",
)
UK_TRADER = PartyDetails(
    name="Northgate Kitchenware Ltd",
    address="Unit 9, Mill Lane\nLeeds\nLS10 1AB",
    country="GB",
)


def uk_conformity() -> tuple[CaseFile, Outcome]:
    """Let a kettle fail within thirty days; the short-term right to reject runs out in two days."""
    case = case_of(
        ClaimType.CONFORMITY,
        Jurisdiction.UK,
        wish="refund",
        consumer=UK_CONSUMER,
        trader=UK_TRADER,
        exhibits=(
            exhibit("A", "Order confirmation"),
            exhibit("B", "Photo of the crack", "image/jpeg"),
        ),
        goods="Cast iron kettle, 1.7 litres",
        order_number="NG55102",
        order_date="2026-10-24",
        delivered_date="2026-10-27",
        defect_found_date="2026-11-20",
        defect="It leaks from a crack at the base",
        amount=65,
        currency="GBP",
        payment_method="debit_card",
    )
    outcome = outcome_of(
        ClaimType.CONFORMITY,
        (
            remedy(1, "reject_refund_short_term", NOW, "UK-CON-2"),
            remedy(1, "repair", NOW, "UK-CON-3"),
            remedy(1, "replacement", NOW, "UK-CON-3"),
            remedy(3, "court_small_claims", CONDITIONAL, "UK-ESC-1"),
        ),
        (
            cite("UK-CON-1", "Consumer Rights Act 2015 ss.9-17, 19(3)-(5)"),
            cite("UK-CON-2", "Consumer Rights Act 2015 ss.19(3)(a), 20, 22"),
            cite("UK-CON-3", "Consumer Rights Act 2015 s.23"),
            cite("UK-CON-6", "Consumer Rights Act 2015 s.20(7)-(17)"),
        ),
        jurisdiction=Jurisdiction.UK,
        deadlines=(
            due("short_term_reject_end", date(2026, 11, 26), date(2026, 10, 27), "UK-CON-2"),
        ),
        escalation=("seller complaint", "chargeback", "small claims"),
        amounts={"refund": 65},
    )
    return case, outcome


def eu_access() -> tuple[CaseFile, Outcome]:
    """Let a request for access go by, which was not answered within the month."""
    case = case_of(
        ClaimType.PRIVACY,
        wish="data_access",
        consumer=PartyDetails(
            name="Νίκος Παπαδόπουλος",
            email="nikos@example.org",
            address="Οδός Ερμού 5\n105 63 Αθήνα",
            country="GR",
        ),
        trader=PartyDetails(
            name="Kwiaty Online Sp. z o.o.",
            email="iod@kwiaty.example",
            address="ul. Świętojańska 3\n81-368 Gdynia",
            country="PL",
        ),
        exhibits=(exhibit("A", "My request of 12 October 2026"),),
        privacy_problem="access_refused",
        data="orders, address, payment data",
        request_type="access",
        request_date="2026-10-12",
    )
    outcome = outcome_of(
        ClaimType.PRIVACY,
        (
            remedy(1, "data_access", NOW, "EU-PRI-1"),
            remedy(2, "regulator_complaint", NOW, "EU-PRI-4"),
            remedy(2, "court", NOW, "EU-PRI-4"),
            remedy(3, "compensation_nonmaterial", CONDITIONAL, "EU-PRI-3"),
        ),
        (
            cite("EU-PRI-1", "Regulation (EU) 2016/679 (GDPR) Arts. 12(2)-(6), 15"),
            cite("EU-PRI-3", "GDPR Art. 82"),
            cite("EU-PRI-4", "GDPR Arts. 77, 79"),
        ),
        deadlines=(due("answer_by", date(2026, 11, 12), date(2026, 10, 12), "EU-PRI-1"),),
        escalation=("data protection officer of seller", "court of habitual residence"),
    )
    return case, outcome


def oecd_fallback() -> tuple[CaseFile, Outcome]:
    """No body of law fits: a recommendation for fair dealing, and no right."""
    case = case_of(
        ClaimType.DELIVERY,
        Jurisdiction.OECD,
        wish="cancel_refund",
        consumer=PartyDetails(name="Tākuta Ngata", email="t.ngata@example.org", country="NZ"),
        trader=PartyDetails(
            name="Brightside Outdoors", address="https://brightside.example/help", country="AU"
        ),
        goods="Two-person tent",
        order_date="2026-09-14",
        promised_date="2026-10-05",
        delivery_state="marked_delivered",
        delivered_date="2026-10-02",
        amount=289.5,
        currency="NZD",
        payment_method="debit_card",
    )
    outcome = outcome_of(
        ClaimType.DELIVERY,
        (
            remedy(1, "goodwill_only", NOW, "OECD-1"),
            remedy(2, "chargeback_scheme", CONDITIONAL, "OECD-1"),
            remedy(3, "regulator_complaint", NOW, "OECD-1"),
        ),
        (
            cite(
                "OECD-1",
                "OECD Recommendation of the Council on Consumer Protection in E-commerce (2016),"
                " OECD/LEGAL/0422, Part One B, C, F",
            ),
        ),
        jurisdiction=Jurisdiction.OECD,
        verdict=Verdict.FALLBACK_SOFT_LAW,
        escalation=("econsumer.gov",),
    )
    return case, outcome


ALL = {
    "eu_delivery": eu_delivery,
    "eu_conformity": eu_conformity,
    "uk_conformity": uk_conformity,
    "eu_access": eu_access,
    "oecd_fallback": oecd_fallback,
}
