"""Facts as the case page shows them: grouped, with their origin and what they were before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.store.models import Fact
from mediation.console.words import say, show_value

GROUPS: dict[str, tuple[str, ...]] = {
    "What was bought": (
        "goods",
        "seller_name",
        "seller_country",
        "seller_contact",
        "order_number",
        "order_date",
        "amount",
        "currency",
        "payment_method",
    ),
    "What happened": (),  # whatever no other group names
    "The consumer": (
        "consumer_name",
        "consumer_email",
        "consumer_address",
        "consumer_country",
    ),
}
_REST = "What happened"
_GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}


@dataclass(frozen=True)
class FactVersion:
    """One row of a fact; ``text`` is its value, or why there is none."""

    text: str
    known: bool
    confirmed: bool
    said: str | None
    turn_id: str | None
    exhibit: str | None  # label
    recorded_at: datetime
    superseded_at: datetime | None


@dataclass(frozen=True)
class FactView:
    """A fact with its versions; ``current`` is None where it was withdrawn."""

    name: str
    label: str
    current: FactVersion | None
    earlier: tuple[FactVersion, ...]  # newest first


@dataclass(frozen=True)
class FactGroup:
    """Facts that are read together."""

    title: str
    facts: tuple[FactView, ...]


def fact_groups(rows: Iterable[Fact], labels: Mapping[str, str]) -> list[FactGroup]:
    """Group the rows of one case; ``labels`` gives the label of each exhibit by its id."""
    by_name: dict[str, list[Fact]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    currency = values_in_force(by_name.get("currency", ())).get("currency")
    views = [
        _fact_view(name, by_name[name], labels, currency) for name in sorted(by_name, key=_place)
    ]
    groups = [
        FactGroup(title, tuple(v for v in views if _GROUP_OF.get(v.name, _REST) == title))
        for title in GROUPS
    ]
    return [group for group in groups if group.facts]


def values_in_force(rows: Iterable[Fact]) -> dict[str, Any]:
    """Return name and value of the facts that are known and stand uncorrected."""
    standing = (row for row in rows if row.superseded_at is None and row.standing == "known")
    return {row.name: row.value for row in standing}


def _place(name: str) -> int:
    order = [n for names in GROUPS.values() for n in names]
    return order.index(name) if name in order else len(order)


def _fact_view(
    name: str, rows: list[Fact], labels: Mapping[str, str], currency: str | None
) -> FactView:
    versions = [_version(row, labels, currency) for row in rows]
    current = [version for version in versions if version.superseded_at is None]
    earlier = [version for version in versions if version.superseded_at is not None]
    return FactView(
        name=name,
        label=say(name, "facts"),
        current=current[-1] if current else None,
        earlier=tuple(reversed(earlier)),
    )


def _version(row: Fact, labels: Mapping[str, str], currency: str | None) -> FactVersion:
    known = row.standing == "known"
    return FactVersion(
        text=_text(row.name, row.value, currency) if known else say(row.standing, "standing"),
        known=known,
        confirmed=row.confirmed,
        said=row.said,
        turn_id=row.turn_id,
        exhibit=labels.get(row.exhibit_id) if row.exhibit_id else None,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
    )


def _text(name: str, value: Any, currency: str | None) -> str:
    # Known to be none is something else than not known.
    return "None" if value is None else show_value(name, value, currency)
