"""What a check of the law's files complains of, and the register of what may be cited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casework.facts.yamlfile import read_yaml
from casework.law import packs


@dataclass(frozen=True)
class Complaint:
    """Something that is wrong with a pack: where, and what."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@lru_cache(maxsize=1)
def citations() -> dict[str, Any]:
    """Return the instruments that may be cited, and what may never be cited."""
    register: dict[str, Any] = read_yaml(packs.PACKS / "citations.yml")
    return register
