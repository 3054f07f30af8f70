"""The catalogue of facts: which there are, what type each has and what it means.

The catalogue itself is ``catalogue.yml``; ``docs/law-facts.md`` is made from it.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from casework.facts.yamlfile import read_yaml

_FILE = Path(__file__).with_name("catalogue.yml")


class FactType(StrEnum):
    """What kind of value a fact holds."""

    DATE = "date"
    MOMENT = "moment"  # a date, or a date and time of day
    NUMBER = "number"
    MONEY = "money"  # an amount in the case's currency
    TEXT = "text"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    LIST = "list"
    COUNTRY = "country"
    CURRENCY = "currency"


class Asked(StrEnum):
    """Whether a chat asks for a fact of its own accord."""

    OFTEN = "often"
    SELDOM = "seldom"
    NEVER = "never"


class FactDefinition(BaseModel):
    """One fact that a case can hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: FactType
    label: str
    meaning: str
    values: dict[str, str] = Field(default_factory=dict)
    not_before: tuple[str, ...] = ()
    past: bool = False
    positive: bool = False
    asked: Asked = Asked.SELDOM
    replaces: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _choices_have_values(self) -> FactDefinition:
        if self.type is FactType.CHOICE and not self.values:
            raise ValueError(f"{self.name}: a choice needs its values")
        return self

    @property
    def is_date(self) -> bool:
        """Whether the value is a date or a moment."""
        return self.type in (FactType.DATE, FactType.MOMENT)


@lru_cache(maxsize=1)
def fact_catalogue() -> dict[str, FactDefinition]:
    """Return every fact by its name, in the order of the catalogue."""
    return {name: FactDefinition(name=name, **body) for name, body in read_yaml(_FILE).items()}


def label_of(name: str) -> str:
    """Return the phrase that names a fact to a person; the name itself if it is not catalogued."""
    definition = fact_catalogue().get(name)
    return definition.label if definition else name.replace("_", " ")
