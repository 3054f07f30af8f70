"""The worker that delivers what waits in the outbox, over HTTP, until the receiver has it.

Several workers may run on one database. A delivery is claimed and noted in short transactions; the
request in between holds none. What the receiver may get twice (a worker died after sending) carries
the same ``Idempotency-Key`` again.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from threading import Event

import requests
from sqlalchemy.exc import DatabaseError

from casework.backoff import doubled
from casework.clock import Clock
from casework.filing import outbox
from casework.filing.message import KIND
from casework.filing.outbox import Parcel
from casework.filing.signature import signed_headers
from casework.store.database import StoreBusy, transaction

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 20
FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=6)
TIMEOUTS = (5, 30)
"""Seconds to connect, and to wait for the answer (``requests``)."""

# RFC 9110, RFC 8470, RFC 6585: "not now", where every other 4xx says "never".
_PASSING_REFUSALS = {408, 409, 425, 429}

Chore = Callable[[], bool]
"""A bit of work that says whether there was any to do."""
Jitter = Callable[[], float]
"""A function that returns a random number from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where filed cases go, and the key that signs them; without a key they go unsigned."""

    url: str
    secret: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one attempt; ``error`` is None where the receiver has the message."""

    error: str | None = None
    final: bool = False  # trying again would not help
    wait: timedelta = timedelta(0)  # at least so long, as the receiver asked


def run_worker(
    stop: Event,
    clock: Clock,
    receiver: Receiver | None,
    *,
    chores: Sequence[Chore] = (),
    pause: float = 2.0,
    jitter: Jitter | None = None,
) -> None:
    """Deliver (where there is a receiver) and do the chores until ``stop`` is set.

    While nothing is due, it looks again every ``pause`` seconds.
    """
    with requests.Session() as http:
        work = list(chores)
        if receiver is not None:
            work.insert(0, partial(deliver_next, http, clock, receiver, jitter or random_share))
        while not stop.is_set():
            done = [_done(chore) for chore in work]  # each has its turn, however busy one is
            if not any(done):
                stop.wait(pause)


def _done(chore: Chore) -> bool:
    try:
        return chore()
    except (StoreBusy, DatabaseError) as error:  # the database is away, not the worker broken
        log.warning("the database could not be read or written: %s", type(error).__name__)
        return False


def deliver_next(http: requests.Session, clock: Clock, receiver: Receiver, jitter: Jitter) -> bool:
    """Try to deliver the message that has been due longest; say whether there was one."""
    with transaction() as session:
        parcel = outbox.claim_next(session, clock(), (KIND,))
    if parcel is None:
        return False
    answer = _send(http, receiver, parcel, clock())
    _note(parcel, answer, clock(), jitter)
    return True


def _send(http: requests.Session, receiver: Receiver, parcel: Parcel, now: datetime) -> Answer:
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Redress",
        "Idempotency-Key": parcel.idempotency_key,
    }
    if receiver.secret is not None:
        headers |= signed_headers(receiver.secret, parcel.body, now)
    try:
        # The answer's body is never read, so that it cannot keep the worker busy; a redirect is
        # not followed, so that a case goes nowhere but to the configured address.
        with http.post(
            receiver.url,
            data=parcel.body,
            headers=headers,
            timeout=TIMEOUTS,
            allow_redirects=False,
            stream=True,
        ) as response:
            return _judge(response)
    except requests.RequestException as error:
        return Answer(error=type(error).__name__)


def _judge(response: requests.Response) -> Answer:
    code = response.status_code
    if 200 <= code < 300:
        return Answer()
    final = 400 <= code < 500 and code not in _PASSING_REFUSALS
    return Answer(f"HTTP {code}", final, _asked_wait(response))


def _asked_wait(response: requests.Response) -> timedelta:
    """Return the receiver's ``Retry-After`` where it is in seconds, up to the longest delay."""
    asked = response.headers.get("Retry-After", "")
    if not (asked.isascii() and asked.isdigit()):
        return timedelta(0)
    return timedelta(seconds=min(int(asked[:9]), LONGEST_DELAY.total_seconds()))


def _note(parcel: Parcel, answer: Answer, now: datetime, jitter: Jitter) -> None:
    with transaction() as session:
        if answer.error is None:
            outbox.note_delivered(session, parcel, now)
        elif answer.final or parcel.attempt >= MAX_ATTEMPTS:
            outbox.note_failed(session, parcel, answer.error)
        else:
            delay = max(answer.wait, delay_after(parcel.attempt, jitter))
            outbox.note_delay(session, parcel, answer.error, now + delay)
    log.info("%s, attempt %d: %s", parcel.idempotency_key, parcel.attempt, answer.error or "done")


def delay_after(attempt: int, jitter: Jitter) -> timedelta:
    """Return how long to wait after the ``attempt``-th try (from 1) went wrong.

    It doubles from ten seconds up to six hours; the random part (up to half) keeps workers that
    failed together from coming back together.
    """
    return doubled(FIRST_DELAY, attempt, LONGEST_DELAY) * (1 - jitter() / 2)


def random_share() -> float:
    """Return a random number from 0 to 1."""
    return secrets.SystemRandom().random()
