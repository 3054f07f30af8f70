"""Facts that can't both be true, each of which may be fine alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casework.casefile import KnownFact
from casework.interview.catalogue import date_rules
from casework.reading.known import known_day, known_value

# Order of events beyond the rules of single days: the first is not before the second.
_LATER_THAN = (
    ("additional_period_until", "additional_period_set_on"),
    ("notice_date", "defect_found_date"),
    ("repair_requested_date", "delivered_date"),
)


@dataclass(frozen=True)
class Contradiction:
    """Two facts, by name, that do not go together; ``code`` says why."""

    code: str
    first: str
    second: str


def coherence(facts: Mapping[str, KnownFact]) -> list[Contradiction]:
    """Return what does not fit together in ``facts``, nothing where all fits."""
    return [*_days(facts), *_delivery(facts), *_parties(facts)]


def _days(facts: Mapping[str, KnownFact]) -> Iterator[Contradiction]:
    ruled = ((name, rule.not_before) for name, rule in date_rules().items() if rule.not_before)
    for later, earlier in (*ruled, *_LATER_THAN):
        late, early = known_day(facts, later), known_day(facts, earlier)
        if late is not None and early is not None and late < early:
            yield Contradiction(f"{later}_before_{earlier}", later, earlier)


def _delivery(facts: Mapping[str, KnownFact]) -> Iterator[Contradiction]:
    nothing_came = known_value(facts, "delivery_state") == "nothing"
    if nothing_came and known_day(facts, "delivered_date") is not None:
        yield Contradiction("delivered_yet_nothing_came", "delivered_date", "delivery_state")


def _parties(facts: Mapping[str, KnownFact]) -> Iterator[Contradiction]:
    """Yield where the consumer and the trader seem to be the same."""
    for ours, theirs in (("consumer_email", "seller_contact"), ("consumer_name", "seller_name")):
        first, second = known_value(facts, ours), known_value(facts, theirs)
        if first and second and str(first).casefold() == str(second).casefold():
            yield Contradiction("both_parties_the_same", ours, theirs)
