"""The law's answer to each claim of a case, where it has several."""

from datetime import date

from actions.law import outcome_of
from casework.law.outcome import Outcome
from casework.store.cases import Draft


def outcome_for(claim_type: str, known: Draft, today: date) -> Outcome | None:
    """Return the law's answer to one claim; None where the facts clash."""
    claims = [claim for claim in known.claims if claim.claim_type == claim_type]
    return outcome_of(Draft(known.case, claims, known.facts), today)


def outcomes_of(known: Draft, today: date) -> list[Outcome]:
    """Return the law's answers to all claims, the first claim's first; without those that clash."""
    found = (outcome_for(claim.claim_type, known, today) for claim in known.claims)
    return [outcome for outcome in found if outcome is not None]
