"""A file has come: say so, and give it its place in the case."""

import asyncio
from dataclasses import replace
from datetime import datetime

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select
from sqlalchemy.orm import Session

from actions.evidence_details import say_what_files_tell
from actions.papers import NOT_TOLD_OF, read_papers, take_papers
from actions.turn import CaseAction, Events, Turn
from casework.evidence.contents import KEPT
from casework.store.cases import INTAKE, current_case
from casework.store.exhibits import adopt_exhibits, case_exhibits, label_at
from casework.store.models import Case, Exhibit


class AcknowledgeEvidence(CaseAction):
    """Tell the consumer which files are here; each is told of once."""

    action_name = "action_acknowledge_evidence"

    async def prepare(self, turn: Turn) -> Turn:
        """Read the new files while no transaction is open."""
        papers = await asyncio.to_thread(read_papers, turn.conversation_id, NOT_TOLD_OF)
        return replace(turn, papers=papers)

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Acknowledge the files that came since the last time."""
        files = take_new(session, turn.conversation_id, turn.now)
        if not files:
            say.utter_message(response="utter_evidence_none_came")
        elif len(files) == 1:
            say.utter_message(response="utter_evidence_received", title=files[0].title)
        else:
            say.utter_message(response="utter_evidence_several", number=len(files))
        say_what_files_tell(files, say)
        case = current_case(session, turn.conversation_id)
        if case is not None and files:
            add_to_case(session, case, turn, say)
        return []


def take_new(session: Session, conversation_id: str, now: datetime) -> list[Exhibit]:
    """Return the files that the bot has not told of yet, and note that it does now."""
    new = select(Exhibit).where(
        Exhibit.conversation_id == conversation_id, Exhibit.state == KEPT, NOT_TOLD_OF
    )
    files = list(session.scalars(new.order_by(Exhibit.received_at)))
    for exhibit in files:
        exhibit.acknowledged_at = now
    return files


def add_to_case(session: Session, case: Case, turn: Turn, say: CollectingDispatcher) -> None:
    """Give the files to the case; one that is filed already labels them after its others."""
    adopt_exhibits(session, case)
    if case.status == INTAKE:
        take_papers(session, case, turn, say)
        return
    for position, exhibit in enumerate(case_exhibits(session, case)):
        exhibit.label = exhibit.label or label_at(position)
    say.utter_message(response="utter_evidence_to_filed_case", number=case.number)
