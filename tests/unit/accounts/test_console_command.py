from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from typer.testing import CliRunner, Result

from bot.commands.console import app
from casework.accounts import ensure_first_login
from casework.accounts.passwords import password_matches
from casework.accounts.users import find_user
from casework.settings import get_settings
from casework.store.database import transaction


@pytest.fixture(autouse=True)
def settings(store: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("REDRESS_DATABASE_URL", store)
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def shown_password(result: Result) -> str:
    found = re.search(r"Password: (\S+)", result.output)
    assert found is not None, result.output
    return found[1]


def opens(username: str, password: str) -> bool:
    with transaction() as session:
        user = find_user(session, username)
    return user is not None and password_matches(user.password_hash, password)


def test_a_user_is_added_and_the_password_shown_once() -> None:
    result = run("add-user", "Ben", "--role", "lead")

    assert result.exit_code == 0
    assert opens("ben", shown_password(result))
    with transaction() as session:
        user = find_user(session, "ben")
        assert user is not None
        assert user.role == "lead"


def test_a_reset_password_opens_the_door_again() -> None:
    old = shown_password(run("add-user", "ben"))
    result = run("reset-password", "ben")

    assert opens("ben", shown_password(result))
    assert not opens("ben", old)


def test_a_user_added_by_hand_makes_the_first_login_needless(now: datetime) -> None:
    run("add-user", "ben")
    with transaction() as session:
        assert ensure_first_login(session, now) is None


@pytest.mark.parametrize(
    "words",
    [
        ("add-user", "b"),
        ("add-user", "<b>"),
        ("add-user", "ben", "--role", "king"),
        ("reset-password", "nobody"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(words: tuple[str, ...]) -> None:
    result = run(*words)

    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "Password" not in result.output


def test_the_same_user_is_not_added_twice() -> None:
    run("add-user", "ben")
    again = run("add-user", "BEN")

    assert again.exit_code == 1
    assert "already" in again.output
