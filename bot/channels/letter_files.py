"""The letter of a conversation's case, in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from casework.letters.content import LetterContent
from casework.store.database import reading
from casework.store.models import Case, Letter

_Writer = Callable[[LetterContent], bytes]


_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def _writers() -> dict[str, _Writer]:
    from casework.letters import letter_docx, letter_html, letter_pdf

    return {"pdf": letter_pdf, "docx": letter_docx, "html": lambda c: letter_html(c).encode()}


class NoSuchLetter(Exception):
    """No letter of this conversation has this name."""

    code = "not_found"


@dataclass(frozen=True)
class LetterFile:
    """A letter ready to be sent to a browser."""

    name: str
    media_type: str
    data: bytes


def letter_file(conversation_id: str, name: str) -> LetterFile:
    """Return the letter ``<id>.<format>``.

    Raises NoSuchLetter, also where the letter is of another conversation.
    """
    letter_id, _, ending = name.partition(".")
    if ending not in _MEDIA_TYPES:
        raise NoSuchLetter(name)
    query = (
        select(Letter.content, Case.number)
        .join(Case, Case.id == Letter.case_id)
        .where(Letter.id == letter_id, Case.conversation_id == conversation_id)
    )
    with reading() as session:
        row = session.execute(query).first()
    if row is None:
        raise NoSuchLetter(name)
    data = _writers()[ending](LetterContent.model_validate(row.content))
    return LetterFile(f"{row.number}-letter.{ending}", _MEDIA_TYPES[ending], data)
