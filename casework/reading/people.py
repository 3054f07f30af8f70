"""Names and postal addresses of people: checked for what can't be one, never completed."""

from __future__ import annotations

import re

from casework.reading.text import plain_text

_LEAD = re.compile(
    r"^(?:(?:hi|hello|my (?:full )?name(?:'s| is)|the name(?:'s| is)|name\s*[:=]|i am|i'm|im|it is|it's|"
    r"this is|sure|yes|call me|they call me)[,:]?\s+)+",
    re.IGNORECASE,
)
_NAME_WORD = r"[^\W\d_](?:[^\W\d_]|['.\-](?=[^\W\d_])|\.)*"
_NAME = re.compile(rf"{_NAME_WORD}(?:[ ,]{{1,2}}{_NAME_WORD}){{0,6}}")
_NO_NAMES = frozenset(
    "no none nobody anonymous test name yes what why me you lamp hello help nothing idk stop human "
    "person consumer customer the and but not i want dont secret".split()
)
_POSTCODE = re.compile(
    r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?|\d{4}\s?[A-Z]{2}|"
    r"[A-Z]\d{2}\s?[A-Z\d]{4}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{2}-\d{3}|\d{3}\s\d{2}|〒?\d{3}-\d{4})(?!\w)",
    re.IGNORECASE,
)


def read_person_name(text: str) -> str | None:
    """Return the name in an answer, None where it can't be one (digits, a sentence, "none")."""
    words = " ".join(plain_text(text).text.split())
    bare = _LEAD.sub("", words).strip(' ,;!?"').rstrip(".")
    parts = bare.lower().split()
    if not _NAME.fullmatch(bare) or len(bare) < 2 or any(p in _NO_NAMES for p in parts):
        return None
    return bare if len(bare) <= 100 else None


def read_address(text: str) -> str | None:
    """Return a postal address, its lines kept; None where street number or place is missing.

    An address has letters, a number (house or postcode) and at least two parts.
    """
    lines = [" ".join(line.split()) for line in plain_text(text).text.splitlines()]
    address = "\n".join(line.strip(" ,;") for line in lines if line.strip(" ,;"))
    address = re.sub(
        r"^(?:my |the |postal |home )*address(?: is)?\s*[:=]?\s*|^i live (?:at|in)\s+", "", address,
        flags=re.IGNORECASE,
    )  # fmt: skip
    words = re.findall(r"[^\W\d_]{2,}", address)
    has_number = re.search(r"\d", address) is not None
    return address if has_number and len(words) >= 2 and len(address) >= 10 else None


def has_postcode(text: str) -> bool:
    """Say whether ``text`` holds something shaped like a postcode."""
    return _POSTCODE.search(plain_text(text).text) is not None
