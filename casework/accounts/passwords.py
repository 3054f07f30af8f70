"""Passwords: made, hashed and compared, with the same work whether or not the user exists."""

import secrets
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST_PASSWORD = 256
"""Longer ones are never ours, and are refused before any work is done on them; in characters."""

_ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"  # nothing that is mistaken for something else
_GROUPS, _GROUP_LENGTH = 4, 5  # 20 of 30 signs: 98 bits

# Argon2id with the library's defaults, the second choice of RFC 9106 section 4 (64 MiB, 3 passes).
_HASHER = PasswordHasher()
# Each comparison takes 64 MiB; a flood of logins must not take the machine's memory.
_AT_ONCE = BoundedSemaphore(2)


def generate_password() -> str:
    """Return a random password that can be read from one screen and typed on another."""
    groups = (
        "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS)
    )
    return "-".join(groups)


def hash_password(password: str) -> str:
    """Return the argon2id hash of ``password``, with its salt and parameters, for storing."""
    return _HASHER.hash(password)


def password_matches(stored_hash: str | None, password: str) -> bool:
    """Compare; without a stored hash the answer is False after the same amount of work."""
    if len(password) > LONGEST_PASSWORD:
        return False
    with _AT_ONCE:
        same = _verify(stored_hash or _hash_of_nobody(), password)
    return same and stored_hash is not None


def outdated(stored_hash: str) -> bool:
    """Tell whether the hash was made with weaker parameters than those in use now."""
    return _HASHER.check_needs_rehash(stored_hash)


def _verify(stored_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return hash_password(secrets.token_urlsafe(32))
