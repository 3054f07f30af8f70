"""Know your rights: what the law gives in the claim, and the five rights wherever people live."""

from __future__ import annotations

from dataclasses import dataclass

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.law import outcome_of, told_remedies
from actions.steps import in_work
from actions.turn import Button, CaseAction, Events, Turn, as_list, value_button
from casework.law import jurisdiction_of
from casework.law.outcome import Jurisdiction, Outcome
from casework.law.schema import Certainty
from casework.rights import Right, place_named, right_named, rights_of, tips, words
from casework.settings import get_settings
from casework.store.cases import Draft, draft
from casework.words import word

INTENT = "ask_rights"


@dataclass(frozen=True)
class Wish:
    """Which right was asked for, and under which law; None where it was not said."""

    right: Right | None = None
    place: Jurisdiction | None = None

    @classmethod
    def of(cls, turn: Turn) -> Wish:
        """Read the wish from a pressed button, or from the words."""
        if not turn.pressed:
            return cls(right_named(turn.words), place_named(turn.words))
        right, _, place = (turn.pressed_value_of(INTENT) or "").partition(" ")
        known, places = set(Right), set(Jurisdiction)
        return cls(
            Right(right) if right in known else None,
            Jurisdiction(place) if place in places else None,
        )

    def button(self, title: str) -> Button:
        """Return a button that asks for this."""
        topic = f"{self.right or 'all'} {self.place or ''}".strip()
        return value_button(title, INTENT, topic)


class ExplainRights(CaseAction):
    """Tell the rights: of the claim, or one of the five, for where the consumer lives."""

    action_name = "action_explain_rights"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Tell what was asked for; nothing is stored, so the open question stays open."""
        wish = Wish.of(turn)
        known = draft(session, turn.conversation_id)
        outcome = outcome_of(known, turn.today) if known and place_of(known) else None
        if outcome is not None and wish == Wish() and not turn.pressed:
            tell_rights(outcome, say)
            offer_rights("utter_rights_more", outcome.jurisdiction, say)
        else:
            tell_five_rights(wish, known, say)
        return []


def tell_five_rights(wish: Wish, known: Draft | None, say: CollectingDispatcher) -> None:
    """Tell the right that was asked for, or offer all five; ask where people live if need be.

    In the middle of a claim there is a question open already: soft law is told, and said to be so.
    """
    place = wish.place or place_of(known)
    if place is None:
        response = "utter_rights_no_place" if in_work(known) else "utter_rights_where"
        say.utter_message(response=response, buttons=place_buttons(wish.right))
        if not in_work(known):
            return
        place = Jurisdiction.OECD
    if wish.right is None:
        offer_rights("utter_rights_five", place, say)
    else:
        tell_right(wish.right, place, say)


def place_of(known: Draft | None) -> Jurisdiction | None:
    """Return the body of law of the consumer's country, None while that is not known."""
    country = known.facts.get("consumer_country") if known else None
    if country is None or country.standing != "known":
        return None
    return jurisdiction_of({"consumer_country": country.value})


def tell_rights(outcome: Outcome, say: CollectingDispatcher) -> None:
    """Tell the verdict, the remedies in the law's order, and one doubt where there is one."""
    remedies = as_list(word("remedies", r.remedy) for r in told_remedies(outcome))
    verdict = word("verdicts", outcome.outcome.value)
    say.utter_message(response="utter_rights_here", verdict=verdict, remedies=remedies)
    if outcome.doubts:
        say.utter_message(response="utter_law_doubt", doubt=outcome.doubts[0])


def offer_rights(response: str, place: Jurisdiction, say: CollectingDispatcher) -> None:
    """Offer the five rights as buttons."""
    named = words().rights
    lines = as_list(f"{named[right].name}: {named[right].means}" for right in Right)
    buttons = [Wish(right, place).button(named[right].name) for right in Right]
    spoken = words().places[place]
    say.utter_message(response=response, place=spoken, list=lines, buttons=buttons)


def place_buttons(right: Right | None) -> list[Button]:
    """Return a button for each body of law."""
    return [Wish(right, place).button(name) for place, name in words().places.items()]


def tell_right(right: Right, place: Jurisdiction, say: CollectingDispatcher) -> None:
    """Tell one right under one law, with its sources, what kind of law it is, and the page."""
    told, law = words().rights[right], rights_of(place)
    sources = dict.fromkeys(s for statement in law.rights[right] for s in statement.sources)
    say.utter_message(
        response="utter_rights_of",
        right=told.name,
        place=words().places[place],
        means=told.means,
        list=as_list(with_certainty(s.says, s.certainty) for s in law.rights[right]),
        sources="; ".join(sources),
    )
    say.utter_message(response="utter_rights_about", about=law.about)
    link = get_settings().link(f"rights/{place.lower()}#{right}")
    say.utter_message(response="utter_rights_page", link=link)


def with_certainty(says: str, certainty: Certainty) -> str:
    """Return what is said of the law; what is not certain is said to be so."""
    return f"{says} {words().certainty[certainty]}".strip()


def tell_next_time(claim_types: list[str], say: CollectingDispatcher) -> None:
    """Tell how to stay out of such trouble next time."""
    lines = tips(tuple(claim_types))
    if lines:
        say.utter_message(response="utter_next_time", list=as_list(lines))
