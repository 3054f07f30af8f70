"""Which law and which forum: applicable law, courts, bodies, authorities, limits and networks.

It knows no law; ``packs/<xx>/forum.yml`` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from casework.law.aside import Aside, JudgedCase, Where, read_aside
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.schema import Certainty, Condition, SaidList, Strict, Words, always
from casework.law.unknown import UNKNOWN


class Limit(Strict):
    """A sum up to which a procedure is open."""

    amount: Decimal = Field(gt=0)
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class Note(Strict):
    """One thing to know about law or forum, under a condition."""

    id: str = Field(pattern=r"^[A-Z]+-FO-[A-Z0-9-]+$")
    topic: str
    claims: tuple[ClaimType, ...] = tuple(ClaimType)
    when: Condition = Field(default_factory=lambda: always(True))
    says: Words
    where: Where | None = None
    limit: Limit | None = None
    cite: SaidList = Field(min_length=1)
    status: Words
    certainty: Certainty
    doubts: SaidList = ()


class NoteTest(Strict):
    """A case, the notes that hold in it, and the facts that are still asked for."""

    name: Words
    claim: ClaimType
    today: date = date(2026, 11, 24)
    facts: dict[str, Any]
    notes: tuple[str, ...]  # exactly these
    needs: tuple[str, ...] = ()  # these among others


class ForumFile(Aside):
    """What is to know about law and forum in one jurisdiction."""

    notes: tuple[Note, ...] = Field(min_length=1)
    tests: tuple[NoteTest, ...] = Field(min_length=1)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class ForumNote(_Frozen):
    """A note that holds in a case."""

    id: str
    says: str
    where: str | None
    web: str | None
    limit: Limit | None
    cite: tuple[str, ...]
    certainty: Certainty


class Forum(_Frozen):
    """Law and forum of a case, by topic; ``needs`` are the facts that would tell more."""

    jurisdiction: Jurisdiction
    law: tuple[ForumNote, ...] = ()
    court: tuple[ForumNote, ...] = ()
    clause: tuple[ForumNote, ...] = ()
    adr: tuple[ForumNote, ...] = ()
    authority: tuple[ForumNote, ...] = ()
    small_claims: tuple[ForumNote, ...] = ()
    network: tuple[ForumNote, ...] = ()
    needs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    def notes(self) -> Iterator[tuple[str, ForumNote]]:
        """Yield every note with its topic, in the order of the topics."""
        for topic in TOPICS:
            yield from ((topic, note) for note in getattr(self, topic))


TOPICS = ("law", "court", "clause", "adr", "authority", "small_claims", "network")


def forum_of(case: JudgedCase) -> Forum:
    """Return law and forum for a case that was judged (``casework.law.aside.judged_case``).

    A note whose condition hangs on an unknown fact is not given; the fact is named in ``needs``.

    Raises:
        PackError: the forum file of the jurisdiction cannot be read.

    """
    file = forum_file(case.outcome.jurisdiction)
    beside = case.beside(file)
    asked = [(note, note.when.evaluate(beside)) for note in _for_claim(file, case)]
    held = [note for note, holds in asked if holds is not UNKNOWN and holds]
    needs = {
        fact
        for note, holds in asked
        if holds is UNKNOWN
        for fact in beside.unknown_facts(note.when.names)
    }
    return Forum(
        jurisdiction=case.outcome.jurisdiction,
        needs=tuple(sorted(needs)),
        doubts=tuple(dict.fromkeys(_doubts(held, beside))),
        **{t: tuple(_found(n, beside) for n in held if n.topic == t) for t in TOPICS},
    )


def forum_file(jurisdiction: Jurisdiction) -> ForumFile:
    """Return the forum file of a jurisdiction.

    Raises:
        PackError: the file is missing or does not have its shape.

    """
    return read_aside(ForumFile, jurisdiction, "forum.yml")


def _for_claim(file: ForumFile, case: JudgedCase) -> Iterator[Note]:
    return (note for note in file.notes if case.outcome.claim_type in note.claims)


def _found(note: Note, case: JudgedCase) -> ForumNote:
    return ForumNote(
        id=note.id,
        says=note.says,
        where=note.where.name if note.where else None,
        web=note.where.web if note.where else None,
        limit=note.limit,
        cite=tuple(said.text for said in note.cite if said.when(case) is True),
        certainty=note.certainty,
    )


def _doubts(notes: list[Note], case: JudgedCase) -> Iterator[str]:
    for note in notes:
        yield from (said.text for said in note.doubts if said.when(case) is True)
        if note.certainty is not Certainty.HIGH:
            yield f"{note.id} is of {note.certainty} certainty ({note.status})."
