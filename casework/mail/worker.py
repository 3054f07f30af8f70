"""The worker that hands queued mail to the server: claim, send, note, each on its own.

A mail server cannot be asked whether it has a message already. Where a worker dies between sending
and noting, the message goes out again with the same Message-ID, by which doubles can be known.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.notices import tell
from casework.clock import Clock
from casework.filing import outbox
from casework.filing.outbox import Parcel
from casework.filing.worker import MAX_ATTEMPTS, Jitter, delay_after, random_share
from casework.mail import letters, notice_mail
from casework.mail.compose import (
    Envelope,
    TraderPage,
    letter_message,
    message_id,
    notice_message,
)
from casework.mail.server import MailServer
from casework.mail.transport import Handed, hand_in
from casework.negotiation.trader_link import token_of
from casework.store.database import reading, transaction
from casework.store.life_models import Sending, TraderLink
from casework.store.models import Case, Letter, Party

log = logging.getLogger(__name__)

KINDS = (letters.KIND, notice_mail.KIND)


@dataclass(frozen=True, slots=True)
class MailRoom:
    """The server, the key of the traders' links, and where a token's page is."""

    server: MailServer
    link_key: bytes
    page_of: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Ready:
    message: EmailMessage
    recipient: str
    envelope_id: str


def mail_next(room: MailRoom, clock: Clock, jitter: Jitter = random_share) -> bool:
    """Try to hand in the mail that has been due longest; say whether there was any."""
    with transaction() as session:
        parcel = outbox.claim_next(session, clock(), KINDS)
        if parcel is None:
            return False
        _name_message(session, room, parcel)
    with reading() as session:
        ready = _prepared(session, room, parcel, clock())
    if ready is None:
        handed = Handed("the case is closed", final=True)
    else:
        handed = hand_in(room.server, ready.message, ready.recipient, ready.envelope_id)
    _note(parcel, handed, clock(), jitter)
    return True


def _name_message(session: Session, room: MailRoom, parcel: Parcel) -> None:
    """Note the Message-ID before anything is sent: a bounce may be faster than our own note."""
    if parcel.kind == letters.KIND:
        sending = session.get_one(Sending, json.loads(parcel.body)["sending"])
        sending.message_id = message_id(parcel.idempotency_key, room.server.sender)


def _prepared(session: Session, room: MailRoom, parcel: Parcel, now: datetime) -> _Ready | None:
    payload = json.loads(parcel.body)
    if parcel.kind == notice_mail.KIND:
        return _prepared_notice(room, parcel, payload, now)
    return _prepared_letter(session, room, parcel, payload["sending"], now)


def _prepared_notice(
    room: MailRoom, parcel: Parcel, payload: dict[str, str], now: datetime
) -> _Ready:
    identity = message_id(parcel.idempotency_key, room.server.sender)
    envelope = Envelope(room.server.sender, payload["to"], identity)
    message = notice_message(envelope, payload["number"], payload["text"], now)
    return _Ready(message, payload["to"], parcel.idempotency_key.replace(":", "."))


def _prepared_letter(
    session: Session, room: MailRoom, parcel: Parcel, sending_id: str, now: datetime
) -> _Ready | None:
    """Return the letter as a message; None where its case was closed while it waited."""
    sending = session.get_one(Sending, sending_id)
    if session.get_one(Case, sending.case_id).life == "closed":
        return None
    link = session.get_one(TraderLink, sending.link_id)
    page = TraderPage(room.page_of(token_of(link, room.link_key)), link.expires_at.date())
    identity = message_id(parcel.idempotency_key, room.server.sender)
    reply_to = session.scalar(
        select(Party.email).filter_by(case_id=sending.case_id, role="consumer")
    )
    envelope = Envelope(room.server.sender, sending.recipient, identity, reply_to)
    content = letters.content_of(session.get_one(Letter, sending.letter_id))
    return _Ready(letter_message(envelope, content, page, now), sending.recipient, sending.id)


def _note(parcel: Parcel, handed: Handed, now: datetime, jitter: Jitter) -> None:
    with transaction() as session:
        if handed.error is None:
            outbox.note_delivered(session, parcel, now)
            _note_letter_sent(session, parcel, now)
        elif handed.final or parcel.attempt >= MAX_ATTEMPTS:
            outbox.note_failed(session, parcel, handed.error)
            _note_letter_failed(session, parcel, handed.error, now)
        else:
            again = now + delay_after(parcel.attempt, jitter)
            outbox.note_delay(session, parcel, handed.error, again)
    log.info("%s, attempt %d: %s", parcel.idempotency_key, parcel.attempt, handed.error or "done")


def _note_letter_sent(session: Session, parcel: Parcel, now: datetime) -> None:
    if parcel.kind != letters.KIND:
        return
    payload = json.loads(parcel.body)
    sending = session.get_one(Sending, payload["sending"])
    case = session.get_one(Case, sending.case_id)
    letters.note_sent(session, case, sending, payload["actor"], now, now.date())


def _note_letter_failed(session: Session, parcel: Parcel, error: str, now: datetime) -> None:
    if parcel.kind != letters.KIND:
        return
    sending = session.get_one(Sending, json.loads(parcel.body)["sending"])
    sending.state, sending.diagnostic = letters.FAILED, error
    case = session.get_one(Case, sending.case_id)
    if case.life != "closed":
        key = f"letter_failed:{sending.link_id}"
        tell(session, case, "letter_failed", key=key, now=now, recipient=sending.recipient)
