"""How to stay out of such trouble next time, at any time."""

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.rights import tell_next_time
from actions.several_claims import kinds_of
from actions.turn import CaseAction, Events, Turn
from casework.store.cases import draft


class TellNextTime(CaseAction):
    """Give tips for the next purchase, those for the consumer's kind of trouble first."""

    action_name = "action_tell_next_time"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Give the tips; nothing is stored."""
        known = draft(session, turn.conversation_id)
        tell_next_time(kinds_of(known) if known else [], say)
        return []
