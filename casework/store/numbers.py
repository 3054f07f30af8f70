"""Case numbers: RD-XXXX-XXXX in Crockford's base 32, read out easily and guessed by nobody.

Eight random characters are 40 bits. The alphabet (https://www.crockford.com/base32.html) leaves
out I, L, O and U, so that what people write instead can be put right.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 8
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_number() -> str:
    """Return a fresh random case number, e.g. ``RD-7K3M-90QX``."""
    return _written("".join(secrets.choice(ALPHABET) for _ in range(_LENGTH)))


def normalise(said: str) -> str | None:
    """Return the number that a person meant, or None where it cannot be one.

    Case, spaces and dashes do not matter; O is read as 0, and I and L as 1.
    """
    characters = "".join(c for c in said.upper() if c.isalnum())
    body = characters.removeprefix("RD") if len(characters) > _LENGTH else characters
    body = body.translate(_LOOKALIKES)
    if len(body) != _LENGTH or any(c not in ALPHABET for c in body):
        return None
    return _written(body)


def _written(body: str) -> str:
    return f"RD-{body[:4]}-{body[4:]}"
