"""A token opens its own conversation and no other; its key is made once and kept."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.sessions import SessionInvalid, Sessions
from casework.secrets import FILE_NAME, secret_key
from casework.settings import Settings


def test_a_token_names_the_conversation_it_was_made_for() -> None:
    sessions = Sessions(b"key")
    conversation_id, token = sessions.start("web")
    assert conversation_id.startswith("web-")
    assert sessions.conversation(token) == conversation_id
    assert sessions.start("web")[0] != conversation_id


@given(st.text())
def test_no_made_up_token_is_valid(token: str) -> None:
    with pytest.raises(SessionInvalid):
        Sessions(b"key").conversation(token)


def test_a_changed_token_is_refused() -> None:
    sessions = Sessions(b"key")
    _, token = sessions.start("web")
    _, other = sessions.start("web")
    mixed = token.rsplit(".", 1)[0] + "." + other.rsplit(".", 1)[1]
    for bad in (mixed, token[:-1], token + "x", token.swapcase()):
        with pytest.raises(SessionInvalid):
            sessions.conversation(bad)


def test_a_token_of_another_key_is_refused() -> None:
    _, token = Sessions(b"key").start("web")
    with pytest.raises(SessionInvalid):
        Sessions(b"other key").conversation(token)


def test_a_key_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "var")
    key = secret_key(settings)
    assert len(key) >= 32
    assert secret_key(settings) == key
    path = settings.data_dir / FILE_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in settings.data_dir.iterdir()] == [FILE_NAME]


def test_every_installation_has_a_key_of_its_own(tmp_path: Path) -> None:
    one = secret_key(Settings(data_dir=tmp_path / "one"))
    assert one != secret_key(Settings(data_dir=tmp_path / "two"))


def test_a_key_of_the_settings_goes_before_the_file(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, secret_key="from the settings")
    assert secret_key(settings) == b"from the settings"
    assert list(tmp_path.iterdir()) == []
