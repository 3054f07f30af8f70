"""What the page of one case is made of, part by part."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.store import console_queries
from casework.store.cases import CANCELLED
from casework.store.conversations import messages_after
from casework.store.models import Case
from casework.store.views import jurisdiction_in_force
from mediation.console.audit_view import audit_views
from mediation.console.deadlines_view import (
    DeadlineView,
    expected_deadlines,
    pressing,
    stored_deadlines,
)
from mediation.console.facts_view import FactGroup, fact_groups, values_in_force
from mediation.console.law_view import LawView, citations, dates_ahead, law_views
from mediation.console.letter_view import letter_views
from mediation.console.parties_view import party_views
from mediation.console.proof_view import proof_views
from mediation.console.transcript_view import transcript, turn_numbers

AUDIT_SHOWN = 200
"""The last entries of the audit log; older ones stay in the log and off the page."""


def case_context(session: Session, case: Case, now: datetime) -> dict[str, Any]:
    """Return all that the template of the case page reads."""
    context: dict[str, Any] = {"case": case, "now": now}
    context |= _told(session, case)
    context |= _judged(session, case, now.date())
    exhibits = context["exhibits"]
    context["proofs"] = proof_views(session, case, context["laws"], exhibits, now.date())
    context |= _written(session, case, context)
    context |= _done(session, case)
    return context


def _told(session: Session, case: Case) -> dict[str, Any]:
    exhibits = console_queries.labelled_exhibits(session, case)
    facts = console_queries.facts_of(session, case)
    groups = fact_groups(facts, {exhibit.id: label for label, exhibit in exhibits})
    messages = messages_after(session, case.conversation_id, 0)
    known = values_in_force(facts)
    return {
        "jurisdiction": jurisdiction_in_force(case, known),
        "currency": known.get("currency"),
        "parties": party_views(case, known),
        "groups": groups,
        "exhibits": exhibits,
        "lines": transcript(messages, groups),
        "turns": turn_numbers(messages),
    }


def _judged(session: Session, case: Case, today: date) -> dict[str, Any]:
    laws = law_views(session, case, today)
    deadlines = _deadlines(session, case, laws, today)
    return {
        "claims": [claim for claim in case.claims if claim.withdrawn_at is None],
        "withdrawn": [claim for claim in case.claims if claim.withdrawn_at is not None],
        "laws": laws,
        "cited": citations(laws),
        "deadlines": deadlines,
        "pressing": pressing(deadlines, today) if case.status != CANCELLED else [],
    }


def _written(session: Session, case: Case, context: dict[str, Any]) -> dict[str, Any]:
    labels = [label for label, _ in context["exhibits"]]
    anchors = _anchors(context["groups"], context["deadlines"], context["cited"], labels)
    return {"letters": letter_views(console_queries.letters_of(session, case), anchors)}


def _done(session: Session, case: Case) -> dict[str, Any]:
    return {
        "outgoing": console_queries.outgoing_of(session, case),
        "audit": audit_views(console_queries.audit_of(session, case, AUDIT_SHOWN)),
    }


def _anchors(
    groups: Iterable[FactGroup],
    deadlines: Iterable[DeadlineView],
    cited: Iterable[str],
    labels: Iterable[str],
) -> set[str]:
    facts = {f"fact-{fact.name}" for group in groups for fact in group.facts}
    rules = {f"rule-{rule_id}" for rule_id in cited}
    exhibits = {f"exhibit-{label}" for label in labels}
    return {"case-number", *facts, *rules, *exhibits, *(view.anchor for view in deadlines)}


def _deadlines(
    session: Session, case: Case, laws: list[LawView], today: date
) -> list[DeadlineView]:
    stored, begun = console_queries.deadlines_of(session, case), case.created_at.date()
    if stored:
        return stored_deadlines(stored, today, begun)
    return expected_deadlines(dates_ahead(laws), today, begun)
