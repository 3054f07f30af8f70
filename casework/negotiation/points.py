"""The points of a claim that the trader is asked about: what the letter says, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.facts.catalogue import FactType, fact_catalogue
from casework.facts.yamlfile import read_yaml
from casework.letters import LetterContent
from casework.store.facts import facts_in_force
from casework.store.models import Case, Letter
from casework.words import spoken_money, spoken_value

_FILE = Path(__file__).with_name("points.yml")
_FACT = "fact:"


class PointWords(BaseModel):
    """What ``points.yml`` says."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    points: dict[str, str]
    not_shown: dict[str, str]
    reasons: dict[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """One fact of the claim, as the trader reads it."""

    name: str
    label: str
    value: Any  # JSON
    text: str


@lru_cache(maxsize=1)
def point_words() -> PointWords:
    """Return the labels, the reasons, and what is never shown."""
    return PointWords.model_validate(read_yaml(_FILE))


def points_of(session: Session, case: Case) -> list[Point]:
    """Return the points of the newest letter, in the order of ``points.yml``.

    The values are those in force now: a correction after the letter is shown corrected.
    """
    content = letter_content(session, case)
    if content is None:
        return []
    cited = facts_cited(content)
    facts = facts_in_force(session, case)
    known = {name: fact.value for name, fact in facts.items() if fact.standing == "known"}
    currency = known.get("currency")
    return [
        Point(name, label, known[name], _in_print(name, known[name], currency))
        for name, label in point_words().points.items()
        if name in cited and known.get(name) is not None
    ]


def _in_print(name: str, value: Any, currency: str | None) -> str:
    if currency and fact_catalogue()[name].type is FactType.MONEY:
        return spoken_money(value, currency)
    return spoken_value(name, value, currency)


def letter_content(session: Session, case: Case) -> LetterContent | None:
    """Return the newest letter of the case as values; None where there is none."""
    query = select(Letter).where(Letter.case_id == case.id).order_by(Letter.version.desc())
    letter = session.scalar(query.limit(1))
    return None if letter is None else LetterContent.model_validate(letter.content)


def facts_cited(content: LetterContent) -> set[str]:
    """Return the names of the facts that the sentences of a letter rest on."""
    sources = {source for sentence in content.sentences() for source in sentence.sources}
    table = content.amount_table()
    rows = () if table is None else table.rows
    sources |= {source for row in rows for source in row.label.sources}
    return {source.removeprefix(_FACT) for source in sources if source.startswith(_FACT)}
