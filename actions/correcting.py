"""One step back, and corrections outside a claim."""

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.several_claims import AGREED, take_back
from actions.steps import PROPOSALS, facts_of, in_work, open_proposal
from actions.summary import said_value
from actions.turn import CaseAction, Events, Turn
from casework.reading.correction import read_correction
from casework.store.cases import Draft, draft
from casework.store.facts import record_fact, withdraw_facts
from casework.words import word

KEPT = {"story"}
"""What "go back" does not take away."""


class GoBack(CaseAction):
    """Take the last answer back; the form then asks its question again."""

    action_name = "action_go_back"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Drop a proposed change; else withdraw all facts of the last turn that gave any."""
        if open_proposal(turn.slots) is not None:
            say.utter_message(response="utter_gone_back")
            return [SlotSet(slot, None) for slot in set(PROPOSALS.values())]
        known = draft(session, turn.conversation_id)
        names = last_answer(known) if known and in_work(known) else []
        if known is None or not names:
            say.utter_message(response="utter_nothing_to_go_back_to")
            return []
        asked = take_back(known, turn, session) if AGREED in names else None
        withdraw_facts(session, known.case, names, turn.now)
        say.utter_message(response="utter_gone_back")
        return [SlotSet("second_claim", asked)]


def last_answer(known: Draft) -> list[str]:
    """Return the names of the facts that the latest answering turn gave."""
    facts = [fact for fact in known.facts.values() if fact.name not in KEPT]
    if not facts:
        return []
    last = max(facts, key=lambda fact: fact.id)
    return [f.name for f in facts if f.turn_id == last.turn_id]


class CorrectOutside(CaseAction):
    """Correct an answer while no question is open."""

    action_name = "action_correct_outside"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Change the fact that the words name; a filed case is not changed by a word."""
        known = draft(session, turn.conversation_id)
        if known is None or not in_work(known):
            say.utter_message(response="utter_correct_by_person")
            return []
        correction = read_correction(turn.words, turn.today, facts_of(known), list(known.facts))
        if correction is None or correction.fact is None or correction.values is None:
            say.utter_message(response="utter_what_to_change")
            return []
        for name, value in correction.values.items():
            record_fact(
                session,
                known.case,
                name,
                value,
                turn_id=turn.turn_id,
                said=turn.words,
                now=turn.now,
            )
        value = said_value(correction.fact, correction.values[correction.fact], known)
        label = word("facts", correction.fact)
        say.utter_message(response="utter_changed", label=label, value=value)
        return []
