"""The loop of the worker, alone and beside others."""

import threading
from collections import Counter
from collections.abc import Callable

from sqlalchemy.exc import OperationalError

from casework.filing.worker import Receiver, run_worker
from casework.store.database import StoreBusy


def _wait_until(condition: Callable[[], bool]) -> None:
    patience = threading.Event()
    for _ in range(1000):
        if condition():
            return
        patience.wait(0.02)
    raise AssertionError("it never happened")


def _start(receiver, clock, stop: threading.Event) -> threading.Thread:
    worker = threading.Thread(
        target=run_worker,
        args=(stop, clock, Receiver(receiver.url)),
        kwargs={"pause": 0.02},
        daemon=True,
    )
    worker.start()
    return worker


def test_a_running_worker_delivers_what_is_enqueued_later(receiver, post, clock) -> None:
    stop = threading.Event()
    worker = _start(receiver, clock, stop)
    post.enqueue("one")
    _wait_until(lambda: post.row("one").status == "delivered")
    stop.set()
    worker.join(10)
    assert not worker.is_alive()


def test_several_workers_send_each_case_once(receiver, post, clock) -> None:
    names = [f"case-{n}" for n in range(12)]
    post.enqueue(*names)
    stop = threading.Event()
    workers = [_start(receiver, clock, stop) for _ in range(4)]
    _wait_until(lambda: all(post.row(name).status == "delivered" for name in names))
    stop.set()
    for worker in workers:
        worker.join(10)
    sent = Counter(r.headers["Idempotency-Key"] for r in receiver.requests)
    assert sent == dict.fromkeys((f"case_filed:{name}" for name in names), 1)


def test_a_worker_outlives_a_database_that_is_away(receiver, post, clock) -> None:
    post.enqueue("one")
    troubles = [StoreBusy("locked"), OperationalError("SELECT", {}, Exception("gone"))]

    def troubled_clock():
        if troubles:
            raise troubles.pop()
        return clock()

    stop = threading.Event()
    worker = _start(receiver, troubled_clock, stop)
    _wait_until(lambda: post.row("one").status == "delivered")
    stop.set()
    worker.join(10)
    assert troubles == []
