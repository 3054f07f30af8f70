"""Terms and conditions read against the lists of the law: asked for in between, or in a claim."""

from __future__ import annotations

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.rights import place_of, with_certainty
from actions.routes import sources
from actions.steps import in_work
from actions.turn import Button, CaseAction, Events, Turn, as_list, intent_button, value_button
from casework.law.outcome import Jurisdiction
from casework.law.schema import Certainty
from casework.rights import place_named
from casework.rights import words as words_of_rights
from casework.store.cases import Draft, draft
from casework.terms import Finding, TermsRefused, TermsReport, check_terms
from casework.words import word

INTENT = "check_terms"
FEWEST_WORDS = 8
"""A message of fewer words, in which nothing is found, only asks for the check."""
SHOWN_QUOTE = 200  # characters of a quote in a chat line


class CheckTerms(CaseAction):
    """Read a pasted clause against the lists of where the consumer lives."""

    action_name = "action_check_terms"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Tell what stands on a list, with its words; nothing is stored, no question is closed."""
        known = draft(session, turn.conversation_id)
        text = turn.words or str(turn.slots.get("told_term") or "")
        place = pressed_place(turn) or place_of(known) or place_named(turn.words)
        if place is None:
            say.utter_message(response="utter_terms_where", buttons=place_buttons())
            return [SlotSet("told_term", text)]
        report = checked(text, place, country_of(known))
        if report is None or (not report.findings and len(text.split()) < FEWEST_WORDS):
            say.utter_message(response="utter_terms_paste")
            return []
        tell_report(report, say)
        return [] if in_work(known) else offer_claim(report, text, say)


def checked(text: str, place: Jurisdiction, country: str) -> TermsReport | None:
    """Return the report on a text; None where it cannot be read as terms."""
    try:
        return check_terms(text, place, country)
    except TermsRefused:
        return None


def country_of(known: Draft | None) -> str:
    """Return the consumer's country, nothing while it is not known."""
    fact = known.facts.get("consumer_country") if known else None
    return str(fact.value) if fact is not None and fact.standing == "known" else ""


def tell_report(report: TermsReport, say: CollectingDispatcher) -> None:
    """Tell each finding in its own words with its source, and how far such a check goes."""
    if not report.findings:
        say.utter_message(response="utter_terms_nothing")
        return
    say.utter_message(
        response="utter_terms_found", list=as_list(map(finding_line, report.findings))
    )
    cites = ((finding.citation,) for finding in report.findings)
    say.utter_message(response="utter_sources", sources=sources(cites))


def finding_line(finding: Finding) -> str:
    """Return one finding as a line: the words of the terms, then what the list says of them."""
    quote = finding.quote[:SHOWN_QUOTE] + ("…" if len(finding.quote) > SHOWN_QUOTE else "")
    return f"“{quote}” {with_certainty(finding.explanation, Certainty(finding.certainty))}"


def offer_claim(report: TermsReport, text: str, say: CollectingDispatcher) -> Events:
    """Offer to make a claim of what was found; the text is then its story."""
    if not report.findings:
        return []
    button = intent_button(word("values", "make_claim"), "report_unfair_terms")
    say.utter_message(response="utter_terms_claim", buttons=[button])
    return [SlotSet("told_story", text)]


def pressed_place(turn: Turn) -> Jurisdiction | None:
    """Return the place whose button was pressed, None for any other message."""
    value = turn.pressed_value_of(INTENT)
    return Jurisdiction(value) if value in set(Jurisdiction) else None


def place_buttons() -> list[Button]:
    """Return a button for each body of law."""
    places = words_of_rights().places.items()
    return [value_button(name, INTENT, place) for place, name in places]


def kinds_in_term(term: str, known: Draft, say: CollectingDispatcher) -> list[str]:
    """Tell what the quoted term of a claim does by the lists, and return it with what was known.

    The list is empty where that is no news: nothing was found, or the consumer had said it.
    """
    place = place_of(known)
    report = checked(term, place, country_of(known)) if place else None
    if report is None:
        return []
    tell_report(report, say)
    fact = known.facts.get("term_kinds")
    said = list(fact.value or ()) if fact is not None and fact.standing == "known" else []
    new = [kind for kind in report.term_kinds if kind not in said]
    return [*said, *new] if new else []
