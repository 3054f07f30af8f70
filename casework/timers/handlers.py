"""What happens when a date has passed: reminders, ends, escalation. Never a solution."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases import LifeTimes, can, change, history, life_rules, state_of
from casework.cases.errors import NotFiled
from casework.cases.notices import tell
from casework.facts.values import FactError
from casework.letters import LetterError
from casework.mail.letters import newest_letter
from casework.negotiation.mediating import ask_for_mediation
from casework.negotiation.offers import expire_offer
from casework.negotiation.replying import next_letter
from casework.negotiation.watch import CLAIMED, OPEN, OTHER, in_words, obligations_of
from casework.store.cases import FILED, want_person
from casework.store.life_models import Notice, Obligation, Sending, Timer
from casework.store.models import Case
from casework.timers import kinds
from casework.timers.run import Handler
from casework.timers.table import set_timer
from casework.words import spoken_date

log = logging.getLogger(__name__)

MOST_REMINDERS = 3
CLOSING_NOTICE = timedelta(days=14)
"""How long before it closes for want of a word a case says so."""
_FINISHED = ("closed", "performed")


def handlers_for(times: LifeTimes) -> dict[str, Handler]:
    """Return what each kind of timer does, with the waits of this installation."""
    return {
        kinds.SEND_LETTER: partial(_remind_to_send, times),
        kinds.ANSWER_DUE: _escalate_silence,
        kinds.NEGOTIATION_ENDS: _end_negotiation,
        kinds.OFFER_EXPIRES: _expire_offer,
        kinds.DUE_SOON: _remind_of_duty,
        kinds.ASK_IF_DONE: partial(_ask_if_done, times),
        kinds.SILENCE: partial(_look_for_silence, times),
        kinds.CLOSING: partial(_close_silent, times),
        kinds.FINISH: partial(_finish, times),
    }


def _remind_to_send(
    times: LifeTimes, session: Session, case: Case, timer: Timer, now: datetime
) -> None:
    if not _is(case, "filed", "reopened"):
        return
    asked = int(timer.details.get("asked", 0)) + 1
    due = history(session, case)[-1].at + times.reminder * asked
    if now < due:
        set_timer(session, case, timer.kind, due_at=due, details=timer.details)
        return
    tell(session, case, "send_letter", key=f"send_letter:{due.date()}", now=now)
    if asked < MOST_REMINDERS:
        later = now + times.reminder
        set_timer(session, case, timer.kind, due_at=later, details={"asked": asked})


def _escalate_silence(session: Session, case: Case, timer: Timer, now: datetime) -> None:
    """Where the trader did not answer by its day, prepare the next letter and tell the others."""
    sending = session.get_one(Sending, timer.details["sending"])
    if not _is(case, "letter_sent", "breached") or sending.state not in ("sent", "delayed"):
        return
    day = spoken_date(sending.answer_by)
    if newest_letter(session, case).id == sending.letter_id:
        try:
            with session.begin_nested():
                next_letter(session, case, "silence", now)
        except (LetterError, FactError) as error:
            log.warning("%s: no next letter: %s", case.number, error.code)
    want_person(session, case, f"The trader did not answer by {day}.", now)
    tell(session, case, "trader_silent", key=f"trader_silent:{sending.id}", now=now, day=day)


def _end_negotiation(session: Session, case: Case, _timer: Timer, now: datetime) -> None:
    if _is(case, "negotiating"):
        why = "The days for negotiation are over."
        ask_for_mediation(session, case, by="system", why=why, now=now)


def _expire_offer(session: Session, case: Case, timer: Timer, now: datetime) -> None:
    expire_offer(session, case, timer.details["offer"], now)


def _remind_of_duty(session: Session, case: Case, timer: Timer, now: datetime) -> None:
    row = session.get_one(Obligation, timer.details["obligation"])
    if _is(case, "settled") and row.state == OPEN and row.owed_by == "trader":
        day = spoken_date(row.due_on)
        tell(session, case, "due_soon", key=f"due_soon:{row.id}", now=now, day=day)


def _ask_if_done(
    times: LifeTimes, session: Session, case: Case, timer: Timer, now: datetime
) -> None:
    """Ask the side that was to get it; it is asked three times, and then left in peace."""
    row = session.get_one(Obligation, timer.details["obligation"])
    if not _is(case, "settled") or row.state not in (OPEN, CLAIMED):
        return
    asked = int(timer.details.get("asked", 0)) + 1
    tell(session, case, "was_it_done", key=f"was_it_done:{row.id}:{asked}", now=now,
         only=OTHER[row.owed_by], day=spoken_date(row.due_on),
         what=in_words(session, row))  # fmt: skip
    if asked < MOST_REMINDERS:
        set_timer(session, case, timer.kind, key=timer.key, due_at=now + times.reminder,
                  details=timer.details | {"asked": asked})  # fmt: skip


def _look_for_silence(
    times: LifeTimes, session: Session, case: Case, timer: Timer, now: datetime
) -> None:
    """Say that the case will close where nothing has happened for long; else look again later."""
    if not _is_open(case):
        return
    quiet_since = _last_word(session, case)
    if now < quiet_since + times.silence:
        set_timer(session, case, timer.kind, due_at=quiet_since + times.silence)
        return
    closes = now + CLOSING_NOTICE
    tell(session, case, "closing_soon", key=f"closing_soon:{closes.date()}", now=now,
         day=spoken_date(closes.date()))  # fmt: skip
    details = {"quiet_since": quiet_since}
    set_timer(session, case, kinds.CLOSING, due_at=closes, details=details)


def _close_silent(
    times: LifeTimes, session: Session, case: Case, timer: Timer, now: datetime
) -> None:
    """Close a case in which nobody said a word after the warning; it does not count as solved."""
    if not _is_open(case):
        return
    if _last_word(session, case).isoformat() != timer.details["quiet_since"]:
        set_timer(session, case, kinds.SILENCE, due_at=_last_word(session, case) + times.silence)
        return
    claimed = any(o.state == CLAIMED for o in obligations_of(session, case))
    event = "claim_done" if claimed and can(case, "claim_done") else "fall_silent"
    _close(session, case, event, times, now)


def _finish(times: LifeTimes, session: Session, case: Case, _timer: Timer, now: datetime) -> None:
    if _is(case, "performed"):
        _close(session, case, "finish", times, now)


def _close(session: Session, case: Case, event: str, times: LifeTimes, now: datetime) -> None:
    row = change(session, case, event, actor="system", why=life_rules().events[event].rule, now=now)
    endings = {ending.value: words for ending, words in life_rules().endings.items()}
    until = spoken_date((row.at + times.reopening).date())
    tell(session, case, "closed", key=f"closed:{row.sequence}", now=now,
         ending=endings[str(row.closed_as)], day=until)  # fmt: skip


def _last_word(session: Session, case: Case) -> datetime:
    """Return when the case last moved: a change that a person caused, or news of an obligation."""
    words = [row.at for row in history(session, case) if row.actor != "system"]
    for row in obligations_of(session, case):
        words += _moments((row.claimed_at, row.confirmed_at, row.broken_at))
    answered = select(Notice.created_at).where(
        Notice.case_id == case.id, Notice.kind.in_(("trader_answered", "offer_made"))
    )
    words += list(session.scalars(answered))
    return max(words)


def _moments(some: Iterable[datetime | None]) -> list[datetime]:
    return [moment for moment in some if moment is not None]


def _is(case: Case, *states: str) -> bool:
    try:
        return state_of(case) in states
    except NotFiled:
        return False


def _is_open(case: Case) -> bool:
    return case.status == FILED and state_of(case) not in _FINISHED
