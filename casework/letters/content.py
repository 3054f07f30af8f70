"""The letter as values: every rendering (text, HTML, PDF, DOCX) is made from these alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from casework.law.outcome import ClaimType, DueDate, Jurisdiction
from casework.letters.errors import UnsourcedSentence

SOURCE = re.compile(r"(?:fact|exhibit|rule|deadline):.+|case:number", re.DOTALL)
"""The form of a source: ``fact:NAME``, ``exhibit:LABEL``, ``rule:ID``, ``deadline:NAME``."""


ENCLOSURES = "enclosures"
"""The key of the section that stands below the name."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Sentence(_Frozen):
    """One sentence or line, with what it rests on.

    ``frame`` marks the fixed connecting words (headings, closing); everything else is substance
    and names its sources. ``inserted`` are the stretches of ``text`` (start, end) that came from
    the case or the law and not from the words file.

    Raises:
        UnsourcedSentence: for a sentence of substance without a well-formed source.

    """

    text: str
    kind: Literal["substance", "frame"] = "substance"
    sources: tuple[str, ...] = ()
    inserted: tuple[tuple[int, int], ...] = ()

    @model_validator(mode="after")
    def _must_be_sourced(self) -> Sentence:
        well_formed = [source for source in self.sources if SOURCE.fullmatch(source)]
        if self.kind == "substance" and (not well_formed or len(well_formed) < len(self.sources)):
            raise UnsourcedSentence(f"no valid source for: {self.text!r}")
        return self

    def own_words(self) -> str:
        """Return the text without what was inserted: the words that this project answers for."""
        kept, position = [], 0
        for start, end in self.inserted:
            kept.append(self.text[position:start])
            position = end
        return " ".join([*kept, self.text[position:]])


class Paragraph(_Frozen):
    """Sentences that are read together."""

    kind: Literal["paragraph"] = "paragraph"
    sentences: tuple[Sentence, ...]


def paragraphs(sentences: Iterable[Sentence]) -> tuple[Paragraph, ...]:
    """Return the sentences as one paragraph, or none where there is nothing to say."""
    said = tuple(sentences)
    return (Paragraph(sentences=said),) if said else ()


class Steps(_Frozen):
    """A list of which each sentence is one item."""

    kind: Literal["steps"] = "steps"
    items: tuple[Sentence, ...]


class Event(_Frozen):
    """Something that happened on a day."""

    day: date
    day_text: str
    sentence: Sentence


class Chronology(_Frozen):
    """What happened, earliest first."""

    kind: Literal["chronology"] = "chronology"
    events: tuple[Event, ...]


class AmountRow(_Frozen):
    """One line of the computation; ``amount`` is in the table's currency."""

    label: Sentence
    amount: Decimal
    amount_text: str


class AmountTable(_Frozen):
    """How the amount that is asked for comes about; ``currency`` is an ISO 4217 code."""

    kind: Literal["amounts"] = "amounts"
    caption: Sentence
    item_heading: Sentence
    amount_heading: Sentence
    currency: str
    rows: tuple[AmountRow, ...]
    total_label: Sentence
    total: Decimal
    total_text: str


class Enclosure(_Frozen):
    """An exhibit that goes with the letter."""

    label: str
    name: Sentence  # "Exhibit A"
    title: Sentence


class Enclosures(_Frozen):
    """The list of exhibits."""

    kind: Literal["enclosures"] = "enclosures"
    items: tuple[Enclosure, ...]


Block = Annotated[
    Paragraph | Steps | Chronology | AmountTable | Enclosures, Field(discriminator="kind")
]


class Section(_Frozen):
    """A part of the letter under its own heading; ``key`` names it for programs."""

    key: str
    heading: Sentence
    blocks: tuple[Block, ...]


class ReferenceLine(_Frozen):
    """One line of the reference block; ``key`` is date, answer_by, case or order."""

    key: str
    label: Sentence
    value: Sentence


class ClaimAsked(_Frozen):
    """What a letter asks for in one claim, and by when."""

    claim_type: ClaimType
    remedy: str
    fallback: str | None = None
    answer_by: DueDate


class LetterContent(_Frozen):
    """A whole demand letter, ready to be rendered.

    ``claim_type``, ``remedy`` and ``fallback`` are those of the first claim; ``answer_by`` is the
    day by which all is asked for. ``claims`` holds each claim where the letter is about several.
    """

    language: str  # BCP 47, such as en-GB
    claim_type: ClaimType
    jurisdiction: Jurisdiction
    case_number: str
    date: date
    date_line: Sentence
    sender: tuple[Sentence, ...]
    recipient: tuple[Sentence, ...]
    references: tuple[ReferenceLine, ...]
    subject: Sentence
    greeting: Sentence
    sections: tuple[Section, ...]
    closing: Sentence
    name: Sentence
    remedy: str
    fallback: str | None = None
    answer_by: DueDate
    claims: tuple[ClaimAsked, ...] = ()

    def asked(self) -> tuple[ClaimAsked, ...]:
        """Return what the letter asks for in each of its claims, the first one first."""
        own = ClaimAsked(
            claim_type=self.claim_type,
            remedy=self.remedy,
            fallback=self.fallback,
            answer_by=self.answer_by,
        )
        return self.claims or (own,)

    def section(self, key: str) -> Section | None:
        """Return the section of that key, or None where the letter has none."""
        return next((s for s in self.sections if s.key == key), None)

    def body(self) -> tuple[Section, ...]:
        """Return the sections that stand before the name."""
        return tuple(s for s in self.sections if s.key != ENCLOSURES)

    def after_the_name(self) -> tuple[Section, ...]:
        """Return the sections that stand below the name: the enclosures, where there are any."""
        return tuple(s for s in self.sections if s.key == ENCLOSURES)

    def amount_table(self) -> AmountTable | None:
        """Return the computation of the amount, or None where no money is asked for."""
        blocks = (block for section in self.sections for block in section.blocks)
        return next((b for b in blocks if isinstance(b, AmountTable)), None)

    def sentences(self) -> tuple[Sentence, ...]:
        """Return every sentence and line of the letter in reading order."""
        head = (*self.sender, *self.recipient, self.date_line)
        references = [s for line in self.references for s in (line.label, line.value)]
        body = [s for section in self.sections for s in sentences_of(section)]
        return (*head, *references, self.subject, self.greeting, *body, self.closing, self.name)


def sentences_of(section: Section) -> tuple[Sentence, ...]:
    """Return the heading and every sentence of a section in reading order."""
    return (section.heading, *(s for block in section.blocks for s in _in_block(block)))


def _in_block(block: Block) -> tuple[Sentence, ...]:
    match block:
        case Paragraph():
            return block.sentences
        case Steps():
            return block.items
        case Chronology():
            return tuple(event.sentence for event in block.events)
        case Enclosures():
            return tuple(s for item in block.items for s in (item.name, item.title))
        case AmountTable():
            head = (block.caption, block.item_heading, block.amount_heading)
            return (*head, *(row.label for row in block.rows), block.total_label)
