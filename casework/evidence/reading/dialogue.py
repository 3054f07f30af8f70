"""What the conversation does with a paper: read it, ask whether that is right, keep it as facts.

What was read counts as a confirmed fact only when the consumer said yes to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.evidence.contents import open_original
from casework.evidence.filestore import FileStore
from casework.evidence.reading.document import ReadDocument, ReadState, read_document
from casework.evidence.reading.proposals import ProposedFact, same
from casework.evidence.reading.propose import propose
from casework.facts.values import FactError, typed_facts
from casework.store.cases import record_fact
from casework.store.exhibits import case_exhibits
from casework.store.facts import facts_in_force
from casework.store.models import Case, Exhibit, Fact
from casework.store.plain import plain
from casework.words import spoken_value, word

_OWN = ("consumer_name", "consumer_email")
_LONGEST_LINE = 120


class ForeignExhibit(Exception):
    """Facts were to be taken from an exhibit that does not belong to the case."""

    code = "foreign_exhibit"


@dataclass(frozen=True)
class PaperReading:
    """What came of reading an exhibit; ``state`` says why where nothing is proposed."""

    state: ReadState
    to_confirm: tuple[ProposedFact, ...] = ()
    agreeing: tuple[ProposedFact, ...] = ()  # what the consumer had told already, just so


@dataclass(frozen=True)
class Confirmation:
    """The data of the question "Is that right?"; sentences around them are the domain's.

    ``lines`` hold a label and a value each; ``differing`` those where the consumer had told
    something else: label, what was told, what the paper says.
    """

    lines: tuple[str, ...]
    differing: tuple[tuple[str, str, str], ...]
    names: tuple[str, ...]  # of the facts, in the order of the lines


def read_exhibit(
    session: Session, case: Case, exhibit: Exhibit, store: FileStore, today: date
) -> PaperReading:
    """Read an exhibit of the case; takes from half a second to ``document.SECONDS``.

    Raises ContentGone, ContentBlocked or SealBroken where the original cannot be had.
    """
    with open_original(store, exhibit) as original:
        document = read_document(original, exhibit.media_type)
    return reading_of(session, case, exhibit, document, today)


def proposals_for(
    session: Session, case: Case, exhibit: Exhibit, store: FileStore, today: date
) -> list[ProposedFact]:
    """Return what the exhibit tells that the consumer has to confirm."""
    return list(read_exhibit(session, case, exhibit, store, today).to_confirm)


def accept(
    session: Session,
    case: Case,
    proposals: Iterable[ProposedFact],
    turn_id: str | None,
    now: datetime,
    *,
    confirmed: bool = True,
) -> list[Fact]:
    """Write what the consumer said yes to as confirmed facts with their exhibit and page.

    Without ``confirmed`` the facts wait for the consumer's yes, and no case is filed before it.
    Raises ForeignExhibit where an exhibit is not of this case; nothing is written then.
    """
    wanted = list(proposals)
    own = {exhibit.id for exhibit in case_exhibits(session, case)}
    if any(proposal.exhibit_id not in own for proposal in wanted):
        raise ForeignExhibit
    return [_written(session, case, p, turn_id, now, confirmed) for p in wanted]


def confirmation(proposals: Iterable[ProposedFact], known: Mapping[str, Any]) -> Confirmation:
    """Return the data of the question whether the proposals are right.

    ``known`` are the values in force, which the paper may contradict.
    """
    shown = {p.name: p for p in proposals}
    currency = shown["currency"].value if "currency" in shown else known.get("currency")
    lines = {
        name: f"{word('facts', name).capitalize()}: {_spoken(name, p.value, currency)}"
        for name, p in shown.items()
        if name != "currency" or "amount" not in shown
    }
    return Confirmation(
        lines=tuple(lines.values()),
        differing=tuple(
            (
                word("facts", n),
                _spoken(n, known[n], known.get("currency")),
                _spoken(n, p.value, currency),
            )
            for n, p in shown.items()
            if known.get(n) is not None and n in lines
        ),
        names=tuple(lines),
    )


def reading_of(
    session: Session, case: Case, exhibit: Exhibit, document: ReadDocument, today: date
) -> PaperReading:
    """Return what the text of an exhibit tells, sorted by what the consumer has told already."""
    facts = facts_in_force(session, case)
    known = {name: f.value for name, f in facts.items() if f.standing == "known"}
    own = frozenset(str(known[name]).casefold() for name in _OWN if name in known)
    found = propose(document, exhibit.id, today, known.get("consumer_country"), own)
    agreeing = tuple(p for p in found if _agrees(p, known.get(p.name)))
    fresh = [p for p in found if p not in agreeing]
    unproved = tuple(p for p in agreeing if facts[p.name].exhibit_id is None)
    return PaperReading(document.state, tuple(_fitting(fresh, known, today)), unproved)


def _agrees(proposal: ProposedFact, told: Any) -> bool:
    return told is not None and same(plain(proposal.value), told)


def _fitting(
    proposals: list[ProposedFact], known: Mapping[str, Any], today: date
) -> list[ProposedFact]:
    """Leave out what cannot be true beside what is known: a delivery before its order.

    Where the known facts contradict each other already, the paper may be what clears that up.
    """
    if not _fits(known, today):
        return proposals
    kept: list[ProposedFact] = []
    values = dict(known)
    currency = {p.name: p.value for p in proposals if p.name == "currency"}
    for proposal in proposals:
        tried = {**values, **currency, proposal.name: proposal.value}
        if _fits(tried, today):
            values[proposal.name] = proposal.value
            kept.append(proposal)
    return kept


def _fits(values: Mapping[str, Any], today: date) -> bool:
    try:
        typed_facts(values, today)
    except FactError:
        return False
    return True


def _spoken(name: str, value: Any, currency: str | None) -> str:
    return spoken_value(name, value, currency)[:_LONGEST_LINE]


def _written(
    session: Session,
    case: Case,
    proposal: ProposedFact,
    turn_id: str | None,
    now: datetime,
    confirmed: bool,
) -> Fact:
    fact = record_fact(
        session,
        case,
        proposal.name,
        proposal.value,
        confirmed=confirmed,
        turn_id=turn_id,
        exhibit_id=proposal.exhibit_id,
        now=now,
    )
    fact.page = proposal.page
    return fact
