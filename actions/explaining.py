"""Questions in between: why a date, who says so, what proof helps."""

from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.law import outcome_of, outcomes_of
from actions.steps import question_named
from actions.turn import CaseAction, Events, Turn, as_list
from casework.evidence.helpful import helpful_evidence
from casework.evidence.sufficiency import (
    Bearer,
    Element,
    Why,
    helps_most,
    proving,
    sufficiency,
)
from casework.interview import Phase
from casework.law.outcome import DueDate, Outcome
from casework.store.cases import Draft, draft
from casework.store.exhibits import case_exhibits
from casework.store.views import case_file
from casework.words import spoken_date, word


def outcome_now(turn: Turn, session: Session) -> Outcome | None:
    """Return the law's answer to what the conversation knows so far, if there is a claim."""
    known = draft(session, turn.conversation_id)
    return None if known is None else outcome_of(known, turn.today)


class NameSources(CaseAction):
    """Name the rules that the answer rests on."""

    action_name = "action_name_sources"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """List the citations."""
        outcome = outcome_now(turn, session)
        if outcome is None or not outcome.citations:
            say.utter_message(response="utter_rights_need_claim")
        else:
            sources = "; ".join(dict.fromkeys(c.cite for c in outcome.citations))
            say.utter_message(response="utter_rights_source", sources=sources)
        return []


class ExplainDates(CaseAction):
    """Say for each date how it was counted, what was passed over, and by which rule."""

    action_name = "action_explain_dates"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Explain the dates that matter now, the nearest first."""
        outcome = outcome_now(turn, session)
        dates = sorted(outcome.deadlines, key=lambda due: due.date) if outcome else []
        if not dates:
            say.utter_message(response="utter_no_dates_yet")
        for due in dates:
            explain_date(due, say)
        return []


def explain_date(due: DueDate, say: CollectingDispatcher) -> None:
    """Explain one date."""
    counted = due.computation
    say.utter_message(
        response="utter_date_explained",
        label=word("deadlines", due.name),
        date=spoken_date(due.date),
        start_event=word("facts", counted.start_event),
        start_date=spoken_date(counted.start_date),
        period=counted.period,
        basis=due.basis,
    )
    if counted.skipped:
        days = ", ".join(f"{spoken_date(s.day)} ({s.reason})" for s in counted.skipped)
        say.utter_message(response="utter_date_skipped_days", skipped=days)


class ExplainQuestion(CaseAction):
    """Say why the open question is asked."""

    action_name = "action_explain_question"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """Name the fact, and whether a rule reads it."""
        question = question_named(turn.asked) if turn.asked else None
        if question is not None and question.phase is Phase.FACTS:
            say.utter_message(response="utter_why_question", label=word("facts", question.fact))
        else:
            say.utter_message(response="utter_why_question_plain")
        return []


class ExplainEvidence(CaseAction):
    """Say which things help to prove the claim, and why."""

    action_name = "action_explain_evidence"

    def act(self, turn: Turn, session: Session, say: CollectingDispatcher) -> Events:
        """List what helps for the claims that are open, and how each point stands so far."""
        known = draft(session, turn.conversation_id)
        kinds = [claim.claim_type for claim in known.claims] if known else []
        say.utter_message(response="utter_evidence_helps", list=evidence_list(kinds))
        if known is not None:
            tell_how_it_stands(known, turn, session, say)
        return []


def tell_how_it_stands(
    known: Draft, turn: Turn, session: Session, say: CollectingDispatcher
) -> None:
    """Tell what is shown so far, and what would help most next."""
    elements = elements_of(known, turn, session)
    if not elements:
        return
    say.utter_message(response="utter_proof_so_far", list=as_list(map(element_line, elements)))
    best = helps_most(elements)
    if best is not None:
        say.utter_message(response="utter_proof_next", help=best.help, title=best.title)


def elements_of(known: Draft, turn: Turn, session: Session) -> list[Element]:
    """Return what the claims have to show, each point once."""
    file = case_file(session, known.case, turn.today)
    exhibits = proving(case_exhibits(session, known.case))
    found = [
        element
        for outcome in outcomes_of(known, turn.today)
        for element in sufficiency(file, outcome, exhibits)
    ]
    return list({element.title: element for element in found}.values())


def element_line(element: Element) -> str:
    """Return one point as a line: what it is, how it stands, and whose task it is."""
    how = "proved" if element.why is Why.EXHIBIT else str(element.why)
    task = f" {word('proof', 'trader')}" if element.burden is Bearer.TRADER else ""
    return f"{element.title}: {word('proof', how)}{task}"


def evidence_list(claim_types: list[str]) -> str:
    """Return the list of things that help to prove these claims, a line each."""
    return as_list(word("evidence", kind) for kind in helpful_evidence(claim_types))
