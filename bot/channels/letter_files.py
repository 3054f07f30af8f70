"""The letter of a conversation's case in the format that was asked for, and the case's dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from casework.filing.case_calendar import case_calendar
from casework.letters import LetterContent, letter_docx, letter_page, letter_pdf
from casework.store.database import reading
from casework.store.models import Case, Letter

_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


_WRITERS: dict[str, Callable[[LetterContent], bytes]] = {
    "pdf": letter_pdf,
    "docx": letter_docx,
    "html": lambda content: letter_page(content).encode(),
}


class NoSuchLetter(Exception):
    """No letter of this conversation has this name."""

    code = "not_found"


@dataclass(frozen=True)
class LetterFile:
    """A letter ready to be sent to a browser."""

    name: str
    media_type: str
    data: bytes


def letter_file(conversation_id: str, name: str, now: datetime) -> LetterFile:
    """Return the letter ``<id>.<format>``; with ``ics`` the dates of its case, as of ``now``.

    Raises NoSuchLetter, also where the letter is of another conversation.
    """
    letter_id, _, ending = name.partition(".")
    if ending not in _MEDIA_TYPES:
        raise NoSuchLetter(name)
    query = (
        select(Letter)
        .join(Case, Case.id == Letter.case_id)
        .where(Letter.id == letter_id, Case.conversation_id == conversation_id)
    )
    with reading() as session:
        letter = session.scalars(query).first()
        if letter is None:
            raise NoSuchLetter(name)
        return _written(letter, ending, now)


def _written(letter: Letter, ending: str, now: datetime) -> LetterFile:
    number = letter.case.number
    if ending == "ics":
        data = case_calendar(letter.case, now)
        return LetterFile(f"{number}-dates.ics", _MEDIA_TYPES[ending], data)
    data = _WRITERS[ending](LetterContent.model_validate(letter.content))
    return LetterFile(f"{number}-letter.{ending}", _MEDIA_TYPES[ending], data)
