"""Cases, from the first fact on; this module is also the one door to their claims and facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.store import audit
from casework.store.claims import change_claim_type, open_claim, standing_claims
from casework.store.exhibits import adopt_exhibits, case_exhibits
from casework.store.facts import confirm_facts, facts_in_force, record_fact, withdraw_facts
from casework.store.models import Case, Claim, Fact
from casework.store.numbers import new_number, normalise
from casework.store.plain import storable
from casework.store.search import search_cases
from casework.store.views import case_file, case_record

__all__ = [
    "CANCELLED",
    "ERASED",
    "FILED",
    "INTAKE",
    "CaseConflict",
    "Draft",
    "adopt_exhibits",
    "cancel_case",
    "case_exhibits",
    "case_file",
    "case_record",
    "change_claim_type",
    "confirm_facts",
    "current_case",
    "draft",
    "facts_in_force",
    "find_case",
    "last_cancelled",
    "open_case",
    "open_claim",
    "record_fact",
    "resume_case",
    "search_cases",
    "standing_claims",
    "want_person",
    "withdraw_facts",
]

INTAKE = "intake"
FILED = "filed"
CANCELLED = "cancelled"
ERASED = "erased"
_GONE = (CANCELLED, ERASED)

# Two fresh numbers out of 2**40 hardly ever meet; more tries would hide another fault.
_NUMBER_ATTEMPTS = 3


class CaseConflict(Exception):
    """The conversation already has a case in work, so a second one cannot be taken up."""

    code = "another_case_open"


@dataclass(frozen=True, slots=True)
class Draft:
    """What one turn of the conversation needs to know of its case, read at once."""

    case: Case
    claims: list[Claim]  # those not withdrawn, the first one first
    facts: dict[str, Fact]  # those in force

    @property
    def claim_type(self) -> str | None:
        """Return the type of the first claim, or None while the consumer has named none."""
        return self.claims[0].claim_type if self.claims else None


def current_case(session: Session, conversation_id: str) -> Case | None:
    """Return the newest case of the conversation that is neither cancelled nor erased."""
    return _newest(session, conversation_id, Case.status.not_in(_GONE))


def last_cancelled(session: Session, conversation_id: str) -> Case | None:
    """Return the newest cancelled case of the conversation: the one that can be resumed."""
    return _newest(session, conversation_id, Case.status == CANCELLED)


def _newest(session: Session, conversation_id: str, condition: ColumnElement[bool]) -> Case | None:
    query = select(Case).where(Case.conversation_id == conversation_id, condition)
    return session.scalar(query.order_by(Case.id.desc()).limit(1))


def draft(session: Session, conversation_id: str) -> Draft | None:
    """Return the current case with its claims and facts, in two queries; None without a case."""
    newest = (
        select(Case.id)
        .where(Case.conversation_id == conversation_id, Case.status.not_in(_GONE))
        .order_by(Case.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    standing = and_(Claim.case_id == Case.id, Claim.withdrawn_at.is_(None))
    query = select(Case, Claim).outerjoin(Claim, standing).where(Case.id == newest)
    rows = session.execute(query.order_by(Claim.id)).all()
    if not rows:
        return None
    case = rows[0][0]
    claims = [claim for _, claim in rows if claim is not None]
    return Draft(case, claims, facts_in_force(session, case))


def open_case(session: Session, conversation_id: str, now: datetime) -> Case:
    """Return the case in work of the conversation, or a new one with a fresh number.

    Evidence that came before there was a case becomes evidence of the new one. The conversation
    has to exist (``conversations.touch``).
    """
    known = _case_in_work(session, conversation_id)
    if known is not None:
        return known
    for attempt in range(1, _NUMBER_ATTEMPTS + 1):
        try:
            return _new_case(session, conversation_id, now)
        except IntegrityError:
            known = _case_in_work(session, conversation_id)
            if known is not None:  # another process opened it in the meantime
                return known
            if attempt == _NUMBER_ATTEMPTS:
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def _case_in_work(session: Session, conversation_id: str) -> Case | None:
    return _newest(session, conversation_id, Case.status == INTAKE)


def _new_case(session: Session, conversation_id: str, now: datetime) -> Case:
    case = Case(
        number=new_number(),
        conversation_id=conversation_id,
        status=INTAKE,
        created_at=now,
        updated_at=now,
    )
    with session.begin_nested():
        session.add(case)
    adopt_exhibits(session, case)
    return case


def find_case(session: Session, number: str) -> Case | None:
    """Return the case with this number, or None; how the number is written hardly matters."""
    written = normalise(number)
    return None if written is None else session.scalar(select(Case).filter_by(number=written))


def want_person(session: Session, case: Case, why: str, now: datetime) -> None:
    """Mark the case for a mediator; the first such wish stands, with its moment and reason."""
    if case.person_wanted_at is not None:
        return
    case.person_wanted_at = now
    case.person_wanted_why = storable(why)
    _log(session, case, "person_wanted", now)


def cancel_case(session: Session, case: Case, now: datetime) -> None:
    """Stop the case at the consumer's wish; nothing is deleted, and it can be resumed."""
    if case.status == CANCELLED:
        return
    case.status = CANCELLED
    _log(session, case, "case_cancelled", now)


def resume_case(session: Session, case: Case, now: datetime) -> None:
    """Take up a cancelled case where it was left.

    Raises CaseConflict where the conversation has another case in work by now.
    """
    if case.status != CANCELLED:
        return
    status = INTAKE if case.filed_at is None else FILED
    if status == INTAKE and _case_in_work(session, case.conversation_id) is not None:
        raise CaseConflict("the conversation has another case in work")
    case.status = status
    _log(session, case, "case_resumed", now)


def _log(session: Session, case: Case, action: str, now: datetime) -> None:
    case.updated_at = now
    audit.record(session, actor="consumer", action=action, subject=case.number, now=now)
