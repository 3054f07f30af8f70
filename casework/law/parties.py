"""Who may have to answer: what the consumer knows of each party, and what is left to find out.

The roles are data (``packs/parties.yml``). A name is only ever a fact's own words; none is made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casework.facts.catalogue import fact_catalogue
from casework.facts.yamlfile import read_yaml
from casework.law import packs
from casework.law.aside import JudgedCase
from casework.law.book import names_in
from casework.law.packs import PackError
from casework.law.schema import Condition, SaidList, Strict, Words, always
from casework.law.unknown import UNKNOWN


class LeadRule(Strict):
    """A fact that leads to a name but is none, and what it tells."""

    fact: str
    says: Words


class Role(Strict):
    """A role as ``packs/parties.yml`` has it; the file's head explains the fields."""

    name: Words
    when: Condition = Field(default_factory=lambda: always(False))
    named_by: tuple[str, ...] = ()
    reached_by: tuple[str, ...] = ()
    leads: tuple[LeadRule, ...] = ()
    find_out: SaidList = Field(min_length=1)
    check: SaidList = ()


class Answers(StrEnum):
    """Whether the outcome holds a party liable."""

    LIABLE = "liable"
    NOT_LIABLE = "not_liable"
    OPEN = "open"


_RANK = (Answers.LIABLE, Answers.OPEN, Answers.NOT_LIABLE)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Lead(_Frozen):
    """A trace that the consumer has, word for word, and where it may lead."""

    fact: str
    value: str
    says: str


class Party(_Frozen):
    """A party of the case; ``name`` is what the fact ``named_by`` says, or None."""

    role: str
    role_name: str
    plays: bool | None  # None: whether it plays a part hangs on ``needs``
    answers: Answers
    name: str | None
    named_by: str | None
    contact: str | None
    leads: tuple[Lead, ...]
    find_out: tuple[str, ...]
    needs: tuple[str, ...]


def parties_of(case: JudgedCase) -> tuple[Party, ...]:
    """Return the parties that play a part, or may, in a case that was judged; liable ones first.

    Raises:
        PackError: ``packs/parties.yml`` cannot be read.

    """
    found = [party for name, role in roles().items() if (party := _party(name, role, case))]
    return tuple(sorted(found, key=lambda p: (p.plays is None, _RANK.index(p.answers))))


@lru_cache(maxsize=1)
def roles() -> dict[str, Role]:
    """Return every role by its word in the vocabulary.

    Raises:
        PackError: the file is not YAML or does not have its shape.

    """
    try:
        read = read_yaml(packs.PACKS / "parties.yml")
        return {name: Role(**body) for name, body in read.items()}
    except (OSError, yaml.YAMLError, ValidationError, TypeError) as error:
        raise PackError(f"parties.yml: {error}") from error


def facts_of_roles() -> frozenset[str]:
    """Return every fact that a role reads, as a name, an address, a lead or in a condition."""
    read: set[str] = set()
    for role in roles().values():
        read.update(names_in(role), role.named_by, role.reached_by)
        read.update(lead.fact for lead in role.leads)
    return frozenset(read) & frozenset(fact_catalogue())


def _party(name: str, role: Role, case: JudgedCase) -> Party | None:
    answers = _answers(name, case)
    plays = True if answers is not Answers.OPEN else role.when.evaluate(case)
    if plays is not UNKNOWN and not plays:
        return None
    named_by = next((fact for fact in role.named_by if _text(fact, case)), None)
    return Party(
        role=name,
        role_name=role.name,
        plays=None if plays is UNKNOWN else True,
        answers=answers,
        name=_text(named_by, case) if named_by else None,
        named_by=named_by,
        contact=next((text for fact in role.reached_by if (text := _text(fact, case))), None),
        leads=tuple(_leads(role, case)),
        find_out=tuple(_left(role, case, named=named_by is not None)),
        needs=case.unknown_facts(role.when.names) if plays is UNKNOWN else (),
    )


def _answers(name: str, case: JudgedCase) -> Answers:
    if name in case.outcome.liable:
        return Answers.LIABLE
    return Answers.NOT_LIABLE if name in case.outcome.not_liable else Answers.OPEN


def _leads(role: Role, case: JudgedCase) -> Iterator[Lead]:
    for lead in role.leads:
        if value := _text(lead.fact, case):
            yield Lead(fact=lead.fact, value=value, says=lead.says)


def _left(role: Role, case: JudgedCase, *, named: bool) -> Iterator[str]:
    for said in (*(() if named else role.find_out), *role.check):
        if said.when.evaluate(case) is True:
            yield said.text


def _text(fact: str, case: JudgedCase) -> str | None:
    value: Any = case.facts.get(fact)
    return value if isinstance(value, str) and value.strip() else None
