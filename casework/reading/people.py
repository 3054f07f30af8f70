"""Names and postal addresses of people: checked for what can't be one, never completed."""

from __future__ import annotations

import re

from casework.reading.lexicon import word_set
from casework.reading.text import plain_text

_LEAD = re.compile(
    r"^(?:(?:hi|hello|my (?:full )?name(?:'s| is)|the name(?:'s| is)|name\s*[:=]|i am|i'm|im|it is|"
    r"it's|this is|sure|yes|call me|they call me)[,:]?\s+)+",
    re.IGNORECASE,
)
_NAME_WORD = r"[^\W\d_](?:[^\W\d_]|['.\-](?=[^\W\d_])|\.)*"
_NAME = re.compile(rf"{_NAME_WORD}(?:[ ,]{{1,2}}{_NAME_WORD}){{0,6}}")
_ADDRESS_LEAD = re.compile(
    r"^(?:my |the |postal |home )*address(?: is)?\s*[:=]?\s*|^i live (?:at|in)\s+", re.IGNORECASE
)


def read_person_name(text: str) -> str | None:
    """Return the name in an answer, None where it can't be one (digits, a sentence, "none")."""
    words = " ".join(plain_text(text).text.split())
    bare = _LEAD.sub("", words).strip(' ,;!?"').rstrip(".")
    parts = bare.lower().split()
    if (
        not _NAME.fullmatch(bare)
        or len(bare) < 2
        or word_set("people", "no_names").intersection(parts)
    ):
        return None
    return bare if len(bare) <= 100 else None


def read_address(text: str) -> str | None:
    """Return a postal address, its lines kept; None where street number or place is missing.

    An address has letters, a number (house or postcode) and at least two parts.
    """
    lines = [" ".join(line.split()) for line in plain_text(text).text.splitlines()]
    address = "\n".join(line.strip(" ,;") for line in lines if line.strip(" ,;"))
    address = _ADDRESS_LEAD.sub("", address)
    words = re.findall(r"[^\W\d_]{2,}", address)
    has_number = re.search(r"\d", address) is not None
    return address if has_number and len(words) >= 2 and len(address) >= 10 else None
