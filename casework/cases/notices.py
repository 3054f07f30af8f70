"""Notices: each side is told once, by the ways it can be reached, and every word is kept."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.rules import CONSUMER, TRADER
from casework.facts.yamlfile import read_yaml
from casework.mail.notice_mail import queue_notice
from casework.store.conversations import append_message
from casework.store.life_models import Notice
from casework.store.models import Case

_FILE = Path(__file__).with_name("notices.yml")


@lru_cache(maxsize=1)
def notice_words() -> dict[str, dict[str, str]]:
    """Return the words of the notices, by kind and audience."""
    return dict(read_yaml(_FILE))


def tell(
    session: Session,
    case: Case,
    kind: str,
    *,
    now: datetime,
    key: str | None = None,
    only: str | None = None,
    **values: str,
) -> list[Notice]:
    """Tell everybody whom a notice of this kind is for, or one audience ``only``.

    The same ``key`` (``kind`` by default) tells an audience once, however often it is called.
    """
    texts = notice_words()[kind]
    audiences = [audience for audience in texts if only in (None, audience)]
    notices = []
    for audience in audiences:
        text = texts[audience].format(number=case.number, **values)
        notices.append(_told(session, case, audience, kind, f"{key or kind}:{audience}", text, now))
    return notices


def _told(
    session: Session, case: Case, audience: str, kind: str, key: str, text: str, now: datetime
) -> Notice:
    known = session.scalar(select(Notice).filter_by(case_id=case.id, key=key))
    if known is not None:
        return known
    notice = Notice(
        case_id=case.id, key=key, audience=audience, kind=kind, text=text, created_at=now
    )
    notice.ways = _deliver(session, case, notice, now)
    session.add(notice)
    session.flush()
    return notice


def _deliver(session: Session, case: Case, notice: Notice, now: datetime) -> list[str]:
    """Send the notice on its ways; every notice can also be read in the console."""
    ways = ["console"]
    if notice.audience == CONSUMER:
        append_message(
            session,
            case.conversation_id,
            key=f"notice:{case.number}:{notice.key}",
            sender="bot",
            text=notice.text,
            payload={"notice": notice.kind},
            now=now,
        )
        ways.append("chat")
    if notice.audience in (CONSUMER, TRADER) and queue_notice(session, case, notice, now):
        ways.append("mail")
    return ways
