"""A trader's reply that came by other ways: kept, classified, and answered by the next letter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases import begin, can, change
from casework.law import assess
from casework.law.outcome import Outcome
from casework.letters import LetterContent, build_letter
from casework.negotiation.reply_classes import SILENCE, classify, replies
from casework.negotiation.reply_letter import with_answer, with_broken_agreement
from casework.store.cases import case_file, record_fact
from casework.store.life_models import TraderReply
from casework.store.models import Case, Deadline, Exhibit, Letter
from casework.store.plain import storable

NEXT_LETTER_DAYS = 7
"""Calendar days for an answer to a further letter: the trader knows the matter by now."""


class ReplyRefused(Exception):
    """The reply cannot be taken, or not be answered, as it is."""

    code = "reply_refused"


class ReplyEmpty(ReplyRefused):
    """There is no text in the reply."""

    code = "reply_empty"


class ReplyUnclear(ReplyRefused):
    """Nobody has said yet what kind of reply it is."""

    code = "reply_unclear"


class NoSuchKind(ReplyRefused):
    """There is no such kind of reply."""

    code = "no_such_kind"


def take_reply(
    session: Session, case: Case, text: str, now: datetime, exhibit_id: str | None = None
) -> TraderReply:
    """Keep a reply and what it seems to be; its text becomes the fact ``seller_reply``.

    Args:
        session: an open transaction.
        case: a filed case.
        text: the reply, pasted, or as read from a photo.
        now: the moment of arrival.
        exhibit_id: the photo or file that it was read from.

    Raises:
        ReplyEmpty: there is no text.
        ReplyRefused: the exhibit is not one of the case.

    """
    begin(session, case, now)
    plain = storable(text).strip()
    if not plain:
        raise ReplyEmpty("the reply has no text")
    _check_exhibit(session, case, exhibit_id)
    reading = classify(plain)
    reply = TraderReply(
        case_id=case.id,
        text=plain,
        exhibit_id=exhibit_id,
        kind=reading.kind,
        kinds=reading.shares,
        received_at=now,
    )
    session.add(reply)
    session.flush()
    if reading.kind != SILENCE:
        _note_answer(session, case, reply, now)
    return reply


def confirm_kind(
    session: Session, case: Case, reply: TraderReply, kind: str, now: datetime
) -> None:
    """Note what kind of reply it is, as a person says; the law may read it from now on.

    Raises:
        NoSuchKind: there is no such kind.

    """
    known = replies().classes.get(kind)
    if known is None or reply.case_id != case.id:
        raise NoSuchKind(f"no such kind of reply: {kind}")
    reply.confirmed_kind = kind
    if known.means is not None:
        record_fact(session, case, "seller_answer", known.means, now=now)


def draft_next_letter(session: Session, case: Case, reply: TraderReply, now: datetime) -> Letter:
    """Return the next version of the letter, which answers a reply; made once for each.

    Raises:
        ReplyUnclear: neither the words nor a person say what kind of reply it is.
        LetterError, FactError: the case as it stands gives no letter.

    """
    kind = reply.confirmed_kind or reply.kind
    if kind is None:
        raise ReplyUnclear("nobody has said what kind of reply it is")
    if reply.letter_id is not None:
        return session.get_one(Letter, reply.letter_id)
    letter = next_letter(session, case, kind, now)
    reply.letter_id = letter.id
    return letter


def next_letter(session: Session, case: Case, kind: str, now: datetime) -> Letter:
    """Return a new version of the letter that answers a reply of this class."""
    content, outcome = _demand(session, case, now)
    return _store(session, case, with_answer(content, outcome, kind), now)


def letter_after_breach(session: Session, case: Case, now: datetime) -> Letter:
    """Return a new version of the letter that reminds of an agreement that was not kept."""
    content, _ = _demand(session, case, now)
    return _store(session, case, with_broken_agreement(content), now)


def _demand(session: Session, case: Case, now: datetime) -> tuple[LetterContent, Outcome]:
    file = case_file(session, case, now.date())
    outcome = assess(file.jurisdiction, file.claim_types[0], file.known_values(), file.today)
    return build_letter(file, outcome, file.today, answer_days=NEXT_LETTER_DAYS), outcome


def _store(session: Session, case: Case, content: LetterContent, now: datetime) -> Letter:
    newest = session.scalar(select(func.max(Letter.version)).filter_by(case_id=case.id)) or 0
    letter = Letter(
        case_id=case.id,
        version=newest + 1,
        content=content.model_dump(mode="json"),
        created_at=now,
    )
    due = content.answer_by
    session.add_all([
        letter,
        Deadline(
            case_id=case.id,
            claim_type=content.claim_type.value,
            name=due.name,
            due_on=due.date,
            basis=due.basis,
            computation=due.computation.model_dump(mode="json"),
        ),
    ])  # fmt: skip
    session.flush()
    return letter


def _note_answer(session: Session, case: Case, reply: TraderReply, now: datetime) -> None:
    record_fact(session, case, "seller_reply", reply.text, exhibit_id=reply.exhibit_id, now=now)
    if can(case, "answer"):
        change(
            session,
            case,
            "answer",
            actor="consumer",
            why="The consumer passed the trader's reply on.",
            now=now,
            details={"reply": reply.id, "kind": reply.kind},
        )


def _check_exhibit(session: Session, case: Case, exhibit_id: str | None) -> None:
    if exhibit_id is None:
        return
    exhibit = session.get(Exhibit, exhibit_id)
    if exhibit is None or exhibit.case_id != case.id:
        raise ReplyRefused("the exhibit is not one of this case")
