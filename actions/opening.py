"""How a claim is opened, paused, taken up again and put aside."""

from rasa_sdk.events import AllSlotsReset, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.papers import ReadsLoosePapers, take_papers
from actions.several_claims import claims_in_words, kinds_of, second_in_story
from actions.story import take_story, thank_for_story, told_words
from actions.turn import CaseAction, Events, Turn, intent_button
from casework.erasure import CaseIsFiled, erase_conversation
from casework.evidence.filestore import evidence_store
from casework.interview.catalogue import claims_with_questions
from casework.interview.problems import in_order_of_telling, likeliest_told
from casework.settings import get_settings
from casework.store.cases import (
    INTAKE,
    Draft,
    cancel_case,
    draft,
    find_case,
    open_case,
    want_person,
)
from casework.store.claims import open_claim
from casework.store.exhibits import adopt_exhibits
from casework.words import word

SURE_ENOUGH = 0.5
"""From this confidence on the likeliest kind of claim is taken without asking back."""

LEAST_OF_A_STORY = 25  # words
SURE_WITHOUT_WORDS = 0.6
"""Below it, the kind goes first that the words tell of, where they tell of one alone."""


class Greet(CaseAction):
    """Say who is here; to somebody who comes back, say where things stand."""

    action_name = "action_greet"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Greet, and ask what happened or whether to go on."""
        known = draft(session, turn.conversation_id)
        if known is None:
            say.utter_message(response="utter_greet")
            say.utter_message(response="utter_ask_what_happened")
        else:
            welcome_back(known, say)
        return []


def welcome_back(known: Draft, say: CollectingDispatcher) -> None:
    """Greet somebody whose claim is open or filed."""
    if known.case.status == INTAKE and known.claims:
        claim = claims_in_words(kinds_of(known))
        say.utter_message(response="utter_welcome_back", claim=claim)
    elif known.case.status == INTAKE:
        say.utter_message(response="utter_ask_what_happened")
    else:
        say.utter_message(response="utter_welcome_back_filed", number=known.case.number)


class AskClaimKind(ReadsLoosePapers):
    """Ask what went wrong: between the two likeliest kinds if there are two, else openly."""

    action_name = "action_ask_claim_kind"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Ask, and keep the words that were told, so that they need not be told twice."""
        guesses = turn.claim_guesses()[:2]
        if len(turn.words.split()) < 4 or len(guesses) < 2:
            say.utter_message(response="utter_not_understood")
            return []
        told = likeliest_told(turn.words, turn.claim_guesses())
        first = told or guesses[0][0]
        second = second_in_story(turn.words, first, turn)
        if (told or second) and first in claims_with_questions():
            if second is not None:  # of two weak guesses, what was told first goes first
                first, second = in_order_of_telling(turn.words, [first, second])
            opened = open_with(first, second, turn, session, say)
            return [*opened, FollowupAction("claim_form")]
        ask_which(guesses, say)
        return [SlotSet("told_story", turn.words)]


class AnswerOutOfScope(CaseAction):
    """Say what the assistant can't help with; a story that tells of a problem is none of that."""

    action_name = "action_answer_out_of_scope"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Open a claim where the words tell of one kind, else say so and ask."""
        told = likeliest_told(turn.words, turn.claim_guesses())
        if told in claims_with_questions() and len(turn.words.split()) >= LEAST_OF_A_STORY:
            opened = open_with(str(told), None, turn, session, say)
            return [*opened, FollowupAction("claim_form")]
        say.utter_message(response="utter_out_of_scope")
        say.utter_message(response="utter_ask_what_happened")
        return []


def ask_which(guesses: list[tuple[str, float]], say: CollectingDispatcher) -> None:
    """Ask which of the two likeliest kinds of claim it is."""
    first, second = (word("claims", claim) for claim, _ in guesses)
    buttons = [intent_button(word("claims", c), f"report_{c}") for c, _ in guesses]
    buttons.append(intent_button(word("claims", "other"), "report_other"))
    say.utter_message(
        response="utter_ask_which_of_two", first=first, second=second, buttons=buttons
    )


class OpenClaim(ReadsLoosePapers):
    """Open a claim of the kind that was told, and read what the story already says."""

    action_name = "action_open_claim"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Open case and claim; the form asks on. An unsure guess is asked about first."""
        guesses = turn.claim_guesses()
        claim_type, confidence = guesses[0]
        told = likeliest_told(turn.words, guesses)
        if confidence < SURE_WITHOUT_WORDS and told is not None:
            claim_type, confidence = told, SURE_ENOUGH
        second = second_in_story(turn.words, claim_type, turn)
        unsure = not turn.pressed and confidence < SURE_ENOUGH and len(guesses) > 1
        if unsure and second is None:
            ask_which(guesses[:2], say)
            return [SlotSet("told_story", turn.words)]
        if claim_type not in claims_with_questions():
            say.utter_message(response="utter_kind_not_ready", claim=word("claims", claim_type))
            return [SlotSet("told_story", turn.words or turn.slots.get("told_story"))]
        return open_with(claim_type, second, turn, session, say)


def open_with(
    claim_type: str, second: str | None, turn: Turn, session: Session, say: CollectingDispatcher
) -> Events:
    """Open a claim, or propose it beside one that is open; ``second`` is proposed then too."""
    known = draft(session, turn.conversation_id)
    if known is not None and known.case.status == INTAKE and known.claims:
        ours = kinds_of(known)
        proposed = next((k for k in (claim_type, second) if k and k not in ours), None)
        if proposed is not None:
            words = told_words(turn) or None
            return [SlotSet("second_claim", proposed), SlotSet("told_story", words)]
    case = open_case(session, turn.conversation_id, turn.now)
    open_claim(session, case, claim_type, turn.now)
    found = take_story(session, case, claim_type, turn)
    adopt_exhibits(session, case)
    thank_for_story(found or second is not None, word("claims", claim_type), say)
    take_papers(session, case, turn, say)
    slots = {"claim_type": claim_type, "told_story": None, "second_claim": second}
    return [SlotSet(name, value) for name, value in slots.items()]


class PauseClaim(CaseAction):
    """Stop for now: nothing is lost."""

    action_name = "action_pause_claim"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Say how to go on later."""
        say.utter_message(response="utter_paused")
        return []


class ResumeClaim(CaseAction):
    """Take up the open claim; without one, ask what happened."""

    action_name = "action_resume_claim"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Say that we go on; the form asks the open question, if a claim is open."""
        known = draft(session, turn.conversation_id)
        if known is None or not known.claims:
            say.utter_message(response="utter_nothing_to_resume")
            say.utter_message(response="utter_ask_what_happened")
        elif known.case.status == INTAKE:
            say.utter_message(response="utter_resumed")
        else:
            welcome_back(known, say)
        return []


class RestartClaim(CaseAction):
    """Put the open claim aside and begin anew; a filed case stays as it is."""

    action_name = "action_restart_claim"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Cancel the case in work and ask what happened."""
        known = draft(session, turn.conversation_id)
        if known is not None and known.case.status == INTAKE:
            cancel_case(session, known.case, turn.now)
            say.utter_message(response="utter_restarted")
        say.utter_message(response="utter_ask_what_happened")
        return [AllSlotsReset()]


class DeleteEverything(CaseAction):
    """Stop, and erase all that the consumer told and sent; of a filed case a person decides."""

    action_name = "action_delete_everything"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Erase at once, or tell the team of the wish.

        The chat server, at the word ``erased``, forgets the talk as well (``bot.tracker_store``).
        """
        files = evidence_store(get_settings())
        try:
            erase_conversation(session, turn.conversation_id, files, turn.now)
        except CaseIsFiled as filed:
            case = find_case(session, filed.number)
            if case is not None:
                want_person(session, case, "wants everything deleted", turn.now)
            say.utter_message(response="utter_delete_filed_by_person", number=filed.number)
        else:
            say.utter_message(response="utter_deleted", json_message={"erased": True})
        return [AllSlotsReset()]


class WhatNext(CaseAction):
    """Answer a word that belongs to no open question with what can be done now."""

    action_name = "action_what_next"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Offer what fits: nothing open, a claim open, or a case filed."""
        known = draft(session, turn.conversation_id)
        if known is None:
            say.utter_message(response="utter_ask_what_happened")
        elif known.case.status == INTAKE:
            welcome_back(known, say)
        else:
            say.utter_message(response="utter_what_next")
        return []
