"""The packs: read once from YAML, checked by the schema, and found by jurisdiction and claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from casework.facts.yamlfile import read_yaml
from casework.law.book import Book, JurisdictionInfo
from casework.law.dates import conventions
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.schema import Pack, Rule

PACKS = Path(__file__).with_name("packs")
# Files beside the packs that hold something else than rules and are read elsewhere.
_BESIDE = frozenset({"routes.yml", "forum.yml", "clauses.yml"})


class PackError(Exception):
    """A pack that cannot be read; the message names the file and the place."""

    code = "pack_invalid"


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Any]:
    """Return the words that packs may use for remedies, parties and dates."""
    words: dict[str, Any] = read_yaml(PACKS / "vocabulary.yml")
    return words


@lru_cache(maxsize=1)
def jurisdictions() -> dict[Jurisdiction, JurisdictionInfo]:
    """Return the bodies of law in the order in which they are tried."""
    read = read_yaml(PACKS / "jurisdictions.yml")
    return {Jurisdiction(name): JurisdictionInfo(id=name, **body) for name, body in read.items()}


@lru_cache(maxsize=16)
def packs_of(jurisdiction: Jurisdiction) -> tuple[Pack, ...]:
    """Return the packs of a jurisdiction: one for each claim type, and the shared files.

    Raises:
        PackError: a file is not YAML or does not have the shape of a pack.

    """
    files = sorted((PACKS / jurisdiction.lower()).glob("*.yml"))
    return tuple(_read_pack(path) for path in files if path.name not in _BESIDE)


def _read_pack(path: Path) -> Pack:
    try:
        return Pack(**read_yaml(path))
    except (yaml.YAMLError, ValidationError, TypeError) as error:
        raise PackError(f"{path.parent.name}/{path.name}: {error}") from error


@lru_cache(maxsize=64)
def book_of(jurisdiction: Jurisdiction, claim_type: ClaimType) -> Book:
    """Return what decides a kind of claim under a body of law; without rules if it has no pack."""
    info = jurisdictions()[jurisdiction]
    packs = packs_of(jurisdiction)
    own_first = sorted(packs, key=lambda pack: pack.claim_type is not claim_type)
    return Book(
        jurisdiction=info,
        claim_type=claim_type,
        rules=tuple(_rules_for(own_first, claim_type)),
        define={name: e for pack in packs for name, e in pack.define.items()},
        tables={name: table for pack in packs for name, table in pack.tables.items()},
        dates={rule.name: rule for pack in packs for rule in pack.dates},
        convention=conventions()[info.convention],
    )


def _rules_for(packs: list[Pack], claim_type: ClaimType) -> Iterator[Rule]:
    for pack in packs:
        for rule in pack.rules:
            claims = rule.claims or (pack.claim_type,)
            if claim_type in claims:
                yield rule


def find_rule(rule_id: str) -> Rule:
    """Return the rule with this id.

    Raises:
        KeyError: no pack has such a rule.

    """
    for jurisdiction in Jurisdiction:
        for pack in packs_of(jurisdiction):
            for rule in pack.rules:
                if rule.id == rule_id:
                    return rule
    raise KeyError(rule_id)
