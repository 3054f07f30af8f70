"""The elements of each kind of claim, as ``elements.yml`` tells them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from casework.facts.catalogue import fact_catalogue
from casework.facts.yamlfile import read_yaml
from casework.law.outcome import ClaimType

_FILE = Path(__file__).with_name("elements.yml")
KNOWN = "known"


class ElementRule(BaseModel):
    """One thing that has to be shown; the file says what each field means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    facts: tuple[str, ...]
    burden: tuple[str, ...]
    bearer: Literal["consumer", "trader", "open"]
    evidence: tuple[str, ...]
    help: str
    admitted: dict[str, tuple[Any, ...]] = Field(default_factory=dict)
    against: dict[str, tuple[Any, ...]] = Field(default_factory=dict)
    when: dict[str, tuple[Any, ...] | Literal["known"]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _facts_are_catalogued(self) -> ElementRule:
        named = {*self.facts, *self.admitted, *self.against, *self.when}
        unknown = named - fact_catalogue().keys()
        if unknown:
            raise ValueError(f"{self.title}: no such fact: {', '.join(sorted(unknown))}")
        return self


@lru_cache(maxsize=1)
def element_rules() -> dict[ClaimType, dict[str, ElementRule]]:
    """Return the elements of every kind of claim by their keys, the weightiest first."""
    return {
        ClaimType(claim): {key: ElementRule(**body) for key, body in elements.items()}
        for claim, elements in read_yaml(_FILE).items()
    }
