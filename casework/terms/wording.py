"""What is said to the consumer about a finding, from ``words.yml``."""

from __future__ import annotations

from functools import lru_cache

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from casework.facts.yamlfile import read_yaml
from casework.terms.errors import ListError
from casework.terms.lists import Entry
from casework.terms.patterns import HERE
from casework.terms.report import Listing


class TermWords(BaseModel):
    """The plain words: what each kind does, and what each list means for the consumer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    does: dict[str, str]
    listing: dict[Listing, str]
    softened: str
    notes: dict[str, str]

    def explained(self, kind: str, entry: Entry, listing: Listing, softened: bool) -> str:
        """Return what the term does, what that means, and what this law adds."""
        verdict = self.softened if softened else entry.verdict or self.listing[listing]
        added = entry.because if listing is entry.listing else ""
        return " ".join(part for part in (self.does[kind], verdict, added) if part)


@lru_cache(maxsize=1)
def words() -> TermWords:
    """Return the plain words.

    Raises:
        ListError: the file is malformed.

    """
    try:
        return TermWords(**read_yaml(HERE / "words.yml"))
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise ListError(f"words.yml: {error}") from error
