"""The form of a claim: it takes the answer to the open question and puts the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.answering import Answering, Taken
from actions.proposals import put_proposal
from actions.questions import (
    ask,
    explanation_of,
    wishes_that_follow,
    words_of,
    yes_or_change,
)
from actions.several_claims import claims_in_words, kinds_of
from actions.steps import (
    PROPOSALS,
    STEPS,
    STORY,
    in_work,
    open_question,
    question_named,
    unconfirmed,
)
from actions.summary import UNLISTED, line
from actions.turn import CaseAction, Events, Turn
from casework.interview import Kind, Question
from casework.store.cases import Draft, draft

COMMANDS = {
    *("ask_person", "distress", "cancel", "start_over", "go_back", "delete_everything"),
    *("upload_evidence", "session_start_greeting"),
    *("share_file_details", "keep_file_details"),
}
ASIDES = {
    *("help", "bot_challenge", "ask_privacy", "ask_cost", "ask_duration", "ask_rights"),
    *("ask_why", "ask_why_date", "ask_deadline", "ask_who_says", "ask_evidence"),
    *("ask_routes", "ask_forum", "ask_liable", "check_terms", "ask_calendar"),
    *("case_status", "show_summary", "show_letter", "resume", "ask_next_time"),
}
INTERRUPTIONS = COMMANDS | ASIDES
"""Intents that rules in ``data/rules`` answer in the middle of a claim."""
SURE_OF_A_QUESTION = 0.7
GO_ON = {"resume", "session_start_greeting"}
"""Of these, the ones that the form itself answers, by asking on."""
EXPLAIN_AFTER = 2
GIVE_UP_AFTER = 3
EXPLAIN_EACH = 3
"""So many times in a row a question is put before its words change."""
LONGEST_NAME = 5  # words
DONE: Events = [SlotSet("requested_slot", None)]


class ValidateClaimForm(CaseAction):
    """Rasa's form calls this on every turn of an open claim."""

    action_name = "validate_claim_form"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Take the answer, if there is one, and ask on."""
        known = draft(session, turn.conversation_id)
        if known is None or not in_work(known):
            return DONE
        asked = question_named(turn.asked) if turn.asked and turn.fresh else None
        if asked is None:
            return ask_on(known, turn, session, say)
        answering = Answering(asked, known, turn, session, say)
        if interrupts(turn, answering):
            if turn.intent in GO_ON:
                if turn.intent == "session_start_greeting":
                    claim = claims_in_words(kinds_of(known))
                    say.utter_message(response="utter_welcome_back_here", claim=claim)
                return ask_on(known, turn, session, say)
            return []  # Rasa then lets the rules answer, and comes back to ask again
        taken = answering.take()
        return after_answer(taken, asked, known, turn, session, say)


def interrupts(turn: Turn, answering: Answering) -> bool:
    """Tell whether the message is no answer but something that the rules deal with."""
    if "@" in turn.words and len(turn.words.split()) == 1:
        return False  # an address, however badly written, is no command
    if turn.intent in ASIDES and names_somebody(turn, answering.question):
        return False
    if turn.intent in ASIDES:
        return turn.pressed or asks_back(turn) or not answering.answers_plainly()
    return turn.intent in COMMANDS and not answering.is_meant_as_answer()


def asks_back(turn: Turn) -> bool:
    """Tell whether words are surely a question: "what else can I do?" is no "something else"."""
    return turn.words.rstrip().endswith("?") and turn.confidence >= SURE_OF_A_QUESTION


def names_somebody(turn: Turn, question: Question) -> bool:
    """Tell whether words look like the name that was asked for: "First Harbor Bank"."""
    words = turn.words.split()
    written_like_one = 0 < len(words) <= LONGEST_NAME and all(w[:1].isupper() for w in words)
    return question.kind is Kind.TRADER_NAME and written_like_one and "?" not in turn.words


def after_answer(
    taken: Taken,
    asked: Question,
    known: Draft,
    turn: Turn,
    session: Session,
    say: CollectingDispatcher,
) -> Events:
    """Go on after an answer: the next question, or help with this one."""
    if taken.failed:
        return [*taken.events, *help_out(asked, known, turn, session, say)]
    if taken.explained:
        return [*taken.events, SlotSet("requested_slot", asked.id)]
    return [*taken.events, *ask_on(known, turn, session, say, taken.events)]


def help_out(
    asked: Question, known: Draft, turn: Turn, session: Session, say: CollectingDispatcher
) -> Events:
    """Help with a question that was answered badly: put again, explained, then left open."""
    failed = float(turn.slots.get("failed_answers") or 0) + 1
    events = [SlotSet("failed_answers", failed), SlotSet("requested_slot", asked.id)]
    if failed < EXPLAIN_AFTER:
        events.append(put_or_explain(asked, known, turn, session, say, turn.slots))
    elif failed < GIVE_UP_AFTER:
        say.utter_message(response=explanation_of(asked))
    elif asked.id in PROPOSALS:
        say.utter_message(response="utter_claim_kept")
        dropped = [SlotSet(PROPOSALS[asked.id], None)]
        return [*dropped, *ask_on(known, turn, session, say, dropped)]
    elif asked.may_skip and asked.id not in STEPS:
        Answering(asked, known, turn, session, say).record({asked.fact: None}, "skipped")
        say.utter_message(response="utter_skipped_after_failures")
        return [*events[:1], *ask_on(known, turn, session, say)]
    elif not any(m.get("response") == "utter_refused_needed" for m in say.messages):
        say.utter_message(response="utter_refused_needed")
    return events


def ask_on(
    known: Draft,
    turn: Turn,
    session: Session,
    say: CollectingDispatcher,
    events: Sequence[dict[str, Any]] = (),
) -> Events:
    """Put the next question; without one the form is done. ``events`` are those of this turn."""
    slots = slots_after(turn, events)
    question = open_question(known, slots, turn.today)
    if question is not None and question.kind is Kind.REMEDY:
        note_wishes_that_follow(question, known, turn, session, say)
        question = open_question(known, slots, turn.today)
    if question is None:
        return [SlotSet("failed_answers", 0), *DONE]  # Rasa takes no slot at all for no answer
    times = put_or_explain(question, known, turn, session, say, slots)
    again = question.id == turn.asked
    return [
        SlotSet("failed_answers", (turn.slots.get("failed_answers") or 0) if again else 0),
        SlotSet("refused_words", slots.get("refused_words") if again else None),
        SlotSet("requested_slot", question.id),
        times,
    ]


def note_wishes_that_follow(
    question: Question, known: Draft, turn: Turn, session: Session, say: CollectingDispatcher
) -> None:
    """Take wishes that leave nothing to choose, and show them."""
    found = wishes_that_follow(known, turn)
    answering = Answering(question, known, turn, session, say)
    answering.record(found)
    answering.show(list(found), found)


def slots_after(turn: Turn, events: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the slots as they are once ``events`` are booked."""
    return {**turn.slots, **{e["name"]: e["value"] for e in events if e.get("event") == "slot"}}


def put_or_explain(
    question: Question,
    known: Draft,
    turn: Turn,
    session: Session,
    say: CollectingDispatcher,
    slots: Mapping[str, Any],
) -> dict[str, Any]:
    """Put the question, every third time in a row as its explanation; return the count's event.

    Questions in between bring the open one back; the same words thrice would sound deaf.
    """
    before = turn.slots.get("times_put") if question.id == turn.asked else 0
    times = int(before or 0) + 1
    if times % EXPLAIN_EACH == 0:
        unheard = CollectingDispatcher()
        put(question, known, turn, session, unheard, slots)
        buttons = [button for message in unheard.messages for button in message["buttons"]]
        say.utter_message(response=explanation_of(question), buttons=buttons)
    else:
        put(question, known, turn, session, say, slots)
    return dict(SlotSet("times_put", times))


def put(
    question: Question,
    known: Draft,
    turn: Turn,
    session: Session,
    say: CollectingDispatcher,
    slots: Mapping[str, Any],
) -> None:
    """Put a question, or a step of the talk."""
    if question is STORY:
        lines = [line(known.facts[n], known) for n in unconfirmed(known) if n not in UNLISTED]
        text = "\n".join(lines)
        say.utter_message(response=words_of(question), list=text, buttons=yes_or_change())
    elif question.id in PROPOSALS:
        put_proposal(question, known, str(slots[PROPOSALS[question.id]]), say)
    else:
        ask(question, known, turn, session, say)
