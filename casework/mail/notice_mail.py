"""Notices by mail: queued where the installation can mail and the side has an address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.filing.outbox import enqueue
from casework.mail.addresses import checked_address
from casework.mail.errors import NoAddress
from casework.settings import get_settings
from casework.store.life_models import Notice
from casework.store.models import Case, Party, new_id

KIND = "notice_mail"


def queue_notice(session: Session, case: Case, notice: Notice, now: datetime) -> bool:
    """Queue a notice for the side it is for; say whether it could be queued."""
    if get_settings().smtp_url is None:  # else it would wait, and go out long after its time
        return False
    party = select(Party).filter_by(case_id=case.id, role=notice.audience)
    side = session.scalar(party)
    try:
        recipient = checked_address(None if side is None else side.email)
    except NoAddress:
        return False
    payload = {"to": recipient, "number": case.number, "text": notice.text}
    enqueue(session, case, kind=KIND, key=f"{KIND}:{new_id()}", payload=payload, now=now)
    return True
