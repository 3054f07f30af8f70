"""The claims of a case: which kinds of infringement the consumer says happened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.law.outcome import ClaimType
from casework.store.models import Case, Claim


def standing_claims(session: Session, case: Case) -> list[Claim]:
    """Return the claims that were not withdrawn, the first one first."""
    query = select(Claim).where(Claim.case_id == case.id, Claim.withdrawn_at.is_(None))
    return list(session.scalars(query.order_by(Claim.id)))


def open_claim(session: Session, case: Case, claim_type: str, now: datetime) -> Claim:
    """Return the standing claim of this type, opened where there is none.

    Raises ValueError for a type that is none of ``ClaimType``.
    """
    kind = ClaimType(claim_type).value
    known = _standing_claim(session, case, kind)
    if known is not None:
        return known
    claim = Claim(case_id=case.id, claim_type=kind, outcome={}, opened_at=now)
    try:
        with session.begin_nested():
            session.add(claim)
    except IntegrityError:  # another process opened it in the meantime
        known = _standing_claim(session, case, kind)
        if known is None:
            raise
        return known
    case.updated_at = now
    return claim


def change_claim_type(session: Session, case: Case, claim_type: str, now: datetime) -> Claim:
    """Make ``claim_type`` the only claim of the case; the others are withdrawn, facts stay."""
    wanted = open_claim(session, case, claim_type, now)
    for claim in standing_claims(session, case):
        if claim.id != wanted.id:
            claim.withdrawn_at = now
            case.updated_at = now
    return wanted


def stand_as(session: Session, case: Case, kinds: list[str], now: datetime) -> list[Claim]:
    """Make ``kinds`` the standing claims of the case; the others are withdrawn, facts stay.

    A kind that was withdrawn before stands again in its old place. Raises ValueError for a kind
    that is none of ``ClaimType``.
    """
    for claim in standing_claims(session, case):
        if claim.claim_type not in kinds:
            claim.withdrawn_at = case.updated_at = now
    session.flush()
    for kind in kinds:
        former = _withdrawn_claim(session, case, kind)
        if former is not None and _standing_claim(session, case, kind) is None:
            former.withdrawn_at = None
            session.flush()
        open_claim(session, case, kind, now)
    return standing_claims(session, case)


def _withdrawn_claim(session: Session, case: Case, kind: str) -> Claim | None:
    query = select(Claim).where(
        Claim.case_id == case.id, Claim.claim_type == kind, Claim.withdrawn_at.is_not(None)
    )
    return session.scalar(query.order_by(Claim.id.desc()).limit(1))


def _standing_claim(session: Session, case: Case, claim_type: str) -> Claim | None:
    claims = standing_claims(session, case)
    return next((claim for claim in claims if claim.claim_type == claim_type), None)
