"""Answers about who the parties are: names, e-mail, postal address, the trader's contact."""

from __future__ import annotations

import re

from casework.interview.answering.asked import Asked
from casework.interview.answers import Accepted, Answer, Refused
from casework.reading.countries import countries_in
from casework.reading.names import read_seller_answer
from casework.reading.people import read_address, read_person_name
from casework.reading.references import ReferenceKind, first_of, read_references
from casework.reading.text import plain_text

_LONGEST_NAME = 80


def read_identity(asked: Asked) -> Answer:
    """Read a name, and the e-mail and postal address where they are given with it.

    Code: not_a_name.
    """
    rest, email = _without_email(plain_text(asked.text).text)
    name, address = _name_and_address(rest)
    if name is None and email is None:
        return Refused("not_a_name")
    values = {"consumer_name": name, "consumer_email": email, "consumer_address": address}
    return Accepted({k: v for k, v in values.items() if v is not None})


_EMAIL_LABEL = re.compile(
    r"(?:(?:and )?(?:my )?e-?mail(?: address)?(?: is)?|and)\s*[:=]?\s*$", re.IGNORECASE
)


def _without_email(text: str) -> tuple[str, str | None]:
    email = first_of(read_references(text), ReferenceKind.EMAIL)
    if email is None:
        return text, None
    start, end = email.span
    before = _EMAIL_LABEL.sub("", text[:start])
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


def read_email(asked: Asked) -> Answer:
    """Read an e-mail address; code not_an_email."""
    email = first_of(read_references(asked.text), ReferenceKind.EMAIL)
    return (
        Refused("not_an_email") if email is None else Accepted({asked.question.fact: email.value})
    )


def read_postal_address(asked: Asked) -> Answer:
    """Read a postal address; code not_an_address."""
    address = read_address(asked.text)
    return (
        Refused("not_an_address") if address is None else Accepted({asked.question.fact: address})
    )


def read_trader_name(asked: Asked) -> Answer:
    """Read the trader's name, and its web or e-mail address where it is given; code not_a_name."""
    found = read_seller_answer(asked.text)
    name = found.value if found is not None else _told_name(asked)
    contact = _contact(asked.text)
    if name is None:
        return Refused("not_a_name")
    values = {"seller_name": name[:_LONGEST_NAME]}
    return Accepted(values | ({"seller_contact": contact} if contact else {}))


def _told_name(asked: Asked) -> str | None:
    """Return the name that the question's own expressions find: "my bank is Hillside"."""
    matches = (re.search(expression, asked.text) for expression in asked.question.told)
    return next((match[1] for match in matches if match is not None), None)


def read_trader_contact(asked: Asked) -> Answer:
    """Read how the trader is reached: e-mail, web or postal address; code not_a_contact.

    The trader's country beside it is kept; a country alone is an answer too.
    """
    contact = _contact(asked.text) or read_address(asked.text)
    country = _country_beside(asked)
    if contact is None and not country:
        return Refused("not_a_contact")
    if contact is None:
        return Accepted(country, unknown=frozenset({"seller_contact"}))
    return Accepted({"seller_contact": contact, **country})


def _country_beside(asked: Asked) -> dict[str, str]:
    wanted = "seller_country" in asked.question.asks and "seller_country" not in asked.facts
    found = {c.code for c in countries_in(asked.text) if c.sure} if wanted else set()
    return {"seller_country": found.pop()} if len(found) == 1 else {}


def _contact(text: str) -> str | None:
    references = read_references(text)
    found = first_of(references, ReferenceKind.EMAIL) or first_of(references, ReferenceKind.WEB)
    return found.value if found else None
