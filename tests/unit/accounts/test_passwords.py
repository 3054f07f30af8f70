import re

from argon2 import extract_parameters
from argon2.low_level import Type

from casework.accounts import passwords
from casework.accounts.passwords import generate_password, hash_password, password_matches

REAL_HASHER = passwords._HASHER  # taken while the tests are collected, before any is replaced


def test_the_real_hashes_cost_what_rfc_9106_asks_for() -> None:
    cost = extract_parameters(REAL_HASHER.hash("x"))

    assert cost.type is Type.ID
    assert cost.memory_cost >= 64 * 1024  # KiB
    assert cost.time_cost >= 3


def test_a_generated_password_can_be_read_aloud() -> None:
    assert re.fullmatch(r"([a-z2-9]{5}-){3}[a-z2-9]{5}", generate_password())
    assert not set("il1o0") & set("".join(generate_password() for _ in range(50)))


def test_a_thousand_generated_passwords_are_a_thousand() -> None:
    assert len({generate_password() for _ in range(1000)}) == 1000


def test_the_same_password_has_two_different_hashes() -> None:
    assert hash_password("x") != hash_password("x")


def test_without_a_stored_hash_nothing_matches() -> None:
    assert not password_matches(None, "x")
