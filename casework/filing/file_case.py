"""Filing: the moment when what was told becomes a case with a letter and dates.

Everything is written in one transaction, and only once, however often and by however many it is
asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.casefile import CaseFile
from casework.evidence.manifest import FILED as FILED_MANIFEST
from casework.evidence.manifest import write_manifest
from casework.filing.errors import CaseClosed, NothingClaimed
from casework.filing.message import KIND, CaseFiled, filing_key
from casework.filing.outbox import enqueue
from casework.law import assess
from casework.law.outcome import ClaimType, DueDate, Jurisdiction, Outcome
from casework.letters import LetterContent, build_letter
from casework.store import audit
from casework.store.cases import (
    CANCELLED,
    FILED,
    adopt_exhibits,
    case_exhibits,
    case_file,
    case_record,
    standing_claims,
)
from casework.store.database import take_turns
from casework.store.exhibits import label_at
from casework.store.models import Case, Claim, Deadline, Letter, Party
from casework.store.record import CaseRecord
from casework.store.views import CONSUMER, TRADER

Assess = Callable[[Jurisdiction, ClaimType, Mapping[str, Any], date], Outcome]
BuildLetter = Callable[..., LetterContent]
"""``build_letter(case, outcome, today)``, with ``beside`` where there are further claims."""


def file_case(
    session: Session,
    case: Case,
    *,
    now: datetime,
    filing_url: str | None,
    assess: Assess = assess,
    build_letter: BuildLetter = build_letter,
) -> Case:
    """File the case: law, deadlines, parties, labelled exhibits, letter, message to others.

    A case that is filed already is returned as it is. What law and letter refuse (``FactError``,
    ``LetterError``) is passed on. Raises NothingClaimed without a claim and CaseClosed for a
    cancelled case. Where anything is raised, nothing of the filing stays in the session.
    """
    if not _open_for_filing(session, case):
        return case
    with session.begin_nested():
        _label_exhibits(session, case)
        file = case_file(session, case, now.date())
        outcomes = _apply_law(session, case, file, assess)
        _write_parties(session, case, file)
        beside = {"beside": outcomes[1:]} if outcomes[1:] else {}
        letter = build_letter(file, outcomes[0], file.today, **beside)
        _write_letter(session, case, letter, now)
        _close_intake(session, case, file, now)
        write_manifest(session, case, FILED_MANIFEST, now)
        if filing_url is not None:
            _announce(session, case, now)
    return case


def _open_for_filing(session: Session, case: Case) -> bool:
    """Wait for others that file the same case, and look at what they left."""
    session.flush()
    take_turns(session, Case.id, case.id)
    session.refresh(case)
    if case.status == CANCELLED:
        raise CaseClosed("a cancelled case cannot be filed")
    return case.status != FILED


def _label_exhibits(session: Session, case: Case) -> None:
    adopt_exhibits(session, case)
    for position, exhibit in enumerate(case_exhibits(session, case)):
        exhibit.label = label_at(position)


def _apply_law(session: Session, case: Case, file: CaseFile, assess: Assess) -> list[Outcome]:
    """Ask the law about each claim and keep its answers; the first claim's comes first."""
    claims = standing_claims(session, case)
    if not claims:
        raise NothingClaimed("a case needs a claim to be filed")
    return [_answer(session, claim, file, assess) for claim in claims]


def _answer(session: Session, claim: Claim, file: CaseFile, assess: Assess) -> Outcome:
    kind = ClaimType(claim.claim_type)
    outcome = assess(file.jurisdiction, kind, file.known_values(), file.today)
    claim.outcome = outcome.model_dump(mode="json")
    claim.wished_remedy = file.wish_for(kind)
    session.add_all(_deadline(claim.case_id, kind, due) for due in outcome.deadlines)
    return outcome


def _deadline(case_id: int, claim_type: ClaimType, due: DueDate) -> Deadline:
    return Deadline(
        case_id=case_id,
        claim_type=claim_type,
        name=due.name,
        due_on=due.date,
        basis=due.basis,
        computation=due.computation.model_dump(mode="json"),
    )


def _write_parties(session: Session, case: Case, file: CaseFile) -> None:
    for role, side in ((CONSUMER, file.consumer), (TRADER, file.trader)):
        session.add(Party(case_id=case.id, role=role, **side.model_dump()))


def _write_letter(session: Session, case: Case, content: LetterContent, now: datetime) -> None:
    stored = content.model_dump(mode="json")
    session.add(Letter(case_id=case.id, version=1, content=stored, created_at=now))
    session.add_all(_deadline(case.id, a.claim_type, a.answer_by) for a in content.asked())


def _close_intake(session: Session, case: Case, file: CaseFile, now: datetime) -> None:
    case.jurisdiction = file.jurisdiction
    case.status, case.filed_at, case.updated_at = FILED, now, now
    details = {"claims": file.claim_types, "jurisdiction": file.jurisdiction}
    audit.record(
        session,
        actor="consumer",
        action="case_filed",
        subject=case.number,
        details=details,
        now=now,
    )


def _announce(session: Session, case: Case, now: datetime) -> None:
    message = CaseFiled(case=CaseRecord.model_validate(case_record(session, case)))
    enqueue(
        session,
        case,
        kind=KIND,
        key=filing_key(case.number),
        payload=message.model_dump(mode="json"),
        now=now,
    )
