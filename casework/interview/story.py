"""What a first message tells of one kind of claim: all readers together, each fact once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.interview.catalogue import (
    facts_of_claims,
    no_reply_in_stories,
    not_told_in_stories,
)
from casework.interview.told import told_values
from casework.interview.told_days import told_days
from casework.law.outcome import ClaimType
from casework.reading.clauses import sentences_of
from casework.reading.story import read_story
from casework.reading.story_values import FactReading


@dataclass(frozen=True)
class Told:
    """A value that a story gives, and the words that it stands in, where they can be named."""

    value: Any
    said: str | None = None


def read_claim_story(
    text: str,
    claim: ClaimType,
    today: date,
    country: str | None = None,
    beside: tuple[ClaimType, ...] = (),
) -> dict[str, Told]:
    """Return the facts that the story leaves no doubt about, by name.

    What a topic says of a day or a choice goes before what the readers say of any story; a day
    that belongs to a fact of the topic is no other fact's day. ``beside`` are the other claims of
    the case.
    """
    days = told_days(text, today, country, facts_of_claims((claim,)))
    read = _without_days(read_story(text, today, country).sure(), days)
    left_out = not_told_in_stories(claim, beside_others=bool(beside))
    told = {n: Told(r.value, r.words) for n, r in read.items() if n not in left_out}
    told |= {r.fact: Told(r.value, r.words) for r in reversed(days)}
    told = _with_real_reply(told, claim)
    values = {name: entry.value for name, entry in told.items()}
    more = told_values(text, claim, values, beside)
    return told | {name: Told(value) for name, value in more.items()}


def _without_days(
    read: Mapping[str, FactReading], days: list[FactReading]
) -> dict[str, FactReading]:
    taken = {reading.span for reading in days}
    return {name: reading for name, reading in read.items() if reading.span not in taken}


def _with_real_reply(told: dict[str, Told], claim: ClaimType) -> dict[str, Told]:
    """Leave out of the trader's answer what the trader only said before the sale."""
    reply = told.get("seller_reply")
    if reply is None:
        return told
    text, unfit = str(reply.value), no_reply_in_stories(claim)
    sentences = [text[slice(*sentence.span)] for sentence in sentences_of(text)]
    kept = [s for s in sentences if not any(re.search(e, s, re.IGNORECASE) for e in unfit)]
    others = {name: entry for name, entry in told.items() if name != "seller_reply"}
    words = "".join(kept).strip()
    return others | {"seller_reply": Told(words, reply.said)} if words else others
