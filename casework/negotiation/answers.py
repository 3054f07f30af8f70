"""What the trader answers, point by point; an answer given again replaces the older one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases import can, change
from casework.cases.life import CLOSED, begin
from casework.cases.notices import tell
from casework.negotiation.points import Point, point_words, points_of
from casework.negotiation.trader_link import LinkRefused
from casework.store import conversations
from casework.store.exhibits import case_exhibits, label_at
from casework.store.life_models import TraderAnswer, TraderLink
from casework.store.models import Case, Exhibit
from casework.store.plain import storable


class AnswerRefused(Exception):
    """The trader's answer cannot be taken as it is; nothing of it was kept."""

    code = "answer_refused"


class NoSuchPoint(AnswerRefused):
    """The answer is about something that the trader was not asked."""

    code = "no_such_point"


class NoSuchReason(AnswerRefused):
    """The reason is none of the list."""

    code = "no_such_reason"


class NotTheTradersExhibit(AnswerRefused):
    """The trader did not send this exhibit in this case."""

    code = "not_the_traders_exhibit"


class CaseOver(AnswerRefused):
    """The case is closed."""

    code = "case_closed"


class Stance(StrEnum):
    """What the trader says to one point."""

    AGREE = "agree"
    DISPUTE = "dispute"
    UNKNOWN = "unknown"


class PointAnswer(BaseModel):
    """One answer as it comes from the trader's page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    point: str = Field(max_length=64)
    stance: Stance
    reason: str | None = Field(None, max_length=32)
    said: str | None = Field(None, max_length=4000)
    exhibits: tuple[str, ...] = Field((), max_length=20)


def take_answers(
    session: Session,
    case: Case,
    link: TraderLink,
    answers: Sequence[PointAnswer],
    now: datetime,
) -> list[TraderAnswer]:
    """Keep the trader's answers; the same ones again change nothing.

    Raises:
        AnswerRefused: or one of its kinds; none of the answers was kept.
        LinkRefused: the link is one of another case.

    """
    if link.case_id != case.id:
        raise LinkRefused("the link is not one of this case")
    begin(session, case, now)
    if case.life == CLOSED:
        raise CaseOver("the case is closed")
    asked = {point.name: point for point in points_of(session, case)}
    _check(session, case, answers, asked)
    with session.begin_nested():
        kept = [_keep(session, case, link, asked[a.point], a, now) for a in answers]
        _adopt_exhibits(session, case, {e for a in answers for e in a.exhibits})
    new = [row for row in kept if row is not None]
    if new:
        _tell_case(session, case, new, now)
    return new


def trader_conversation(session: Session, case: Case, now: datetime) -> str:
    """Return the id of the conversation that the trader's files are received in."""
    return conversations.touch(session, _conversation_id(case), "trader", now).id


def standing_answers(session: Session, case: Case) -> dict[str, TraderAnswer]:
    """Return the answers in force, by point."""
    query = select(TraderAnswer).filter_by(case_id=case.id, superseded_at=None)
    return {row.point: row for row in session.scalars(query)}


def _conversation_id(case: Case) -> str:
    return f"trader:{case.number}"


def _check(
    session: Session, case: Case, answers: Sequence[PointAnswer], asked: Collection[str]
) -> None:
    points = [answer.point for answer in answers]
    if len(set(points)) < len(points):
        raise AnswerRefused("a point is answered twice")
    if strange := sorted(set(points) - set(asked)):
        raise NoSuchPoint(f"not asked: {', '.join(strange)}")
    for answer in answers:
        if answer.reason is not None and answer.reason not in point_words().reasons:
            raise NoSuchReason(f"no such reason: {answer.reason}")
        for exhibit_id in answer.exhibits:
            _check_exhibit(session, case, exhibit_id)


def _check_exhibit(session: Session, case: Case, exhibit_id: str) -> None:
    exhibit = session.get(Exhibit, exhibit_id)
    if exhibit is None or exhibit.conversation_id != _conversation_id(case):
        raise NotTheTradersExhibit("the trader did not send this exhibit")


def _keep(
    session: Session,
    case: Case,
    link: TraderLink,
    point: Point,
    answer: PointAnswer,
    now: datetime,
) -> TraderAnswer | None:
    row = TraderAnswer(
        case_id=case.id,
        link_id=link.id,
        point=point.name,
        about=point.value,
        stance=answer.stance.value,
        reason=answer.reason,
        said=storable(answer.said.strip()) or None if answer.said else None,
        exhibits=list(answer.exhibits),
        answered_at=now,
    )
    old = standing_answers(session, case).get(point.name)
    if old is not None:
        if _same(old, row):
            return None
        old.superseded_at = now
        session.flush()
    session.add(row)
    session.flush()
    return row


def _same(old: TraderAnswer, new: TraderAnswer) -> bool:
    fields = ("about", "stance", "reason", "said", "exhibits")
    return all(getattr(old, field) == getattr(new, field) for field in fields)


def _adopt_exhibits(session: Session, case: Case, ids: set[str]) -> None:
    """Make the trader's files exhibits of the case, with the next free letters."""
    for exhibit_id in sorted(ids):
        exhibit = session.get_one(Exhibit, exhibit_id)
        if exhibit.case_id is None:
            exhibit.label = label_at(len(case_exhibits(session, case)))
            exhibit.case_id = case.id
            exhibit.late = case.frozen_at is not None
            session.flush()


def _tell_case(session: Session, case: Case, rows: Sequence[TraderAnswer], now: datetime) -> None:
    stances = [row.stance for row in rows]
    counted = ", ".join(f"{stance}: {stances.count(stance)}" for stance in sorted(set(stances)))
    if can(case, "answer"):
        change(
            session,
            case,
            "answer",
            actor="trader",
            why=f"The trader answered on its page ({counted}).",
            now=now,
            details={"answers": [row.id for row in rows]},
        )
    tell(session, case, "trader_answered", key=f"trader_answered:{rows[-1].id}", now=now)
