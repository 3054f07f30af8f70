"""The sheet of what is agreed, disputed and unanswered: one for consumer, trader and mediator."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from casework.negotiation.answers import Stance, standing_answers
from casework.negotiation.points import Point, point_words, points_of
from casework.store.life_models import TraderAnswer
from casework.store.models import Case, Exhibit


class Standing(StrEnum):
    """Where a point stands between the two sides."""

    AGREED = "agreed"
    DISPUTED = "disputed"
    UNANSWERED = "unanswered"


class SheetRow(BaseModel):
    """One point; ``does_not_know`` is an honest answer, and leaves the point unanswered.

    ``corrected_since`` says that the consumer changed the value after the trader's answer, which
    therefore no longer counts.
    """

    model_config = ConfigDict(frozen=True)

    point: str
    label: str
    value: Any
    text: str
    standing: Standing
    does_not_know: bool = False
    corrected_since: bool = False
    reason: str | None = None
    said: str | None = None
    exhibits: tuple[str, ...] = ()  # labels


class Sheet(BaseModel):
    """Every point of a case."""

    model_config = ConfigDict(frozen=True)

    number: str
    rows: tuple[SheetRow, ...]

    def standing(self, standing: Standing) -> tuple[SheetRow, ...]:
        """Return the points that stand so."""
        return tuple(row for row in self.rows if row.standing is standing)


def sheet(session: Session, case: Case) -> Sheet:
    """Return the sheet of a case."""
    answers = standing_answers(session, case)
    rows = [_row(session, point, answers.get(point.name)) for point in points_of(session, case)]
    return Sheet(number=case.number, rows=tuple(rows))


def _row(session: Session, point: Point, answer: TraderAnswer | None) -> SheetRow:
    shown = {"point": point.name, "label": point.label, "value": point.value, "text": point.text}
    if answer is None:
        return SheetRow(**shown, standing=Standing.UNANSWERED)
    if answer.about != point.value:
        return SheetRow(**shown, standing=Standing.UNANSWERED, corrected_since=True)
    return SheetRow(
        **shown,
        standing=_standing(answer.stance),
        does_not_know=answer.stance == Stance.UNKNOWN,
        reason=None if answer.reason is None else point_words().reasons[answer.reason],
        said=answer.said,
        exhibits=tuple(_label(session, exhibit) for exhibit in answer.exhibits),
    )


def _standing(stance: str) -> Standing:
    known = {Stance.AGREE: Standing.AGREED, Stance.DISPUTE: Standing.DISPUTED}
    return known.get(Stance(stance), Standing.UNANSWERED)


def _label(session: Session, exhibit_id: str) -> str:
    exhibit = session.get(Exhibit, exhibit_id)
    return exhibit.label if exhibit is not None and exhibit.label else exhibit_id
