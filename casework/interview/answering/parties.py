"""Answers about who the parties are: names, e-mail, postal address, the trader's contact."""

from __future__ import annotations

import re

from casework.interview.answers import Accepted, Answer, Refused
from casework.reading.names import read_seller_answer
from casework.reading.people import read_address, read_person_name
from casework.reading.references import ReferenceKind, first_of, read_references
from casework.reading.text import plain_text

_LONGEST_NAME = 80


def read_identity(text: str) -> Answer:
    """Read a name, and the e-mail and postal address where they are given with it.

    Code: not_a_name.
    """
    rest, email = _without_email(plain_text(text).text)
    name, address = _name_and_address(rest)
    if name is None:
        return Refused("not_a_name")
    values = {"consumer_name": name, "consumer_email": email, "consumer_address": address}
    return Accepted({k: v for k, v in values.items() if v is not None})


def _without_email(text: str) -> tuple[str, str | None]:
    email = first_of(read_references(text), ReferenceKind.EMAIL)
    if email is None:
        return text, None
    start, end = email.span
    before = re.sub(r"(?:(?:and )?(?:my )?e-?mail(?: address)?(?: is)?|and)\s*[:=]?\s*$", "", text[:start],
                    flags=re.IGNORECASE)  # fmt: skip
    return f"{before.rstrip(' <(')}\n{text[end:].lstrip(' >)')}", email.value


def _name_and_address(text: str) -> tuple[str | None, str | None]:
    """Take the first part that can be a name; what follows is the address, if it can be one."""
    parts = [p for p in re.split(r"[,;\n]+", text) if p.strip(" .")]
    for position, part in enumerate(parts):
        name = read_person_name(part)
        if name is not None:
            rest = parts[:position] + parts[position + 1 :]
            return name, read_address(", ".join(p.strip() for p in rest)) if rest else None
    return None, None


def read_email_answer(text: str, name: str) -> Answer:
    """Read an e-mail address for the fact ``name``; code not_an_email."""
    email = first_of(read_references(text), ReferenceKind.EMAIL)
    return Refused("not_an_email") if email is None else Accepted({name: email.value})


def read_address_answer(text: str, name: str) -> Answer:
    """Read a postal address for the fact ``name``; code not_an_address."""
    address = read_address(text)
    return Refused("not_an_address") if address is None else Accepted({name: address})


def read_trader_name(text: str) -> Answer:
    """Read the trader's name, and its web or e-mail address where it is given; code not_a_name."""
    found = read_seller_answer(text)
    contact = _contact(text)
    if found is None:
        return Refused("not_a_name")
    values = {"seller_name": found.value[:_LONGEST_NAME]}
    return Accepted(values | ({"seller_contact": contact} if contact else {}))


def read_trader_contact(text: str) -> Answer:
    """Read how the trader is reached: e-mail, web or postal address; code not_a_contact."""
    contact = _contact(text) or read_address(text)
    return Accepted({"seller_contact": contact}) if contact else Refused("not_a_contact")


def _contact(text: str) -> str | None:
    references = read_references(text)
    found = first_of(references, ReferenceKind.EMAIL) or first_of(references, ReferenceKind.WEB)
    return found.value if found else None
