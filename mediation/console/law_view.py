"""What the law gives, for the case page: as stored at filing, or computed while there is none."""

from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError
from sqlalchemy.orm import Session

from casework.law import FactError, assess
from casework.law.outcome import Citation, DueDate, Outcome
from casework.store.cases import standing_claims
from casework.store.models import Case, Claim
from casework.store.views import case_file
from mediation.console.words import say


@dataclass(frozen=True)
class LawView:
    """The outcome of one claim; without one, ``problem`` says why."""

    claim_type: str
    outcome: Outcome | None
    computed_on: date | None  # None: as it was stored at filing
    problem: str | None = None


def law_views(session: Session, case: Case, today: date) -> list[LawView]:
    """Return the outcome of each standing claim of the case."""
    return [_law_view(session, case, claim, today) for claim in standing_claims(session, case)]


def dates_ahead(views: list[LawView]) -> list[DueDate]:
    """Return the dates of outcomes that are computed today, earliest first."""
    dates = [d for view in views if view.computed_on and view.outcome for d in _dates(view)]
    return sorted(dates, key=lambda due: due.date)


def citations(views: list[LawView]) -> dict[str, list[Citation]]:
    """Return what the outcomes cite, by rule; a rule may rest on several provisions."""
    found: dict[str, list[Citation]] = {}
    for view in views:
        for citation in view.outcome.citations if view.outcome else ():
            of_rule = found.setdefault(citation.rule_id, [])
            if citation not in of_rule:
                of_rule.append(citation)
    return found


def _dates(view: LawView) -> tuple[DueDate, ...]:
    return view.outcome.deadlines if view.outcome else ()


def _law_view(session: Session, case: Case, claim: Claim, today: date) -> LawView:
    if claim.outcome:
        return _stored(claim)
    file = case_file(session, case, today)
    try:
        outcome = assess(file.jurisdiction, claim.claim_type, file.known_values(), today)
    except FactError as error:
        label = say(error.fact, "facts")
        problem = f"It cannot be worked out while this fact is as it is: {label}."
        return LawView(claim.claim_type, None, today, problem)
    return LawView(claim.claim_type, outcome, today)


def _stored(claim: Claim) -> LawView:
    try:
        return LawView(claim.claim_type, Outcome.model_validate(claim.outcome), None)
    except ValidationError:
        problem = "It was stored in a form that this version cannot read."
        return LawView(claim.claim_type, None, None, problem)
