"""Which body of law fits: the residence of the consumer decides, as ``jurisdictions.yml`` says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.facts.values import FactError
from casework.law.book import JurisdictionInfo
from casework.law.outcome import Jurisdiction
from casework.law.packs import jurisdictions


def jurisdiction_of(facts: Mapping[str, Any]) -> Jurisdiction:
    """Return the body of law for a consumer; the soft-law fallback where none fits.

    Args:
        facts: facts by name; ``consumer_country`` decides, or a mark such as ``consumer_state``.

    """
    country = facts.get("consumer_country")
    for info in jurisdictions().values():
        if _covers(info, country, facts):
            return info.id
    return next(info.id for info in jurisdictions().values() if info.fallback)


def check_jurisdiction(jurisdiction: Jurisdiction, facts: Mapping[str, Any]) -> None:
    """Refuse a residence that belongs to another body of law than the one that was named.

    Raises:
        FactError: ``two_jurisdictions``.

    """
    info = jurisdictions()[jurisdiction]
    country = facts.get("consumer_country")
    if country is None or info.fallback or country in info.countries:
        return
    raise FactError(
        "two_jurisdictions",
        "consumer_country",
        f"consumer_country is {country}, but the law of {info.name} was named. Choose one.",
    )


def _covers(info: JurisdictionInfo, country: Any, facts: Mapping[str, Any]) -> bool:
    if country is not None:
        return str(country).upper() in info.countries
    return info.mark is not None and bool(facts.get(info.mark))
