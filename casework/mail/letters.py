"""Letters to the trader: queued for our mail, or sent by the consumer's own hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases import ChangeRefused, LifeTimes, begin, can, change
from casework.cases.notices import tell
from casework.filing.outbox import enqueue
from casework.letters import LetterContent
from casework.mail.addresses import checked_address
from casework.mail.errors import BadSendingDay, MailNotSetUp, NoLetter, NotItsExhibit
from casework.negotiation.trader_link import issue_link
from casework.settings import get_settings
from casework.store.life_models import Sending
from casework.store.models import Case, Exhibit, Letter, Party, new_id
from casework.store.plain import storable
from casework.timers.kinds import ANSWER_DUE, SEND_LETTER, after
from casework.timers.table import cancel_timers, set_timer
from casework.words import spoken_date

KIND = "letter_mail"
MAIL, OWN = "mail", "own"
QUEUED, SENT, DELAYED, BOUNCED, FAILED = "queued", "sent", "delayed", "bounced", "failed"
_GONE_WRONG = (BOUNCED, FAILED)


def queue_letter(
    session: Session,
    case: Case,
    *,
    link_key: bytes,
    actor: str,
    now: datetime,
    times: LifeTimes | None = None,
) -> Sending:
    """Queue the newest letter for the trader's e-mail address, with a link to answer by.

    The same letter to the same address goes out once; after a bounce it can be queued again.

    Raises:
        NoLetter, NoAddress: there is nothing to send, or nowhere to send it to.
        MailNotSetUp: this installation sends no mail.
        ChangeRefused: a letter does not fit where the case stands.

    """
    if get_settings().smtp_url is None:  # else it would wait, and go out long after its time
        raise MailNotSetUp("REDRESS_SMTP_URL is not set")
    begin(session, case, now)
    letter = newest_letter(session, case)
    recipient = checked_address(_trader_address(session, case))
    known = _known(session, letter, MAIL, recipient)
    if known is not None and known.state not in _GONE_WRONG:
        return known
    if not can(case, "send_letter"):
        raise ChangeRefused(f"no letter goes out in a case that is {case.life}")
    sending = known or _new_sending(case, letter, MAIL, recipient, now)
    times = times or LifeTimes()
    sending.link_id = issue_link(session, case, key=link_key, now=now, valid=times.link).id
    sending.state, sending.queued_at, sending.diagnostic = QUEUED, now, None
    session.add(sending)
    session.flush()
    _enqueue(session, case, sending, actor, now)
    return sending


def note_own_sending(
    session: Session,
    case: Case,
    *,
    sent_on: date,
    how: str,
    proof_id: str | None,
    now: datetime,
) -> Sending:
    """Note that the consumer sent the newest letter without us; the same note twice is one.

    Args:
        session: an open transaction.
        case: a filed case.
        sent_on: the day of sending.
        how: by post, by e-mail, on the shop's form, ...
        proof_id: the exhibit that proves the sending; None where there is none.
        now: the moment of the note.

    Raises:
        NoLetter, BadSendingDay, NotItsExhibit, ChangeRefused: nothing was noted.

    """
    begin(session, case, now)
    letter = newest_letter(session, case)
    known = _known(session, letter, OWN, storable(how)[:320])
    if known is not None:
        known.proof_id = known.proof_id or _checked_proof(session, case, proof_id)
        return known
    _check_day(letter, sent_on, now)
    sending = _new_sending(case, letter, OWN, storable(how)[:320], now)
    sending.proof_id = _checked_proof(session, case, proof_id)
    session.add(sending)
    note_sent(session, case, sending, "consumer", now, sent_on)
    return sending


def note_sent(
    session: Session, case: Case, sending: Sending, actor: str, now: datetime, day: date
) -> None:
    """Note that a letter is out: the case changes, and the trader's time for an answer runs."""
    sending.state, sending.sent_at = SENT, now
    session.flush()
    if not can(case, "send_letter"):  # the case went on while the letter waited for its server
        return
    way = "mailed" if sending.way == MAIL else "sent by the consumer"
    change(
        session,
        case,
        "send_letter",
        actor=actor,
        why=f"The letter was {way} on {spoken_date(day)}: {sending.recipient}",
        now=now,
        details={"sending": sending.id, "letter": sending.letter_id, "proof": sending.proof_id},
    )
    cancel_timers(session, case, SEND_LETTER, now=now)
    set_timer(
        session,
        case,
        ANSWER_DUE,
        due_at=max(after(sending.answer_by), now + timedelta(days=1)),
        details={"sending": sending.id},
    )
    answer_by = spoken_date(sending.answer_by)
    tell(session, case, "letter_sent", key=f"letter_sent:{sending.id}", now=now,
         recipient=sending.recipient, day=answer_by)  # fmt: skip


def newest_letter(session: Session, case: Case) -> Letter:
    """Return the newest version of the case's letter.

    Raises:
        NoLetter: there is none.

    """
    query = select(Letter).where(Letter.case_id == case.id).order_by(Letter.version.desc())
    letter = session.scalar(query.limit(1))
    if letter is None:
        raise NoLetter("the case has no letter")
    return letter


def content_of(letter: Letter) -> LetterContent:
    """Return a stored letter as values."""
    return LetterContent.model_validate(letter.content)


def _trader_address(session: Session, case: Case) -> str | None:
    return session.scalar(select(Party.email).filter_by(case_id=case.id, role="trader"))


def _known(session: Session, letter: Letter, way: str, recipient: str) -> Sending | None:
    query = select(Sending).filter_by(letter_id=letter.id, way=way, recipient=recipient)
    return session.scalar(query)


def _new_sending(case: Case, letter: Letter, way: str, recipient: str, now: datetime) -> Sending:
    return Sending(
        id=new_id(),
        case_id=case.id,
        letter_id=letter.id,
        way=way,
        recipient=recipient,
        state=QUEUED,
        answer_by=content_of(letter).answer_by.date,
        queued_at=now,
    )


def _enqueue(session: Session, case: Case, sending: Sending, actor: str, now: datetime) -> None:
    # A second try after a bounce is another message; a link is made for each, so its id tells.
    key = f"letter:{sending.link_id}"
    payload = {"sending": sending.id, "actor": actor}
    enqueue(session, case, kind=KIND, key=key, payload=payload, now=now)


def _check_day(letter: Letter, sent_on: date, now: datetime) -> None:
    # A day of grace on both sides: the consumer's calendar may be ahead of UTC or behind it.
    earliest = letter.created_at.date() - timedelta(days=1)
    if not earliest <= sent_on <= now.date() + timedelta(days=1):
        raise BadSendingDay(f"{sent_on} is before the letter was made, or has not come yet")


def _checked_proof(session: Session, case: Case, proof_id: str | None) -> str | None:
    if proof_id is None:
        return None
    exhibit = session.get(Exhibit, proof_id)
    if exhibit is None or case.id != exhibit.case_id:
        raise NotItsExhibit("the proof is not an exhibit of this case")
    return exhibit.id
