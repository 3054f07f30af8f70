"""The letter for the case page: each sentence leads to the fact, exhibit or rule behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from casework.letters import LetterContent, LetterError
from casework.store.models import Letter
from mediation.console.words import say


@dataclass(frozen=True)
class Source:
    """Something that sentences rest on; ``number`` counts the sources of one letter from 1."""

    number: int
    anchor: str
    label: str


@dataclass(frozen=True)
class LetterView:
    """One version; ``content`` is None where it cannot be read any more."""

    id: str
    version: int
    created_at: datetime
    content: LetterContent | None
    sources: dict[str, Source]


def letter_views(letters: Iterable[Letter]) -> list[LetterView]:
    """Return the versions in the order given."""
    return [_view(letter) for letter in letters]


def read_content(letter: Letter) -> LetterContent | None:
    """Return the stored letter, or None where this version of the program cannot read it."""
    try:
        return LetterContent.model_validate(letter.content)
    except (ValidationError, LetterError):
        return None


def _view(letter: Letter) -> LetterView:
    content = read_content(letter)
    return LetterView(
        id=letter.id,
        version=letter.version,
        created_at=letter.created_at,
        content=content,
        sources={} if content is None else _sources(content),
    )


def _sources(content: LetterContent) -> dict[str, Source]:
    named = dict.fromkeys(s for sentence in content.sentences() for s in sentence.sources)
    return {source: _source(number, source) for number, source in enumerate(named, start=1)}


def _source(number: int, source: str) -> Source:
    kind, _, name = source.partition(":")
    words = {"fact": "facts", "deadline": "deadlines"}
    what = say(name, words[kind]) if kind in words else name
    return Source(number, f"{kind}-{name}", f"{say(kind, 'sources')}: {what}")
