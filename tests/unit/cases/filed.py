"""Filed cases for the tests of a case's life: a German consumer and a French shop."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.filing.file_case import file_case
from casework.store import conversations
from casework.store.models import Case
from tests.unit.told import FACTS, tell_story


def a_filed_case(
    session: Session,
    now: datetime,
    conversation_id: str = "web-1",
    claim_type: str = "delivery",
    facts: dict[str, Any] | None = None,
) -> Case:
    """Tell the story and file it, with law, letter and parties as in earnest."""
    case = tell_story(session, conversation_id, now, claim_type, facts or FACTS)
    return file_case(session, case, now=now, filing_url=None)


def a_bare_case(session: Session, now: datetime, number: str = "RD-0000-0001") -> Case:
    """Return a case that is filed, and nothing else: no letter, no parties."""
    conversations.touch(session, f"web-{number}", "web", now)
    case = Case(
        number=number,
        conversation_id=f"web-{number}",
        status="filed",
        created_at=now,
        updated_at=now,
        filed_at=now,
    )
    session.add(case)
    session.flush()
    return case
