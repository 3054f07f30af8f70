"""The parts of a letter between greeting and closing, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casework.casefile import CaseFile, ExhibitEntry
from casework.law.outcome import Outcome, Verdict
from casework.letters.asking import Asking
from casework.letters.content import (
    Block,
    Chronology,
    Enclosure,
    Enclosures,
    Event,
    Section,
    paragraphs,
)
from casework.letters.demand import Demand
from casework.letters.legal import law_blocks
from casework.letters.materials import Material, Typography
from casework.letters.phrasebook import DatedPhrase, Phrase
from casework.letters.plain import plain, shortened, without
from casework.letters.writer import Writer

_TITLE = 200  # characters


def sections_of(
    case: CaseFile, outcome: Outcome, demand: Demand, writer: Writer
) -> tuple[Section, ...]:
    """Return every section that has something to say, in reading order."""
    asking, words = Asking(outcome, demand, writer), writer.words
    soft = outcome.outcome is Verdict.FALLBACK_SOFT_LAW
    parts: list[tuple[str, Iterable[Block]]] = [
        ("bought", paragraphs(writer.sentences(words.bought, mention=True))),
        ("happened", _happened(outcome, writer)),
        ("attempts", paragraphs(writer.sentences(words.attempts, mention=True))),
        ("fairness" if soft else "law", law_blocks(writer, outcome, demand)),
        ("ask", asking.demand_blocks()),
        ("deadline", asking.deadline()),
        ("next", asking.next_steps()),
        ("answer", asking.answer()),
        ("enclosures", enclosures(case.exhibits, writer)),
    ]
    written = (section(key, tuple(blocks), writer) for key, blocks in parts)
    return tuple(part for part in written if part.blocks)


def section(heading: str, blocks: tuple[Block, ...], writer: Writer) -> Section:
    """Return a section under a fixed heading; it may be empty."""
    key = "law" if heading == "fairness" else heading
    return Section(key=key, heading=writer.frame(heading), blocks=blocks)


def _happened(outcome: Outcome, writer: Writer) -> Iterator[Block]:
    claim, words = outcome.claim_type.value, writer.words
    dated = [*words.chronology.get(claim, []), *words.chronology["any"]]
    events = sorted(chronology_events(dated, writer), key=lambda event: event.day)
    if events:
        yield Chronology(events=tuple(events))
    problem = [*words.problem.get(claim, []), *words.problem["any"]]
    yield from paragraphs(writer.sentences(problem, mention=True))


def chronology_events(phrases: Iterable[DatedPhrase], writer: Writer) -> Iterator[Event]:
    """Yield one event for each day that is known: what the first fitting phrase says of it."""
    told: set[str] = set()
    typography = Typography(writer.words.locale)
    for phrase in phrases:
        day = writer.day_of(phrase)
        if phrase.day in told or day is None:
            continue
        sentence = writer.sentence(phrase, mention=True)
        if sentence is not None:
            told.add(phrase.day)
            yield Event(day=day, day_text=typography.day(day), sentence=sentence)


def enclosures(exhibits: Iterable[ExhibitEntry], writer: Writer) -> Iterator[Block]:
    """Yield the list of exhibits, where there are any."""
    items = tuple(_enclosure(exhibit, writer) for exhibit in exhibits)
    if items:
        yield Enclosures(items=items)


def _enclosure(exhibit: ExhibitEntry, writer: Writer) -> Enclosure:
    source = (f"exhibit:{exhibit.label}",)
    title = shortened(without(plain(exhibit.title), writer.words.left_out), _TITLE)
    this = writer.with_also(
        label=Material(exhibit.label, exhibit.label, source),
        title=Material(title, title or exhibit.media_type, source),
    )
    return Enclosure(
        label=exhibit.label,
        name=this.must(writer.words.exhibit),
        title=this.must(Phrase(text="{{ title }}")),
    )
