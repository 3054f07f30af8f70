"""The two sides of a case: as they were filed, or as the facts describe them until then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.casefile import PartyDetails
from casework.store.models import Case, Party
from casework.store.views import CONSUMER, TRADER, party_from_facts
from casework.words import spoken_country


@dataclass(frozen=True)
class PartyView:
    """One side; empty text is what is not known."""

    role: str
    name: str
    email: str
    address: str
    country: str


def party_views(case: Case, known: Mapping[str, Any]) -> list[PartyView]:
    """Return the consumer and the trader; ``known`` are the facts in force."""
    filed = {party.role: party for party in case.parties}
    return [
        _view(title, filed.get(role) or party_from_facts(role, known))
        for title, role in (("Consumer", CONSUMER), ("Trader", TRADER))
    ]


def _view(title: str, party: Party | PartyDetails) -> PartyView:
    return PartyView(
        role=title,
        name=party.name,
        email=party.email or "",
        address=party.address or "",
        country=spoken_country(party.country) if party.country else "",
    )
