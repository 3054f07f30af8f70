"""Bounces: a delivery status notification (RFC 3464) is read and noted at its letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases import can, change
from casework.cases.notices import tell
from casework.mail.letters import BOUNCED, DELAYED, SENT
from casework.store.life_models import Sending
from casework.store.models import Case
from casework.store.plain import storable
from casework.timers.kinds import ANSWER_DUE
from casework.timers.table import cancel_timers

_LONGEST = 2_000_000  # bytes; a report that returns headers only is a few thousand


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a report says of one recipient.

    ``action`` is failed, delayed, delivered, relayed or expanded (RFC 3464 2.3.3); ``status`` is
    the code of RFC 3463, such as 5.1.1.
    """

    action: str
    status: str
    recipient: str | None
    diagnostic: str | None
    envelope_id: str | None
    message_id: str | None


def read_bounces(raw: bytes) -> list[Bounce]:
    """Return what a delivery status notification says; nothing for any other message."""
    if len(raw) > _LONGEST:
        return []
    try:
        message = message_from_bytes(raw, policy=policy.default)
        report = _report_of(message)
        return [] if report is None else list(_bounces(message, report))
    except (MessageError, ValueError, IndexError, AttributeError, LookupError):
        return []  # mail from anywhere: the parser of the standard library may stumble over it


def note_bounce(session: Session, raw: bytes, now: datetime) -> Sending | None:
    """Note a bounce at the letter that it is about; None where it is about none of ours.

    A letter that came back is told to the consumer, and the trader's time for an answer stops.
    """
    for bounce in read_bounces(raw):
        sending = _sending_of(session, bounce)
        if sending is not None:
            _note(session, sending, bounce, now)
            return sending
    return None


def _report_of(message: Message) -> Message | None:
    if message.get_content_type() != "multipart/report":
        return None
    parts = (p for p in message.walk() if p.get_content_type() == "message/delivery-status")
    return next(parts, None)


def _bounces(message: Message, report: Message) -> Iterator[Bounce]:
    """Yield a bounce for each recipient: the first group of fields is about the message."""
    groups = [group for group in report.get_payload() if isinstance(group, Message)]
    about_message, *recipients = groups
    envelope_id = _text(about_message, "Original-Envelope-Id")
    returned = _returned_id(message)
    for group in recipients:
        yield Bounce(
            action=(_text(group, "Action") or "").casefold(),
            status=_text(group, "Status") or "",
            recipient=_address(_text(group, "Final-Recipient")),
            diagnostic=_text(group, "Diagnostic-Code"),
            envelope_id=envelope_id,
            message_id=returned,
        )


def _returned_id(message: Message) -> str | None:
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            return _text(inner, "Message-ID") if isinstance(inner, EmailMessage) else None
        if part.get_content_type() == "text/rfc822-headers":
            return _text(message_from_bytes(part.get_payload(decode=True)), "Message-ID")  # type: ignore[arg-type]
    return None


def _text(message: Message, name: str) -> str | None:
    value = message.get(name)
    return None if value is None else storable(" ".join(str(value).split()))[:1000]


def _address(typed: str | None) -> str | None:
    """Return the address of ``rfc822; somebody@shop.example``."""
    return None if typed is None else typed.partition(";")[2].strip() or None


def _sending_of(session: Session, bounce: Bounce) -> Sending | None:
    """Find the letter by what only a server that had it can know."""
    if bounce.envelope_id is not None:
        found = session.get(Sending, bounce.envelope_id)
        if found is not None:
            return found
    if bounce.message_id is None:
        return None
    return session.scalar(select(Sending).filter_by(message_id=bounce.message_id))


def _note(session: Session, sending: Sending, bounce: Bounce, now: datetime) -> None:
    if sending.state == BOUNCED:
        return
    said = bounce.diagnostic or bounce.status
    if bounce.action == "delayed" and sending.state in (SENT, DELAYED):
        sending.state, sending.diagnostic = DELAYED, said
    elif bounce.action == "failed":
        sending.state, sending.bounced_at, sending.diagnostic = BOUNCED, now, said
        session.flush()
        _tell_of_return(session, session.get_one(Case, sending.case_id), sending, now)


def _tell_of_return(session: Session, case: Case, sending: Sending, now: datetime) -> None:
    key = f"letter_bounced:{sending.link_id}"
    tell(session, case, "letter_bounced", key=key, now=now, recipient=sending.recipient)
    if _another_is_out(session, case) or not can(case, "come_back"):
        return
    cancel_timers(session, case, ANSWER_DUE, now=now)
    change(
        session,
        case,
        "come_back",
        actor="system",
        why=f"The letter to {sending.recipient} came back: {sending.diagnostic}",
        now=now,
        details={"sending": sending.id},
    )


def _another_is_out(session: Session, case: Case) -> bool:
    out = select(Sending.id).where(Sending.case_id == case.id, Sending.state.in_((SENT, DELAYED)))
    return session.scalar(out.limit(1)) is not None
