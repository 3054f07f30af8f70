"""Erasure at the consumer's wish: content goes; numbers, audit and custody log stay.

A filed case is left alone: letters may have gone out in its name, so a person decides about it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from casework.evidence.erasing import erase_exhibit
from casework.evidence.filestore import FileStore
from casework.store import audit
from casework.store.cases import CANCELLED, ERASED, INTAKE
from casework.store.conversations import ERASED_LINE
from casework.store.models import (
    Case,
    Claim,
    Deadline,
    Exhibit,
    Fact,
    InboundMessage,
    Letter,
    Message,
    OutboxItem,
    Party,
)

_OF_A_CASE = (Fact, Party, Letter, Deadline, OutboxItem, Claim)


class CaseIsFiled(Exception):
    """The conversation has a filed case, which only a person may have erased."""

    code = "case_is_filed"

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


def erase_conversation(
    session: Session, conversation_id: str, files: FileStore, now: datetime
) -> None:
    """Erase all that a consumer told and sent; doing it again does no harm.

    Files are removed once the transaction is committed: a rollback must not lose them.

    Raises:
        CaseIsFiled: nothing was erased.

    """
    cases = list(session.scalars(select(Case).where(Case.conversation_id == conversation_id)))
    for case in cases:
        if case.status not in (INTAKE, CANCELLED, ERASED):
            raise CaseIsFiled(case.number)
    for case in cases:
        _erase_case(session, case, now)
    _erase_exhibits(session, conversation_id, files, now)
    _erase_words(session, conversation_id)


def _erase_case(session: Session, case: Case, now: datetime) -> None:
    for model in _OF_A_CASE:
        session.execute(delete(model).where(model.case_id == case.id))
    if case.status == ERASED:
        return
    case.status = ERASED
    case.jurisdiction = case.person_wanted_at = case.person_wanted_why = None
    case.updated_at = now
    audit.record(session, actor="consumer", action="case_erased", subject=case.number, now=now)


def _erase_exhibits(
    session: Session, conversation_id: str, files: FileStore, now: datetime
) -> None:
    for exhibit in session.scalars(
        select(Exhibit).where(Exhibit.conversation_id == conversation_id)
    ):
        erase_exhibit(session, exhibit, files, "consumer", now)


def _erase_words(session: Session, conversation_id: str) -> None:
    """Empty the messages; their numbers stay, so that a reader's place in the row holds."""
    session.execute(
        update(Message)
        .where(Message.conversation_id == conversation_id)
        .values(sender=ERASED_LINE, text="", payload={}, understood={})
    )
    session.execute(
        update(InboundMessage)
        .where(
            InboundMessage.conversation_id == conversation_id,
            InboundMessage.processed_at.is_not(None),
        )
        .values(text="", extra={})
    )
