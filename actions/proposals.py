"""Steps that ask about the claims themselves: another kind instead, or a second one beside."""

from __future__ import annotations

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.questions import words_of
from actions.several_claims import (
    SURE_OF_CLAIM,
    claims_in_words,
    kinds_of,
    take_up,
    which_claims,
)
from actions.steps import CLAIM_CHANGE, OTHER_PROBLEM, PROPOSALS
from actions.turn import Button, Events, Turn, answer_button
from casework.interview import Question
from casework.interview.catalogue import claims_with_questions
from casework.interview.problems import problems_told
from casework.law.outcome import ClaimType
from casework.reading.yes_no import read_yes_no
from casework.store.cases import Draft
from casework.words import word


def put_proposal(question: Question, known: Draft, kind: str, say: CollectingDispatcher) -> None:
    """Ask whether ``kind`` replaces the claim or joins it; or what the other problem is."""
    claim, ours = word("claims", kind), kinds_of(known)
    if question is CLAIM_CHANGE:
        say.utter_message(response=words_of(question), claim=claim)
    elif question is OTHER_PROBLEM:
        say.utter_message(response=words_of(question), buttons=other_kinds(ours))
    elif len(ours) > 1:
        say.utter_message(response="utter_question_third_claim", claim=claim, buttons=one_more())
    else:
        first = claims_in_words(ours)
        say.utter_message(
            response=words_of(question),
            first=first,
            second=claim,
            buttons=both_or_one(first, claim),
        )


def both_or_one(first: str, second: str) -> list[Button]:
    """Return the buttons below "shall I take both?"."""
    return [
        answer_button(word("values", "second_claim.both"), "both"),
        answer_button(word("values", "second_claim.only").format(claim=first), "first"),
        answer_button(word("values", "second_claim.only").format(claim=second), "second"),
    ]


def one_more() -> list[Button]:
    """Return the buttons below "shall I add it?"."""
    return [
        answer_button(word("values", "yes"), "both"),
        answer_button(word("values", "no"), "first"),
    ]


def other_kinds(ours: list[str]) -> list[Button]:
    """Return a button for each kind of problem that is not a claim yet, and one for none."""
    kinds = [kind for kind in claims_with_questions() if kind not in ours]
    buttons = [answer_button(word("claims", kind), kind) for kind in sorted(kinds)]
    return [*buttons, answer_button(word("values", "second_claim.none"), "none")]


def answer_proposal(
    question: Question,
    words: str,
    known: Draft,
    turn: Turn,
    session: Session,
    say: CollectingDispatcher,
) -> Events | None:
    """Do what the answer to a proposal says; None where it does not answer it."""
    ours, slot = kinds_of(known), PROPOSALS[question.id]
    proposed = str(turn.slots.get(slot))
    if question is OTHER_PROBLEM:
        proposed, kinds = _named_beside(words, ours, turn)
    elif question is CLAIM_CHANGE:
        agreed = read_yes_no(words)
        kinds = None if agreed is None else [proposed] if agreed else ours
    else:
        kinds = which_claims(words, ours, proposed)
    if kinds is None:
        return None
    if kinds != ours:
        # The way back from a change asks nothing again, that from a second problem does.
        asked = "" if question is CLAIM_CHANGE else proposed
        take_up(kinds, known, turn, session, asked=asked)
    _say_what_counts(question, kinds != ours, known, say)
    slots = {slot: None, "claim_type": kinds_of(known)[0], "told_story": None}
    return [SlotSet(name, value) for name, value in slots.items()]


def _named_beside(words: str, ours: list[str], turn: Turn) -> tuple[str, list[str] | None]:
    """Return the other problem that was named, and the claims with it; None where none was."""
    known = {str(kind) for kind in ClaimType}
    guesses = [kind for kind, sure in turn.claim_guesses() if sure >= SURE_OF_CLAIM]
    told = [str(kind) for kind in problems_told(words)]
    named = [kind for kind in (words, *guesses, *told) if kind in known and kind not in ours]
    if named:
        return named[0], [*ours, named[0]]
    return "", ours if words == "none" or read_yes_no(words) is False else None


def _say_what_counts(
    question: Question, changed: bool, known: Draft, say: CollectingDispatcher
) -> None:
    claims = claims_in_words(kinds_of(known))
    if question is CLAIM_CHANGE:
        response = "utter_claim_changed" if changed else "utter_claim_kept"
        say.utter_message(response=response, claim=claims)
    else:
        say.utter_message(response="utter_claims_now", claims=claims)
