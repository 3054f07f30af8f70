"""The letter of a conversation's case, in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from casework.letters import LetterContent, letter_docx, letter_page, letter_pdf
from casework.store.database import reading
from casework.store.models import Case, Letter

_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
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
    data = _WRITERS[ending](LetterContent.model_validate(row.content))
    return LetterFile(f"{row.number}-letter.{ending}", _MEDIA_TYPES[ending], data)
