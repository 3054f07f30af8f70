"""A stored case as plain values (``CaseFile``) and as its documented JSON (``CaseRecord``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.casefile import STEPS, CaseFile, ExhibitEntry, KnownFact, PartyDetails
from casework.law import jurisdiction_of
from casework.law.outcome import ClaimType, Jurisdiction
from casework.letters import LetterContent, letter_text
from casework.store.claims import standing_claims
from casework.store.exhibits import case_exhibits, label_at
from casework.store.facts import facts_in_force
from casework.store.models import Case, Claim, Deadline, Exhibit, Fact, Letter, Party
from casework.store.record import (
    CaseRecord,
    CitationRecord,
    DeadlineRecord,
    ExhibitRecord,
    LetterRecord,
    PartiesRecord,
    PartyRecord,
    RemedyRecord,
)

CONSUMER = "consumer"
TRADER = "trader"

# Which facts describe a side, by the field of ``PartyDetails`` that they fill.
_PARTY_FACTS = {
    CONSUMER: {
        "name": "consumer_name",
        "email": "consumer_email",
        "address": "consumer_address",
        "country": "consumer_country",
    },
    TRADER: {"name": "seller_name", "address": "seller_contact", "country": "seller_country"},
}


def case_file(session: Session, case: Case, today: date) -> CaseFile:
    """Return everything about the case, as law and letter read it on the day ``today``."""
    facts = facts_in_force(session, case)
    known = _known_values(facts)
    wished = known.get("wished_remedy")
    return CaseFile(
        number=case.number,
        today=today,
        claim_types=tuple(ClaimType(c.claim_type) for c in standing_claims(session, case)),
        jurisdiction=jurisdiction_in_force(case, known),
        wished_remedy=None if wished is None else str(wished),
        facts={name: _known_fact(fact) for name, fact in facts.items()},
        exhibits=tuple(_exhibit_entries(case_exhibits(session, case))),
        consumer=party_from_facts(CONSUMER, known),
        trader=party_from_facts(TRADER, known),
    )


def jurisdiction_in_force(case: Case, known: Mapping[str, Any]) -> Jurisdiction:
    """Return the body of law the case was filed under, or the one that its facts lead to."""
    if case.jurisdiction is not None:
        return Jurisdiction(case.jurisdiction)
    return jurisdiction_of(known)


def party_from_facts(role: str, known: Mapping[str, Any]) -> PartyDetails:
    """Return a side of the dispute as the known facts describe it; an unknown name is empty."""
    details = {field: known.get(fact) for field, fact in _PARTY_FACTS[role].items()}
    texts = {field: str(value) for field, value in details.items() if value is not None}
    if role == TRADER and _is_email(texts.get("address")):
        texts["email"] = texts.pop("address")
    return PartyDetails(**{"name": "", **texts})


def _is_email(contact: str | None) -> bool:
    return contact is not None and "@" in contact and not any(c.isspace() for c in contact)


def _known_values(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {name: fact.value for name, fact in facts.items() if fact.standing == "known"}


def _known_fact(fact: Fact) -> KnownFact:
    return KnownFact(
        name=fact.name,
        value=fact.value,
        standing=fact.standing,
        confirmed=fact.confirmed,
        turn_id=fact.turn_id,
        exhibit_id=fact.exhibit_id,
        said=fact.said,
    )


def _exhibit_entries(exhibits: Iterable[Exhibit]) -> list[ExhibitEntry]:
    return [
        ExhibitEntry(
            id=exhibit.id,
            label=label_at(position),
            title=exhibit.title,
            media_type=exhibit.media_type,
            sha256=exhibit.sha256,
            received_at=exhibit.received_at,
        )
        for position, exhibit in enumerate(exhibits)
    ]


def case_record(session: Session, case: Case) -> dict[str, Any]:
    """Return the case as the JSON that ``docs/case-json.md`` describes.

    What only filing brings (outcome, remedies, deadlines, letter) is empty or null before.
    """
    return _record(session, case).model_dump(mode="json")


def _record(session: Session, case: Case) -> CaseRecord:
    facts = {n: f for n, f in facts_in_force(session, case).items() if n not in STEPS}
    known = _known_values(facts)
    claims = standing_claims(session, case)
    types = [claim.claim_type for claim in claims]
    outcomes = [claim.outcome for claim in claims if claim.outcome]
    return CaseRecord(
        number=case.number,
        status=case.status,
        claim_type=types[0] if types else None,
        claim_types=types,
        jurisdiction=jurisdiction_in_force(case, known),
        facts=known,
        unknown_facts=[name for name, fact in facts.items() if fact.standing != "known"],
        unconfirmed_facts=[name for name, fact in facts.items() if not fact.confirmed],
        exhibits=_exhibit_records(case_exhibits(session, case)),
        outcome=outcomes[0]["outcome"] if outcomes else None,
        remedies=_remedy_records(claims),
        deadlines=_deadline_records(session, case),
        rules=_without_doubles(rule for found in outcomes for rule in found["rules"]),
        citations=_citation_records(outcomes),
        letter=_letter_record(session, case),
        parties=_parties_record(session, case, known),
        person_wanted=case.person_wanted_at is not None,
        person_wanted_at=case.person_wanted_at,
        person_wanted_why=case.person_wanted_why,
        created_at=case.created_at,
        filed_at=case.filed_at,
    )


def _without_doubles(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def _exhibit_records(exhibits: Iterable[Exhibit]) -> list[ExhibitRecord]:
    return [
        ExhibitRecord(
            label=label_at(position),
            title=exhibit.title,
            sha256=exhibit.sha256,
            media_type=exhibit.media_type,
            size=exhibit.size,
            received_at=exhibit.received_at,
        )
        for position, exhibit in enumerate(exhibits)
    ]


def _remedy_records(claims: Iterable[Claim]) -> list[RemedyRecord]:
    return [
        RemedyRecord(claim_type=claim.claim_type, **remedy)
        for claim in claims
        for remedy in claim.outcome.get("remedies", ())
    ]


def _citation_records(outcomes: Iterable[Mapping[str, Any]]) -> list[CitationRecord]:
    found = (CitationRecord(**citation) for o in outcomes for citation in o["citations"])
    return list(dict.fromkeys(found))


def _deadline_records(session: Session, case: Case) -> list[DeadlineRecord]:
    query = select(Deadline).where(Deadline.case_id == case.id)
    return [
        DeadlineRecord(
            claim_type=row.claim_type,
            name=row.name,
            date=row.due_on,
            basis=row.basis,
            computation=row.computation,
        )
        for row in session.scalars(query.order_by(Deadline.due_on, Deadline.id))
    ]


def _letter_record(session: Session, case: Case) -> LetterRecord | None:
    query = select(Letter).where(Letter.case_id == case.id).order_by(Letter.version.desc())
    letter = session.scalar(query.limit(1))
    if letter is None:
        return None
    return LetterRecord(
        id=letter.id,
        version=letter.version,
        text=letter_text(LetterContent.model_validate(letter.content)),
        content=letter.content,
        created_at=letter.created_at,
    )


def _parties_record(session: Session, case: Case, known: Mapping[str, Any]) -> PartiesRecord:
    rows = {p.role: p for p in session.scalars(select(Party).where(Party.case_id == case.id))}
    consumer, trader = (
        _party_record(rows.get(role) or party_from_facts(role, known))
        for role in (CONSUMER, TRADER)
    )
    return PartiesRecord(consumer=consumer, trader=trader)


def _party_record(party: Party | PartyDetails) -> PartyRecord:
    return PartyRecord(
        name=party.name or None, email=party.email, address=party.address, country=party.country
    )
