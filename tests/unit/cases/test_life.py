"""The life of a case: who may change it, how it ends, and that its history is whole."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from casework.cases import Ending, LifeTimes, change, ending_of, history, replayed, state_of
from casework.cases.errors import (
    ChangedMeanwhile,
    ChangeRefused,
    NoReason,
    NotFiled,
    NotTheirs,
    ReopeningTooLate,
)
from casework.cases.machine import changes
from casework.cases.rules import SOLVED, life_rules
from casework.store.models import AuditEntry, Case
from casework.timers.handlers import handlers_for
from casework.timers.table import set_timer


def live(session: Session, case: Case, now: datetime, *steps: str) -> None:
    for step in steps:
        actor, event = step.split(" ")
        change(session, case, event, actor=actor, why=f"{event} in a test", now=now)


def test_a_filed_case_begins_as_filed_with_a_first_row(
    session: Session, case: Case, now: datetime
) -> None:
    assert state_of(case) == "filed"
    live(session, case, now, "consumer send_letter")
    first, second = history(session, case)
    assert (first.event, first.came_from, first.led_to, first.actor) == (
        "file", None, "filed", "consumer",
    )  # fmt: skip
    assert (second.came_from, second.led_to, case.life) == ("filed", "letter_sent", "letter_sent")


def test_every_change_says_who_when_why_and_by_which_rule(
    session: Session, case: Case, now: datetime
) -> None:
    row = change(
        session, case, "send_letter", actor="mediator:mia", why=" By post. ", now=now,
        details={"letter": "l-1"},
    )  # fmt: skip
    assert (row.actor, row.at, row.why, row.rule) == (
        "mediator:mia", now, "By post.", "life.send_letter",
    )  # fmt: skip
    assert row.details == {"letter": "l-1"}
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "life_send_letter")).one()
    assert (entry.subject, entry.actor) == (case.number, "mediator:mia")


def test_a_case_that_was_not_filed_has_no_life(session: Session, case: Case, now: datetime) -> None:
    case.status = "cancelled"
    with pytest.raises(NotFiled):
        live(session, case, now, "consumer withdraw")
    with pytest.raises(NotFiled):
        state_of(case)


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        (("consumer send_letter",), "trader settle"),
        (("consumer send_letter",), "consumer perform"),
        (("consumer send_letter", "trader negotiate"), "mediator propose"),
        (("consumer withdraw",), "trader negotiate"),
        (("consumer withdraw",), "consumer withdraw"),
    ],
)
def test_a_change_that_does_not_fit_is_refused_and_leaves_no_row(
    session: Session, case: Case, now: datetime, steps: tuple[str, ...], refused: str
) -> None:
    live(session, case, now, *steps)
    before = [row.id for row in history(session, case)]
    with pytest.raises(ChangeRefused) as error:
        live(session, case, now, refused)
    assert error.value.code == "change_not_possible"
    assert [row.id for row in history(session, case)] == before


def test_only_the_consumer_can_say_that_it_is_solved(
    session: Session, case: Case, now: datetime
) -> None:
    live(session, case, now, "consumer send_letter")
    for actor in ("trader", "system", "mediator:mia"):
        with pytest.raises(NotTheirs):
            live(session, case, now, f"{actor} confirm")
    live(session, case, now, "consumer confirm")
    assert ending_of(session, case) is Ending.CONFIRMED


def test_nothing_but_the_consumers_word_counts_as_solved() -> None:
    assert {Ending.CONFIRMED} == SOLVED
    rules = life_rules().events
    solving = {event for event, rule in rules.items() if rule.closed_as in SOLVED}
    assert solving == {"confirm", "finish"}
    assert {state for state, event in changes() if event == "finish"} == {"performed"}
    assert "system" not in rules["perform"].by
    assert "system" not in rules["confirm"].by


def test_the_clock_alone_never_settles_performs_or_breaks(
    session: Session, case: Case, now: datetime
) -> None:
    moved = {event for event, rule in life_rules().events.items() if "system" in rule.by}
    assert moved.isdisjoint({"settle", "perform", "breach", "confirm", "propose", "withdraw"})


def test_every_event_has_a_rule_and_every_state_has_words() -> None:
    events = {event for _, event in changes()}
    assert events | {"file"} == set(life_rules().events)
    states = {state for state, _ in changes()} | set(changes().values())
    assert states == set(life_rules().states)
    assert set(life_rules().endings) == set(Ending)
    closing = {event for (_, event), led_to in changes().items() if led_to == "closed"}
    assert {e for e, rule in life_rules().events.items() if rule.closed_as} == closing


@pytest.mark.parametrize("why", ["", "  ", "\x00"])
def test_a_change_without_a_reason_is_refused(
    session: Session, case: Case, now: datetime, why: str
) -> None:
    with pytest.raises(NoReason):
        change(session, case, "withdraw", actor="consumer", why=why, now=now)


def test_two_mediators_who_decide_at_once_do_not_overwrite_each_other(
    session: Session, case: Case, now: datetime
) -> None:
    live(session, case, now, "consumer send_letter", "consumer mediate")
    seen = history(session, case)[-1].sequence
    change(session, case, "refer", actor="mediator:a", why="To the ADR body.", now=now, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        change(session, case, "propose", actor="mediator:b", why="Half.", now=now, seen=seen)


def test_a_closed_case_can_be_reopened_within_the_window_and_not_after(
    session: Session, case: Case, now: datetime
) -> None:
    live(session, case, now, "consumer withdraw")
    times: dict[str, Any] = {"times": LifeTimes(reopening=timedelta(days=30))}
    reopen: dict[str, Any] = {"actor": "consumer", "why": "It broke again."} | times
    with pytest.raises(ReopeningTooLate):
        change(session, case, "reopen", now=now + timedelta(days=30, seconds=1), **reopen)
    change(session, case, "reopen", now=now + timedelta(days=30), **reopen)
    assert (state_of(case), ending_of(session, case)) == ("reopened", None)


def test_a_clock_set_back_never_puts_a_later_change_before_an_earlier_one(
    session: Session, case: Case, now: datetime
) -> None:
    live(session, case, now, "consumer send_letter")
    live(session, case, now - timedelta(days=3), "trader answer")
    moments = [row.at for row in history(session, case)]
    assert moments == sorted(moments)


def test_closing_ends_what_still_waits(session: Session, case: Case, now: datetime) -> None:
    timer = set_timer(session, case, "reminder", due_at=now + timedelta(days=1))
    live(session, case, now, "consumer withdraw")
    session.refresh(timer)
    assert (timer.state, timer.ended_at) == ("cancelled", now)


def test_the_history_leads_to_the_state_and_a_gap_in_it_is_noticed(
    session: Session, case: Case, now: datetime
) -> None:
    live(session, case, now, "consumer send_letter", "trader negotiate", "consumer mediate")
    rows = history(session, case)
    assert replayed(rows) == case.life == "mediation"
    with pytest.raises(ChangeRefused):
        replayed([rows[0], *rows[2:]])


def test_the_database_refuses_to_change_the_history(
    session: Session, case: Case, now: datetime
) -> None:
    live(session, case, now, "consumer send_letter")
    session.flush()
    for statement in ("UPDATE life_events SET why = 'other'", "DELETE FROM life_events"):
        with pytest.raises(DatabaseError), session.begin_nested():
            session.execute(text(statement))


def test_the_page_on_the_life_of_a_case_names_every_change_as_it_is() -> None:
    page = (Path(__file__).parents[3] / "docs" / "life-of-a-case.md").read_text("utf-8")
    table = page.partition("## Sending the letter")[0].splitlines()
    rows = {line.split("|")[1].strip(" `"): line for line in table if line.startswith("|")}
    for event, rule in life_rules().events.items():
        came_from = {state for state, name in changes() if name == event}
        cells = [cell.strip() for cell in rows[event].split("|")]
        assert set(cells[2].replace("`", "").split(", ")) == (came_from or {"(the beginning)"})
        assert cells[4].split(", ") == list(rule.by)
        assert cells[5] == rule.rule


def test_the_page_names_every_timer() -> None:
    page = (Path(__file__).parents[3] / "docs" / "life-of-a-case.md").read_text("utf-8")
    assert [kind for kind in handlers_for(LifeTimes()) if f"| `{kind}` |" not in page] == []
