"""The worker's chores for the life of cases: new cases, due timers, waiting mail."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import select

from casework.cases import begin, life_times
from casework.clock import Clock
from casework.mail.errors import MailRefused
from casework.mail.server import mail_server
from casework.mail.worker import MailRoom, mail_next
from casework.secrets import secret_key
from casework.settings import Settings
from casework.store.cases import FILED
from casework.store.database import reading, transaction
from casework.store.models import Case
from casework.timers.handlers import handlers_for
from casework.timers.run import run_next

log = logging.getLogger(__name__)

LOOK_FOR_NEW_CASES = timedelta(minutes=1)
"""How long between two looks: the first thing to happen to a new case is a reminder after days."""
TRADER_PAGE = "trader"
"""The path of the trader's page; the token follows it."""


class LifeChores:
    """Takes up new cases, runs one due timer, hands in one mail; says whether there was any."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.clock = clock
        self.times = life_times(settings)
        self.handlers = handlers_for(self.times)
        self.room = _mail_room(settings)
        self.look_again_at: datetime | None = None

    def __call__(self) -> bool:
        """Do one bit of each."""
        began = self._begin()
        ran = run_next(self.handlers, self.clock)
        mailed = self.room is not None and mail_next(self.room, self.clock)
        return began or ran or mailed

    def _begin(self) -> bool:
        """Look for new cases each minute, or as long as there are some."""
        now = self.clock()
        if self.look_again_at is not None and now < self.look_again_at:
            return False
        began = take_up_new_case(now)
        self.look_again_at = None if began else now + LOOK_FOR_NEW_CASES
        return began


def take_up_new_case(now: datetime) -> bool:
    """Begin the life of one filed case that has none yet; say whether there was one."""
    new = select(Case.id).where(Case.status == FILED, Case.life.is_(None)).limit(1)
    with reading() as session:
        case_id = session.scalar(new)
    if case_id is None:
        return False
    with transaction() as session:
        case = session.get_one(Case, case_id)
        if case.status == FILED and case.life is None:
            begin(session, case, now)
    return True


def _mail_room(settings: Settings) -> MailRoom | None:
    try:
        server = mail_server(settings)
    except MailRefused as error:
        log.error("no mail is sent: %s", error)
        return None
    if server is None:
        return None
    return MailRoom(
        server, secret_key(settings), lambda token: settings.web_link(f"{TRADER_PAGE}/{token}")
    )
