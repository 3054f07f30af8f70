"""The way to a person."""

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.turn import CaseAction, Events, Turn
from casework.store.cases import current_case, open_case, want_person


class CallPerson(CaseAction):
    """Mark the case so that the mediators see that a person is wanted."""

    action_name = "action_call_person"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Call a person once; say that the team knows."""
        case = current_case(session, turn.conversation_id)
        if case is None:
            case = open_case(session, turn.conversation_id, turn.now)
        if case.person_wanted_at is not None:
            say.utter_message(response="utter_person_called_already")
            return []
        want_person(session, case, turn.words or turn.intent, turn.now)
        say.utter_message(response="utter_person_called")
        return []
