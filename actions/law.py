"""What the law gives on the facts so far, as the chat tells it."""

from datetime import date
from typing import Any

from casework.law import FactError, assess, jurisdiction_of
from casework.law.aside import JudgedCase, judged_case
from casework.law.outcome import Availability, Outcome, RemedyOption
from casework.store.cases import Draft

TOLD = {Availability.NOW, Availability.NOT_YET, Availability.CONDITIONAL}


def outcome_of(known: Draft, today: date) -> Outcome | None:
    """Return the law's answer to the first claim; None while there is no claim or facts clash."""
    return outcome_for(known.claims[0].claim_type, known, today) if known.claims else None


def outcome_for(claim_type: str, known: Draft, today: date) -> Outcome | None:
    """Return the law's answer to a claim of this kind; None where the facts clash."""
    facts = told_facts(known)
    try:
        return assess(jurisdiction_of(facts), claim_type, facts, today)
    except FactError:
        return None


def outcomes_of(known: Draft, today: date) -> list[Outcome]:
    """Return the law's answers to all claims, the first claim's first; without those that clash."""
    found = (outcome_for(claim.claim_type, known, today) for claim in known.claims)
    return [outcome for outcome in found if outcome is not None]


def judged(known: Draft | None, today: date) -> list[JudgedCase]:
    """Return each claim as routes, forum and parties read it; none where the facts clash."""
    if known is None:
        return []
    facts = told_facts(known)
    kinds = [claim.claim_type for claim in known.claims]
    try:
        return [judged_case(jurisdiction_of(facts), kind, facts, today) for kind in kinds]
    except FactError:
        return []


def told_facts(known: Draft) -> dict[str, Any]:
    """Return the values that are known, by the name of the fact."""
    return {n: f.value for n, f in known.facts.items() if f.standing == "known"}


def told_remedies(outcome: Outcome) -> list[RemedyOption]:
    """Return each remedy that is or may become open, once, the law's order first."""
    best: dict[str, RemedyOption] = {}
    for option in sorted(outcome.remedies, key=lambda option: option.order):
        if option.available in TOLD:
            best.setdefault(option.remedy, option)
    return list(best.values())
