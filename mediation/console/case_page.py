"""The page of one case: everything that is known of it, and where each thing came from."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from casework.accounts import SignedIn
from casework.store import audit
from casework.store.cases import find_case
from casework.store.database import reading, transaction
from casework.store.models import Case
from mediation.console.access import CurrentUser, Now, must_be_signed_in
from mediation.console.case_context import case_context
from mediation.web.templating import render

router = APIRouter(dependencies=[Depends(must_be_signed_in)])


@router.get("/cases/{number}")
def show_case(request: Request, number: str, who: CurrentUser, now: Now) -> Response:
    """Show the case, after noting in the audit log who looked at it."""
    case = case_or_404(number)
    if case.number != number:
        return RedirectResponse(f"/cases/{case.number}", status_code=303)
    note(who, "case_viewed", case, {}, now)
    with reading() as session:
        context = case_context(session, session.get_one(Case, case.id), now)
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
