"""The letter for the case page: each sentence leads to the fact, exhibit or rule behind it."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from casework.letters import LetterContent, LetterError
from casework.store.models import Letter
from mediation.console.words import say


@dataclass(frozen=True)
class Source:
    """Something that sentences rest on; ``number`` counts the sources of one letter from 1.

    ``anchor`` is None where the page does not show it.
    """

    number: int
    anchor: str | None
    label: str


@dataclass(frozen=True)
class LetterView:
    """One version; ``content`` is None where it cannot be read any more."""

    id: str
    version: int
    created_at: datetime
    content: LetterContent | None
    sources: dict[str, Source]


def letter_views(letters: Iterable[Letter], anchors: Container[str]) -> list[LetterView]:
    """Return the versions in the order given; ``anchors`` are the places on the page."""
    return [_view(letter, anchors) for letter in letters]


def read_content(letter: Letter) -> LetterContent | None:
    """Return the stored letter, or None where this version of the program cannot read it."""
    try:
        return LetterContent.model_validate(letter.content)
    except (ValidationError, LetterError):
        return None


def _view(letter: Letter, anchors: Container[str]) -> LetterView:
    content = read_content(letter)
    return LetterView(
        id=letter.id,
        version=letter.version,
        created_at=letter.created_at,
        content=content,
        sources={} if content is None else _sources(content, anchors),
    )


def _sources(content: LetterContent, anchors: Container[str]) -> dict[str, Source]:
    named = dict.fromkeys(s for sentence in content.sentences() for s in sentence.sources)
    return {
        source: _source(number, source, anchors) for number, source in enumerate(named, start=1)
    }


def _source(number: int, source: str, anchors: Container[str]) -> Source:
    kind, _, name = source.partition(":")
    words = {"fact": "facts", "deadline": "deadlines"}
    what = say(name, words[kind]) if kind in words else name
    anchor = f"{kind}-{name}"
    label = f"{say(kind, 'sources')}: {what}"
    return Source(number, anchor if anchor in anchors else None, label)
