"""The page of one case: everything that is known of it, and where each thing came from."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from casework.accounts import SignedIn
from casework.store import audit, console_queries
from casework.store.cases import CANCELLED, find_case
from casework.store.conversations import messages_after
from casework.store.database import reading, transaction
from casework.store.models import Case
from casework.store.views import jurisdiction_in_force
from mediation.console.access import CurrentUser, Now, must_be_signed_in
from mediation.console.audit_view import audit_views
from mediation.console.deadlines_view import (
    DeadlineView,
    expected_deadlines,
    pressing,
    stored_deadlines,
)
from mediation.console.facts_view import FactGroup, fact_groups
from mediation.console.law_view import LawView, citations, dates_ahead, law_views
from mediation.console.letter_view import letter_views
from mediation.console.parties_view import party_views
from mediation.console.transcript_view import transcript, turn_numbers
from mediation.web.templating import render

AUDIT_SHOWN = 200

router = APIRouter(dependencies=[Depends(must_be_signed_in)])


@router.get("/cases/{number}")
def show_case(request: Request, number: str, who: CurrentUser, now: Now) -> Response:
    """Show the case, after noting in the audit log who looked at it."""
    case = case_or_404(number)
    if case.number != number:
        return RedirectResponse(f"/cases/{case.number}", status_code=303)
    note(who, "case_viewed", case, {}, now)
    with reading() as session:
        context = _context(session, session.get_one(Case, case.id), now)
    return render(request, "case.html", context)


def case_or_404(number: str) -> Case:
    """Return the case of that number, however it is written.

    Raises HTTPException 404 where there is none.
    """
    with reading() as session:
        case = find_case(session, number)
    if case is None:
        raise HTTPException(status_code=404)
    return case


FoundCase = Annotated[Case, Depends(case_or_404)]


def note(who: SignedIn, action: str, case: Case, details: dict[str, Any], now: datetime) -> None:
    """Add to the audit log what a user of the console did with a case."""
    actor = f"console:{who.username}"
    with transaction() as session:
        audit.record(
            session, actor=actor, action=action, subject=case.number, details=details, now=now
        )


def _context(session: Session, case: Case, now: datetime) -> dict[str, Any]:
    exhibits = console_queries.labelled_exhibits(session, case)
    labels = {exhibit.id: label for label, exhibit in exhibits}
    facts = console_queries.facts_of(session, case)
    known = _known(facts)
    groups = fact_groups(facts, labels)
    laws = law_views(session, case, now.date())
    cited = citations(laws)
    deadlines = _deadlines(session, case, laws, now.date())
    letters = console_queries.letters_of(session, case)
    anchors = _anchors(groups, deadlines, cited, labels.values())
    messages = messages_after(session, case.conversation_id, 0)
    return {
        "case": case,
        "jurisdiction": jurisdiction_in_force(case, known),
        "currency": known.get("currency"),
        "claims": [claim for claim in case.claims if claim.withdrawn_at is None],
        "withdrawn": [claim for claim in case.claims if claim.withdrawn_at is not None],
        "parties": party_views(case, facts),
        "groups": groups,
        "lines": transcript(messages, groups),
        "turns": turn_numbers(messages),
        "exhibits": exhibits,
        "letters": letter_views(letters, anchors),
        "deadlines": deadlines,
        "pressing": pressing(deadlines, now.date()) if case.status != CANCELLED else [],
        "laws": laws,
        "cited": cited,
        "outgoing": console_queries.outgoing_of(session, case),
        "audit": audit_views(console_queries.audit_of(session, case, AUDIT_SHOWN)),
        "now": now,
        "today": now.date(),
    }


def _known(facts: list[Any]) -> dict[str, Any]:
    in_force = (f for f in facts if f.superseded_at is None and f.standing == "known")
    return {fact.name: fact.value for fact in in_force}


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
