"""Logging in: five free tries, then a wait that doubles, and one answer for every refusal."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from casework.accounts.passwords import hash_password, outdated, password_matches
from casework.accounts.sessions import OpenedSession, close_session, open_session
from casework.accounts.users import find_user
from casework.store import audit
from casework.store.database import transaction
from casework.store.models import ConsoleUser

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


class LoginRefused(Exception):
    """Unknown user, wrong password or locked out: which of them, nobody is told."""

    code = "login_refused"


@dataclass(frozen=True)
class _Try:
    username: str
    password_hash: str | None  # None: nobody of this name, or locked out
    number: int


def log_in(
    username: str, password: str, now: datetime, lasting: timedelta, old_token: str | None = None
) -> OpenedSession:
    """Check the password and open a session; ``old_token``, if any, ends with the login.

    Runs its own transactions, because the slow comparison must not hold the store's write lock.
    The try is counted as failed before the comparison and cleared after it, so that tries made
    side by side do not slip past the count.

    Raises LoginRefused, the same for every reason and after the same work; StoreBusy where
    nothing could be decided.
    """
    with transaction() as session:
        attempt = _count(session, username, now)
    if not password_matches(attempt.password_hash, password):
        _record_refusal(attempt, now)
        raise LoginRefused
    fresh_hash = _refreshed(attempt.password_hash, password)
    with transaction() as session:
        user = find_user(session, attempt.username)
        if user is None or user.password_hash != attempt.password_hash:
            raise LoginRefused  # the password was changed while this login was compared
        return _admit(session, user, fresh_hash, now, lasting, old_token)


def wait_after(failures: int) -> timedelta:
    """Return how long nobody gets in after this many failures in a row."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings = min(failures - FREE_TRIES, 10)  # far past the longest wait already
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def _count(session: Session, username: str, now: datetime) -> _Try:
    user = find_user(session, username)
    if user is None or (user.locked_until is not None and user.locked_until > now):
        # Tries during the wait are not counted: they would let a stranger lock somebody out for
        # good.
        return _Try(username, None, 0)
    user.failed_logins += 1
    wait = wait_after(user.failed_logins)
    user.locked_until = now + wait if wait else None
    return _Try(user.username, user.password_hash, user.failed_logins)


def _refreshed(stored_hash: str | None, password: str) -> str | None:
    return hash_password(password) if stored_hash and outdated(stored_hash) else None


def _admit(
    session: Session,
    user: ConsoleUser,
    fresh_hash: str | None,
    now: datetime,
    lasting: timedelta,
    old_token: str | None,
) -> OpenedSession:
    user.failed_logins, user.locked_until = 0, None
    if fresh_hash is not None:
        user.password_hash = fresh_hash
    if old_token is not None:
        close_session(session, old_token)
    _record(session, user.username, "logged_in", {}, now)
    return open_session(session, user, now, lasting)


def _record_refusal(attempt: _Try, now: datetime) -> None:
    # Unknown names stay out of the log: people type their password into the name field.
    if attempt.password_hash is None:
        return
    details = {"failures_in_a_row": attempt.number}
    with transaction() as session:
        _record(session, attempt.username, "login_refused", details, now)


def _record(
    session: Session, username: str, action: str, details: dict[str, int], now: datetime
) -> None:
    actor = f"console:{username}"
    audit.record(
        session,
        actor=actor,
        action=action,
        subject=f"user:{username}",
        details=dict(details),
        now=now,
    )
