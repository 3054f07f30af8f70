"""All that the trader's page may show: the letter's substance, the points, the exhibits' names.

The view is built up from what is needed, never cut down from the whole case: no address, no
contact, no chat, no notes, no other case.
"""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import Session

from casework.cases import life_rules, state_of
from casework.letters import LetterContent
from casework.letters.content import sentences_of
from casework.negotiation.points import letter_content, point_words
from casework.negotiation.sheet import Sheet, sheet
from casework.store.life_models import TraderLink
from casework.store.models import Case

_SECTIONS = ("bought", "happened", "attempts", "law", "ask", "deadline", "next")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class ViewSection(_Frozen):
    """A part of the letter."""

    key: str
    heading: str
    sentences: tuple[str, ...]


class ViewExhibit(_Frozen):
    """An exhibit of the letter by name; its bytes are not part of the view."""

    label: str
    title: str


class TraderView(_Frozen):
    """What a valid link shows."""

    number: str
    state: str
    state_words: str
    consumer_name: str
    trader_name: str
    subject: str
    letter_date: date
    answer_by: date
    remedy: str
    total: str | None
    sections: tuple[ViewSection, ...]
    exhibits: tuple[ViewExhibit, ...]
    sheet: Sheet
    reasons: dict[str, str]
    open_until: datetime


class NothingToShow(Exception):
    """The case has no letter that a trader could answer."""

    code = "nothing_to_show"


def trader_view(session: Session, case: Case, link: TraderLink) -> TraderView:
    """Return what the trader may see of its case.

    Raises:
        NothingToShow: there is no letter.

    """
    content = letter_content(session, case)
    if content is None or link.case_id != case.id:
        raise NothingToShow("the case has no letter")
    table = content.amount_table()
    state = state_of(case)
    return TraderView(
        number=case.number,
        state=state,
        state_words=life_rules().states[state],
        consumer_name=content.name.text,
        trader_name=content.recipient[0].text,
        subject=content.subject.text,
        letter_date=content.date,
        answer_by=content.answer_by.date,
        remedy=content.remedy,
        total=None if table is None else table.total_text,
        sections=_sections(content),
        exhibits=_exhibits(content),
        sheet=sheet(session, case),
        reasons=point_words().reasons,
        open_until=link.expires_at,
    )


def _sections(content: LetterContent) -> tuple[ViewSection, ...]:
    chosen = [content.section(key) for key in _SECTIONS]
    return tuple(
        ViewSection(
            key=section.key,
            heading=section.heading.text,
            sentences=tuple(s.text for s in sentences_of(section)[1:]),
        )
        for section in chosen
        if section is not None
    )


def _exhibits(content: LetterContent) -> tuple[ViewExhibit, ...]:
    section = content.section("enclosures")
    blocks = () if section is None else section.blocks
    items = [item for block in blocks if block.kind == "enclosures" for item in block.items]
    return tuple(ViewExhibit(label=item.label, title=item.title.text) for item in items)
