"""The sufficiency view: what each claim has to show, how it stands, and what would help most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from casework.evidence.sufficiency import Element, helps_most, proving, sufficiency
from casework.store.models import Case, Exhibit
from casework.store.views import case_file
from mediation.console.law_view import LawView


@dataclass(frozen=True)
class ProofView:
    """The elements of one claim; ``labels`` name exhibits by their id, ``next`` what to add."""

    claim_type: str
    elements: tuple[Element, ...]
    labels: dict[str, str]
    next: Element | None


def proof_views(
    session: Session,
    case: Case,
    laws: Iterable[LawView],
    exhibits: Iterable[tuple[str, Exhibit]],
    today: date,
) -> list[ProofView]:
    """Return the view of each claim that the law has answered."""
    labelled = list(exhibits)
    file = case_file(session, case, today)
    shown = proving(exhibit for _, exhibit in labelled)
    labels = {exhibit.id: label for label, exhibit in labelled}
    views = []
    for law in laws:
        if law.outcome is not None:
            elements = tuple(sufficiency(file, law.outcome, shown))
            views.append(ProofView(law.claim_type, elements, labels, helps_most(elements)))
    return views
