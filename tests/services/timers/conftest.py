"""A clock that is moved, a worker that does all chores, and filed cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.cases import LifeTimes, state_of
from casework.mail.letters import note_own_sending
from casework.negotiation.trader_link import issue_link
from casework.store.database import reading, transaction
from casework.store.life_models import Notice, TraderLink
from casework.store.models import Case
from casework.store.testing import database_in_use
from casework.timers.chores import take_up_new_case
from casework.timers.handlers import handlers_for
from casework.timers.run import run_next
from tests.unit.cases.filed import a_filed_case

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@dataclass
class World:
    """One case and a worker; ``pass_days`` lets the worker look every six hours."""

    case_id: int
    now: datetime = NOW
    times: LifeTimes = field(default_factory=LifeTimes)

    def clock(self) -> datetime:
        return self.now

    def work(self) -> int:
        handlers, done = handlers_for(self.times), 0
        while take_up_new_case(self.now) or run_next(handlers, self.clock):
            done += 1
        return done

    def pass_days(self, days: int) -> None:
        for _ in range(days * 4):
            self.now += timedelta(hours=6)
            self.work()

    @property
    def state(self) -> str:
        with reading() as session:
            return state_of(session.get_one(Case, self.case_id))

    def told(self, kind: str, audience: str = "consumer") -> int:
        query = select(Notice).filter_by(case_id=self.case_id, kind=kind, audience=audience)
        with reading() as session:
            return len(session.scalars(query).all())

    def send_letter(self) -> None:
        with transaction() as session:
            case = session.get_one(Case, self.case_id)
            note_own_sending(
                session, case, sent_on=self.now.date(), how="by post", proof_id=None, now=self.now
            )

    def link(self) -> TraderLink:
        with transaction() as session:
            case = session.get_one(Case, self.case_id)
            return issue_link(session, case, key=b"k", now=self.now, valid=timedelta(days=60))


@pytest.fixture(autouse=True)
def database_url(tmp_path: Path) -> Iterator[str]:
    with database_in_use(tmp_path) as url:
        yield url


@pytest.fixture
def world() -> World:
    with transaction() as session:
        case = a_filed_case(session, NOW)
    return World(case.id)
