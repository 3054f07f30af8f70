from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from casework.accounts import (
    OpenedSession,
    SignedIn,
    close_session,
    create_user,
    log_in,
    open_session,
    reset_password,
    signed_in,
)
from casework.store.database import transaction
from casework.store.models import ConsoleSession, ConsoleUser

EIGHT_HOURS = timedelta(hours=8)


@pytest.fixture
def password(now: datetime) -> str:
    with transaction() as session:
        return create_user(session, "ana", "lead", now).password


@pytest.fixture
def opened(password: str, now: datetime) -> OpenedSession:
    return log_in("ana", password, now, EIGHT_HOURS)


def who(token: str, now: datetime) -> SignedIn | None:
    with transaction() as session:
        return signed_in(session, token, now)


def test_the_token_says_who_is_signed_in(opened: OpenedSession, now: datetime) -> None:
    found = who(opened.token, now)

    assert found is not None
    assert (found.username, found.role) == ("ana", "lead")


def test_a_session_ends_at_its_hour(opened: OpenedSession, now: datetime) -> None:
    assert who(opened.token, now + EIGHT_HOURS - timedelta(seconds=1)) is not None
    assert who(opened.token, now + EIGHT_HOURS) is None


@pytest.mark.parametrize("token", ["", "x", "' OR 1=1 --", "ü" * 50])
def test_a_made_up_token_is_nobody(opened: OpenedSession, token: str, now: datetime) -> None:
    assert who(token, now) is None


def test_what_the_database_holds_is_no_use_as_a_token(opened: OpenedSession, now: datetime) -> None:
    with transaction() as session:
        stored = session.scalars(select(ConsoleSession)).one()

    assert opened.token.encode() not in stored.token_hash
    assert who(stored.token_hash.hex(), now) is None
    assert who(stored.csrf_token, now) is None


def test_a_closed_session_lets_nobody_in_again(opened: OpenedSession, now: datetime) -> None:
    with transaction() as session:
        close_session(session, opened.token)
    assert who(opened.token, now) is None


def test_each_login_has_a_token_of_its_own(password: str, now: datetime) -> None:
    first = log_in("ana", password, now, EIGHT_HOURS)
    second = log_in("ana", password, now, EIGHT_HOURS)

    assert first.token != second.token
    assert who(first.token, now) is not None  # a second device does not throw out the first


def test_a_login_over_a_login_ends_the_old_one(
    password: str, opened: OpenedSession, now: datetime
) -> None:
    log_in("ana", password, now, EIGHT_HOURS, old_token=opened.token)
    assert who(opened.token, now) is None


def test_a_new_password_ends_all_logins(opened: OpenedSession, now: datetime) -> None:
    with transaction() as session:
        reset_password(session, "ana", now)
    assert who(opened.token, now) is None


def test_expired_sessions_are_swept_out(opened: OpenedSession, now: datetime) -> None:
    later = now + EIGHT_HOURS
    with transaction() as session:
        user = session.scalars(select(ConsoleUser)).one()
        open_session(session, user, later, EIGHT_HOURS)
    with transaction() as session:
        assert len(session.scalars(select(ConsoleSession)).all()) == 1
