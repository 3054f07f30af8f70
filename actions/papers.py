"""Papers that were handed in are read: what they tell is understood, and the consumer is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from actions.turn import CaseAction, Turn
from casework.evidence import (
    ContentBlocked,
    ContentGone,
    FileStore,
    evidence_store,
    open_original,
)
from casework.evidence.reading import (
    PaperReading,
    ReadDocument,
    ReadState,
    accept,
    confirmation,
    read_document,
    reading_of,
)
from casework.evidence.sealing import SealBroken
from casework.settings import get_settings
from casework.store.database import reading
from casework.store.facts import facts_in_force
from casework.store.models import Case, Exhibit

Papers = Mapping[str, ReadDocument]
"""What is written in files, by the id of the exhibit."""
NOT_TOLD_OF = Exhibit.acknowledged_at.is_(None)
OF_NO_CASE = Exhibit.case_id.is_(None)
READ_AT_ONCE = 3
"""More files in one go are kept, but not read while the consumer waits."""


class ReadsLoosePapers(CaseAction):
    """An action that opens a claim: papers that came before it are read then."""

    async def prepare(self, turn: Turn) -> Turn:
        """Read the files of no claim while no transaction is open."""
        papers = await asyncio.to_thread(read_papers, turn.conversation_id, OF_NO_CASE)
        return replace(turn, papers=papers)


def read_papers(conversation_id: str, which: ColumnElement[bool]) -> Papers:
    """Read the files that ``which`` picks; takes a second each, up to half a minute.

    No transaction is open meanwhile, so that nobody else waits.
    """
    with reading() as session:
        query = select(Exhibit).where(Exhibit.conversation_id == conversation_id, which)
        ordered = query.order_by(Exhibit.received_at).limit(READ_AT_ONCE)
        exhibits = list(session.scalars(ordered))
        session.expunge_all()
    store = evidence_store(get_settings())
    return {exhibit.id: _read(exhibit, store) for exhibit in exhibits}


def _read(exhibit: Exhibit, store: FileStore) -> ReadDocument:
    try:
        with open_original(store, exhibit) as original:
            return read_document(original, exhibit.media_type)
    except (ContentGone, ContentBlocked, SealBroken):
        return ReadDocument(ReadState.DAMAGED, exhibit.media_type)


def take_papers(session: Session, case: Case, turn: Turn, say: CollectingDispatcher) -> int:
    """Record what the papers of this turn tell, to be confirmed; return how many facts.

    What the consumer told already is not overwritten: where a paper says something else, the
    difference is named. Where both agree, the paper becomes the proof of it.
    """
    found = 0
    for exhibit in session.scalars(select(Exhibit).where(Exhibit.id.in_(turn.papers))):
        paper = reading_of(session, case, exhibit, turn.papers[exhibit.id], turn.today)
        found += _record(session, case, paper, turn, say)
    if found:
        say.utter_message(response="utter_paper_read")
    return found


def _record(
    session: Session, case: Case, paper: PaperReading, turn: Turn, say: CollectingDispatcher
) -> int:
    known = {n: f.value for n, f in facts_in_force(session, case).items() if f.standing == "known"}
    new = [fact for fact in paper.to_confirm if known.get(fact.name) is None]
    accept(session, case, paper.agreeing, turn.turn_id, turn.now)
    accept(session, case, new, turn.turn_id, turn.now, confirmed=False)
    tell_differences(confirmation(paper.to_confirm, known).differing, say)
    return len(new)


def tell_differences(differing: Iterable[tuple[str, str, str]], say: CollectingDispatcher) -> None:
    """Name what a paper says differently; the consumer's own word stays until it is corrected."""
    for label, told, read in differing:
        if told.casefold() in read.casefold():
            continue  # "lamp" and "blue desk lamp" are no contradiction
        words = {"label": label, "told": told, "read": read}
        say.utter_message(response="utter_paper_differs", **words)
