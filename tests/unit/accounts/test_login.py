from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from casework.accounts import LoginRefused, OpenedSession, create_user, log_in, passwords
from casework.accounts.login import FREE_TRIES, LONGEST_WAIT, wait_after
from casework.accounts.passwords import LONGEST_PASSWORD, password_matches
from casework.store.database import transaction
from casework.store.models import AuditEntry, ConsoleSession, ConsoleUser

EIGHT_HOURS = timedelta(hours=8)


@pytest.fixture
def password(now: datetime) -> str:
    with transaction() as session:
        return create_user(session, "ana", "mediator", now).password


def enter(username: str, password: str, now: datetime) -> OpenedSession:
    return log_in(username, password, now, EIGHT_HOURS)


def fail(times: int, now: datetime) -> None:
    for _ in range(times):
        with pytest.raises(LoginRefused):
            enter("ana", "wrong", now)


def test_the_right_password_opens_a_session(password: str, now: datetime) -> None:
    opened = enter("ana", password, now)

    assert opened.username == "ana"
    assert opened.expires_at == now + EIGHT_HOURS


def test_the_name_may_be_typed_in_capitals(password: str, now: datetime) -> None:
    assert enter(" ANA ", password, now).username == "ana"


def test_a_wrong_password_and_an_unknown_user_get_the_same_refusal(
    password: str, now: datetime
) -> None:
    with pytest.raises(LoginRefused) as wrong_password:
        enter("ana", "wrong", now)
    with pytest.raises(LoginRefused) as unknown_user:
        enter("nobody", "wrong", now)

    assert str(wrong_password.value) == str(unknown_user.value)
    assert wrong_password.value.code == unknown_user.value.code


def test_an_unknown_user_costs_the_same_comparison(
    password: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    real = passwords._verify

    def counting(stored_hash: str, given: str) -> bool:
        compared.append(stored_hash)
        return real(stored_hash, given)

    monkeypatch.setattr(passwords, "_verify", counting)
    for name in ("ana", "nobody"):
        with pytest.raises(LoginRefused):
            enter(name, "wrong", now)

    assert len(compared) == 2
    # The same parameters: $argon2id$v=..$m=..,t=..,p=..$
    assert compared[0].split("$")[:4] == compared[1].split("$")[:4]


def test_after_five_failures_even_the_right_password_has_to_wait(
    password: str, now: datetime
) -> None:
    fail(FREE_TRIES, now)
    with pytest.raises(LoginRefused):
        enter("ana", password, now + wait_after(FREE_TRIES) - timedelta(seconds=1))

    assert enter("ana", password, now + wait_after(FREE_TRIES)).username == "ana"


def test_four_failures_lock_nobody_out(password: str, now: datetime) -> None:
    fail(FREE_TRIES - 1, now)
    assert enter("ana", password, now).username == "ana"


def test_the_wait_grows_with_each_further_failure(password: str, now: datetime) -> None:
    fail(FREE_TRIES, now)
    later = now + wait_after(FREE_TRIES)
    fail(1, later)
    with pytest.raises(LoginRefused):
        enter("ana", password, later + wait_after(FREE_TRIES))

    assert enter("ana", password, later + wait_after(FREE_TRIES + 1)).username == "ana"


def test_tries_during_the_wait_do_not_make_it_longer(password: str, now: datetime) -> None:
    fail(FREE_TRIES, now)
    fail(3, now + timedelta(seconds=1))
    assert enter("ana", password, now + wait_after(FREE_TRIES)).username == "ana"


def test_a_login_clears_the_count(password: str, now: datetime) -> None:
    fail(FREE_TRIES - 1, now)
    enter("ana", password, now)
    fail(FREE_TRIES - 1, now)
    assert enter("ana", password, now).username == "ana"


def test_tries_made_side_by_side_are_all_counted(password: str, now: datetime) -> None:
    def one(_: int) -> None:
        with pytest.raises(LoginRefused):
            enter("ana", "wrong", now)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(8)))
    with transaction() as session:
        user = session.scalars(select(ConsoleUser)).one()

    assert user.failed_logins == FREE_TRIES
    assert user.locked_until == now + wait_after(FREE_TRIES)


@given(failures=st.integers(0, 10_000))
def test_the_wait_never_shrinks_and_never_exceeds_its_limit(failures: int) -> None:
    assert wait_after(failures) <= wait_after(failures + 1) <= LONGEST_WAIT
    assert (wait_after(failures) > timedelta(0)) == (failures >= FREE_TRIES)


def test_an_endless_password_is_refused_before_any_work(
    password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def must_not_run(_hash: str, _password: str) -> bool:
        raise AssertionError("compared")

    monkeypatch.setattr(passwords, "_verify", must_not_run)
    assert not password_matches("$argon2id$...", "x" * (LONGEST_PASSWORD + 1))


def test_a_hash_of_weaker_parameters_is_made_anew_at_login(password: str, now: datetime) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=32).hash("old password")
    with transaction() as session:
        session.scalars(select(ConsoleUser)).one().password_hash = weak
    enter("ana", "old password", now)
    with transaction() as session:
        fresh = session.scalars(select(ConsoleUser)).one().password_hash

    assert fresh != weak
    assert enter("ana", "old password", now).username == "ana"


def test_a_damaged_hash_lets_nobody_in(password: str, now: datetime) -> None:
    with transaction() as session:
        session.scalars(select(ConsoleUser)).one().password_hash = "damaged"
    with pytest.raises(LoginRefused):
        enter("ana", password, now)


def test_logins_and_refusals_are_in_the_audit_log(password: str, now: datetime) -> None:
    fail(1, now)
    enter("ana", password, now)
    with transaction() as session:
        entries = list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))

    assert [e.action for e in entries] == ["user_added", "login_refused", "logged_in"]
    assert entries[1].details == {"failures_in_a_row": 1}


def test_what_was_typed_as_an_unknown_name_is_not_kept(password: str, now: datetime) -> None:
    with pytest.raises(LoginRefused):
        enter("my secret password", "ana", now)
    with transaction() as session:
        actions = list(session.scalars(select(AuditEntry.action)))

    assert actions == ["user_added"]


def test_a_refused_login_opens_no_session(password: str, now: datetime) -> None:
    fail(1, now)
    with transaction() as session:
        assert session.scalars(select(ConsoleSession)).all() == []
