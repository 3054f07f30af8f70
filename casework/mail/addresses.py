"""E-mail addresses that we are willing to send to."""

from __future__ import annotations

import re

from casework.mail.errors import NoAddress

_LONGEST = 254  # RFC 5321 4.5.3.1.3, without the angle brackets
# Narrower than RFC 5322: no comments, no quoted parts, nothing that could end a header line.
_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\\\"\x00-\x1f\x7f]{1,64}@[^\s@,;:<>()\[\]\\\"\x00-\x1f]+")


def checked_address(address: str | None) -> str:
    """Return an address without blanks around it.

    Raises:
        NoAddress: it is missing, or not one plain address.

    """
    plain = (address or "").strip()
    local, _, domain = plain.rpartition("@")
    fits = len(plain) <= _LONGEST and _ADDRESS.fullmatch(plain) is not None
    if not fits or ".." in plain or local.startswith(".") or not _is_domain(domain):
        raise NoAddress("the trader has no usable e-mail address")
    return plain


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and all(
        0 < len(label) <= 63 and not label.startswith("-") and not label.endswith("-")
        for label in labels
    )
