"""The button that freezes the evidence of a case when mediation begins."""

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse

from casework.evidence.freezing import freeze
from casework.store.database import transaction
from casework.store.models import Case
from mediation.console.access import FormSender, Now, must_be_signed_in
from mediation.console.case_page import FoundCase

router = APIRouter(dependencies=[Depends(must_be_signed_in)])


@router.post("/cases/{number}/freeze")
def freeze_evidence(who: FormSender, case: FoundCase, now: Now) -> RedirectResponse:
    """Freeze the evidence; what comes later is marked late."""
    with transaction() as session:
        freeze(session, session.get_one(Case, case.id), f"console:{who.username}", now)
    return RedirectResponse(f"/cases/{case.number}#evidence", status_code=303)
