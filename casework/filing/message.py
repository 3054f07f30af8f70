"""What is posted to ``REDRESS_FILING_URL``; ``docs/filing.md`` holds its JSON schema."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from casework.store.record import CaseRecord

KIND: Final = "case_filed"


class CaseFiled(BaseModel):
    """A case was filed; ``case`` is its record at that moment."""

    model_config = ConfigDict(frozen=True)

    event: Literal["case_filed"] = KIND
    schema_version: Literal[1] = 1
    case: CaseRecord


def filing_key(number: str) -> str:
    """Return the idempotency key of a filing: one case is filed once."""
    return f"{KIND}:{number}"
