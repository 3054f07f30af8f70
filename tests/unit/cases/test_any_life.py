"""Whatever anybody tries, in any order: no forbidden change, and a history that explains itself.

``EXPECTED`` is written down here a second time, by hand, so that a slip in the machine shows.
``REDRESS_LIFE_RUNS`` sets the number of lives (the full count is 2,000).
"""

import os
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy.orm import Session

from casework.cases import ChangeRefused, change, ending_of, history, replayed
from casework.cases.rules import SOLVED, life_rules
from casework.store.database import make_engine
from casework.store.testing import fresh_database
from tests.unit.cases.filed import a_bare_case

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
WINDOW = timedelta(days=90)

_TALKING = "filed letter_sent trader_answered negotiating mediation proposal breached reopened"
_OPEN = f"{_TALKING} settled"
EXPECTED = {
    "send_letter": ("filed letter_sent trader_answered breached reopened", "letter_sent"),
    "come_back": ("letter_sent", "filed"),
    "answer": ("filed letter_sent trader_answered breached reopened", "trader_answered"),
    "negotiate": ("filed letter_sent trader_answered breached reopened", "negotiating"),
    "mediate": (
        "filed letter_sent trader_answered negotiating breached reopened",
        "mediation",
    ),
    "propose": ("mediation", "proposal"),
    "set_aside": ("proposal", "mediation"),
    "settle": ("negotiating mediation proposal", "settled"),
    "perform": ("settled breached", "performed"),
    "breach": ("settled performed", "breached"),
    "finish": ("performed", "closed"),
    "confirm": (_OPEN, "closed"),
    "claim_done": (_OPEN.replace("filed ", ""), "closed"),
    "fall_silent": (_OPEN, "closed"),
    "withdraw": (_OPEN, "closed"),
    "give_up": (_TALKING, "closed"),
    "refer": (_TALKING, "closed"),
    "reopen": ("closed", "reopened"),
}
# An agreement that was not kept stays watched, whatever is written about it.
STAYS = {("breached", "send_letter"), ("breached", "answer")}
ACTORS = ("consumer", "trader", "mediator:mia", "system", "stranger")
_numbers = count(1)


class AnyLife(RuleBasedStateMachine):
    """One case, and everybody who pushes at it."""

    folder = TemporaryDirectory(prefix="redress-life-")
    _database = fresh_database(Path(folder.name))
    engine = make_engine(_database.__enter__())

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self.engine)
        self.now, self.state, self.closed_at = NOW, "filed", NOW
        self.case = a_bare_case(self.session, NOW, f"RD-{next(_numbers):09d}")
        self.rows = 1
        self.said_done = False

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    @rule(days=st.integers(-5, 100))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(event=st.sampled_from([*EXPECTED, "file", "win"]), actor=st.sampled_from(ACTORS))
    def somebody_pushes(self, event: str, actor: str) -> None:
        self._push(event, actor)

    @precondition(lambda self: self.state != "closed")
    @rule(data=st.data())
    def somebody_does_what_is_theirs(self, data: st.DataObject) -> None:
        fitting = sorted(e for e, (from_, _) in EXPECTED.items() if self.state in from_.split())
        event = data.draw(st.sampled_from(fitting))
        role = data.draw(st.sampled_from(life_rules().events[event].by))
        self._push(event, role)

    def _push(self, event: str, actor: str) -> None:
        allowed = self._allowed(event, actor)
        last = history(self.session, self.case)[-1].at if self.rows > 1 else NOW
        try:
            change(self.session, self.case, event, actor=actor, why=f"{actor}: {event}",
                   now=self.now)  # fmt: skip
        except ChangeRefused:
            assert not allowed, (self.state, event, actor)
            return
        assert allowed, (self.state, event, actor)
        self.rows += 1
        if (self.state, event) not in STAYS:
            self.state = EXPECTED[event][1]
        self.said_done |= event in ("perform", "confirm")
        if self.state == "closed":
            self.closed_at = max(self.now, last)

    def _allowed(self, event: str, actor: str) -> bool:
        came_from, _ = EXPECTED.get(event, ("", ""))
        fits = self.state in came_from.split()
        by = life_rules().events[event].by if event in EXPECTED else ()
        in_time = event != "reopen" or self.now <= self.closed_at + WINDOW
        return fits and actor.partition(":")[0] in by and in_time

    @invariant()
    def the_history_replays_to_the_state(self) -> None:
        rows = history(self.session, self.case)
        assert (replayed(rows) or "filed") == self.state == (self.case.life or "filed")
        assert len(rows) in (self.rows, 0)

    @invariant()
    def every_row_explains_itself(self) -> None:
        rows = history(self.session, self.case)
        assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
        assert [row.at for row in rows] == sorted(row.at for row in rows)
        for row in rows:
            assert row.actor
            assert row.why.strip()
            assert life_rules().events[row.rule.removeprefix("life.")].rule
            assert (row.closed_as is not None) == (row.led_to == "closed")

    @invariant()
    def silence_never_counts_as_solved(self) -> None:
        if ending_of(self.session, self.case) in SOLVED:
            assert self.said_done


TestAnyLife = AnyLife.TestCase
TestAnyLife.settings = settings(
    max_examples=int(os.environ.get("REDRESS_LIFE_RUNS", "25")),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
