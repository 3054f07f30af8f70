"""The answers so far, as lines to check."""

from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.turn import CaseAction, Events, Turn
from casework.casefile import STEPS, KnownFact
from casework.store.cases import Draft, draft
from casework.store.models import Fact
from casework.words import catalogue, spoken_value, word

UNLISTED = STEPS | {"story", "currency"}
"""Facts that are no line of their own: told with another one, or steps of the conversation."""
WORDS_OF = {"seller_answer": "seller_reply", "term_kinds": "term_told"}
"""Choices whose free words are kept under another name."""


def summary_lines(known: Draft, *, confirmed_only: bool = True) -> list[str]:
    """Return a line for each answer, in the order of the catalogue of words."""
    order = list(catalogue()["facts"])
    names = [n for n in known.facts if n not in UNLISTED]
    names.sort(key=lambda name: order.index(name) if name in order else len(order))
    facts = [known.facts[name] for name in names if not told_in_words(name, known)]
    return [line(fact, known) for fact in facts if fact.confirmed or not confirmed_only]


def told_in_words(name: str, known: Draft) -> bool:
    """Tell whether a choice stayed open because its answer is there in the consumer's words."""
    kept = WORDS_OF.get(name)
    told = known.facts.get(kept) if kept else None
    return told is not None and told.value is not None and known.facts[name].standing != "known"


def known_facts(known: Draft) -> dict[str, KnownFact]:
    """Return the facts in force as the interview reads them."""
    return {n: KnownFact.model_validate(f, from_attributes=True) for n, f in known.facts.items()}


def line(fact: Fact, known: Draft) -> str:
    """Return one answer as a line: what it is, and its value in words."""
    return f"- {label_of(fact.name, known)}: {value_of(fact, known)}"


def label_of(name: str, known: Draft) -> str:
    """Return what a fact is called in this kind of claim: of a payment, the seller is a bank."""
    kind = known.claims[0].claim_type if len(known.claims) == 1 else ""
    special = f"{name}.{kind}"
    return word("facts", special if special in catalogue()["facts"] else name)


def value_of(fact: Fact, known: Draft) -> str:
    """Return a fact's value in words; an open one says so."""
    if fact.standing != "known":
        return word("values", fact.standing)
    if fact.value is None:
        return word("values", "none")
    return said_value(fact.name, fact.value, known)


def said_value(name: str, value: Any, known: Draft) -> str:
    """Return a value in words, an amount with the currency of the case."""
    if name.startswith("wished_remedy"):
        return word("remedies", str(value))
    currency = known.facts.get("currency")
    return spoken_value(name, value, currency.value if currency else None)


class ShowSummary(CaseAction):
    """Show all answers so far."""

    action_name = "action_show_summary"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Show a line for each answer."""
        known = draft(session, turn.conversation_id)
        lines = summary_lines(known, confirmed_only=False) if known else []
        if lines:
            say.utter_message(response="utter_summary", list="\n".join(lines))
        else:
            say.utter_message(response="utter_summary_empty")
        return []
