"""Timers run once however many workers look, wait longer after a failure, and survive a restart."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.store.database import make_engine, reading, transaction, use_engine
from casework.store.life_models import Timer
from casework.store.models import Case
from casework.timers.run import MAX_ATTEMPTS, run_next
from casework.timers.table import cancel_timers, set_timer


def set_some(world, how_many: int) -> None:
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        for number in range(how_many):
            set_timer(session, case, "test", key=f"test:{number}", due_at=world.now)


def states() -> dict[str, int]:
    with reading() as session:
        rows = [t.state for t in session.scalars(select(Timer).where(Timer.kind == "test"))]
    return {state: rows.count(state) for state in set(rows)}


def test_four_workers_run_each_of_forty_timers_once(world) -> None:
    set_some(world, 40)
    ran: list[str] = []

    def handle(session: Session, case: Case, timer: Timer, now: object) -> None:
        ran.append(timer.key)

    def work() -> None:
        while run_next({"test": handle}, world.clock):
            pass

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(ran) == sorted(f"test:{n}" for n in range(40))
    assert states() == {"done": 40}


def test_work_that_fails_leaves_no_trace_and_is_tried_again_later(world) -> None:
    set_some(world, 1)
    failing = [True]

    def handle(session: Session, case: Case, timer: Timer, now: object) -> None:
        case.person_wanted_why = "half done"
        session.flush()
        if failing:
            raise ValueError("broken")

    handlers = {"test": handle}
    assert run_next(handlers, world.clock)
    with reading() as session:
        timer = session.scalars(select(Timer).where(Timer.kind == "test")).one()
        assert session.get_one(Case, world.case_id).person_wanted_why is None
    assert (timer.state, timer.attempts, timer.last_error) == ("waiting", 1, "ValueError: broken")
    assert not run_next(handlers, world.clock)
    failing.clear()
    world.now += timedelta(minutes=1)
    assert run_next(handlers, world.clock)
    assert states() == {"done": 1}


def test_a_timer_that_always_fails_is_given_up_and_stops_no_other(world) -> None:
    set_some(world, 1)

    def handle(session: Session, case: Case, timer: Timer, now: object) -> None:
        raise ValueError("broken")

    for _ in range(MAX_ATTEMPTS):
        assert run_next({"test": handle}, world.clock)
        world.now += timedelta(days=1)
    assert states() == {"failed": 1}
    assert not run_next({"test": handle}, world.clock)


def test_a_worker_that_dies_in_the_middle_leaves_the_timer_to_the_next(world) -> None:
    set_some(world, 1)

    def die(session: Session, case: Case, timer: Timer, now: object) -> None:
        raise SystemExit

    with pytest.raises(SystemExit):
        run_next({"test": die}, world.clock)
    ran = []
    assert run_next({"test": lambda *_: ran.append(1)}, world.clock)
    assert ran == [1]


def test_timers_survive_a_restart(world, database_url: str) -> None:
    set_some(world, 1)
    use_engine(make_engine(database_url))
    ran = []
    assert run_next({"test": lambda *_: ran.append(1)}, world.clock)
    assert ran == [1]


def test_a_timer_runs_at_its_moment_and_not_before(world) -> None:
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        set_timer(session, case, "test", due_at=world.now + timedelta(seconds=1))
    ran = []
    handlers = {"test": lambda *_: ran.append(1)}
    assert not run_next(handlers, world.clock)
    world.now += timedelta(seconds=1)
    assert run_next(handlers, world.clock)
    assert ran == [1]


def test_a_timer_set_again_is_moved_and_a_cancelled_one_does_not_run(world) -> None:
    with transaction() as session:
        case = session.get_one(Case, world.case_id)
        set_timer(session, case, "test", due_at=world.now)
        set_timer(session, case, "test", due_at=world.now + timedelta(days=1))
        set_timer(session, case, "test", key="other", due_at=world.now)
        cancel_timers(session, case, key="other", now=world.now)
    assert not run_next({"test": lambda *_: None}, world.clock)
    assert states() == {"waiting": 1, "cancelled": 1}
