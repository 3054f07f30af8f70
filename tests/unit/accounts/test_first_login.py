from datetime import datetime

import pytest
from sqlalchemy import select

from casework.accounts import (
    NoSuchUser,
    RoleUnknown,
    UsernameRefused,
    UsernameTaken,
    create_user,
    ensure_first_login,
    reset_password,
)
from casework.accounts.passwords import password_matches
from casework.store.database import transaction
from casework.store.models import AuditEntry, ConsoleUser


def stored_hash(username: str) -> str:
    with transaction() as session:
        user = session.scalars(select(ConsoleUser).where(ConsoleUser.username == username)).one()
        return user.password_hash


def test_the_first_run_gives_a_login_that_works(now: datetime) -> None:
    with transaction() as session:
        login = ensure_first_login(session, now)

    assert login is not None
    assert login.username == "mediator"
    assert password_matches(stored_hash("mediator"), login.password)


def test_the_second_run_gives_no_login(now: datetime) -> None:
    with transaction() as session:
        ensure_first_login(session, now)
    with transaction() as session:
        assert ensure_first_login(session, now) is None


def test_no_first_login_is_made_where_somebody_has_one(now: datetime) -> None:
    with transaction() as session:
        create_user(session, "ana", "lead", now)
        assert ensure_first_login(session, now) is None


def test_two_installations_get_different_passwords(now: datetime) -> None:
    with transaction() as session:
        first = create_user(session, "ana", "mediator", now)
        second = create_user(session, "ben", "mediator", now)

    assert first.password != second.password
    assert len(first.password) >= 20


def test_the_password_is_stored_as_an_argon2id_hash_only(now: datetime) -> None:
    with transaction() as session:
        made = create_user(session, "ana", "mediator", now)

    assert stored_hash("ana").startswith("$argon2id$")
    assert made.password not in stored_hash("ana")


def test_user_names_differ_by_more_than_capitals(now: datetime) -> None:
    with transaction() as session:
        create_user(session, "Ana", "mediator", now)
    with transaction() as session, pytest.raises(UsernameTaken):
        create_user(session, " ANA ", "mediator", now)


@pytest.mark.parametrize("name", ["", "a", "a b", "-ana", "x" * 65, "<b>ana</b>", "анна"])
def test_a_name_that_would_be_hard_to_type_is_refused(name: str, now: datetime) -> None:
    with transaction() as session, pytest.raises(UsernameRefused):
        create_user(session, name, "mediator", now)


def test_a_role_that_does_not_exist_is_refused(now: datetime) -> None:
    with transaction() as session, pytest.raises(RoleUnknown):
        create_user(session, "ana", "king", now)


def test_a_reset_password_replaces_the_old_one(now: datetime) -> None:
    with transaction() as session:
        old = create_user(session, "ana", "mediator", now)
    with transaction() as session:
        new = reset_password(session, "ANA", now)

    assert password_matches(stored_hash("ana"), new.password)
    assert not password_matches(stored_hash("ana"), old.password)


def test_a_password_cannot_be_reset_for_nobody(now: datetime) -> None:
    with transaction() as session, pytest.raises(NoSuchUser):
        reset_password(session, "nobody", now)


def test_adding_and_resetting_are_in_the_audit_log_without_the_password(now: datetime) -> None:
    with transaction() as session:
        made = create_user(session, "ana", "mediator", now)
        again = reset_password(session, "ana", now)
    with transaction() as session:
        entries = list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))

    assert [(e.action, e.subject) for e in entries] == [
        ("user_added", "user:ana"),
        ("password_reset", "user:ana"),
    ]
    written = " ".join(str(e.details) for e in entries)
    assert made.password not in written
    assert again.password not in written
