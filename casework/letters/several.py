"""The parts of a letter about several claims: what they share once, then facts, law and demand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from casework.casefile import CaseFile
from casework.facts.yamlfile import read_yaml
from casework.law.outcome import DueDate, Outcome, Verdict
from casework.letters.amounts import joint_table
from casework.letters.asking import Asking, listed_steps
from casework.letters.content import Block, Chronology, Paragraph, Section, Sentence, paragraphs
from casework.letters.demand import HERE, Demand, handlings
from casework.letters.heads import subject_line
from casework.letters.legal import law_blocks
from casework.letters.materials import Material
from casework.letters.phrasebook import DatedPhrase, FirstOf, Item
from casework.letters.sections import chronology_events, enclosures, section
from casework.letters.writer import Writer


@dataclass(frozen=True)
class ClaimPart:
    """One claim of the letter; ``due`` is the day by which its demand is to be met."""

    outcome: Outcome
    demand: Demand
    due: DueDate
    writer: Writer

    @property
    def claim(self) -> str:
        """The type of the claim."""
        return self.outcome.claim_type.value

    @property
    def asking(self) -> Asking:
        """The writer of its demand."""
        return Asking(self.outcome, self.demand, self.writer)


def subject_of_several(parts: Sequence[ClaimPart]) -> Sentence:
    """Return the subject of the first claim, and what else the letter is about."""
    first, words = parts[0], parts[0].writer.words
    subject = subject_line(first.claim, first.writer)
    named = ", ".join(words.also_about[part.claim] for part in parts[1:])
    writer = first.writer.with_also(
        subject=Material(subject.text, subject.text, subject.sources),
        further_subjects=Material(named, named, ("case:number",)),
    )
    return writer.must(words.subject_of_several)


def sections_of_several(
    case: CaseFile, parts: Sequence[ClaimPart], head: Writer
) -> tuple[Section, ...]:
    """Return every section that has something to say, in reading order.

    ``head`` writes what the claims share.
    """
    return tuple(
        written
        for written in (
            *_shared(parts, head),
            *_claims(parts),
            section("in_all", _amounts(parts), head),
            section("deadline", _deadline(parts), head),
            section("next", listed_steps([part.asking for part in parts], head), head),
            section("answer", parts[0].asking.answer(), head),
            section("enclosures", tuple(enclosures(case.exhibits, head)), head),
        )
        if written.blocks
    )


def _shared(parts: Sequence[ClaimPart], head: Writer) -> Iterator[Section]:
    words = head.words
    told = {phrase_day for part in parts for phrase_day in _days_told(part, parts)}
    dated = [p for p in words.chronology["any"] if _owner(p, parts) is None and p.day not in told]
    events = sorted(chronology_events(dated, head), key=lambda event: event.day)
    problems = [item for item in words.problem["any"] if _owner(item, parts) is None]
    happened: list[Block] = [Chronology(events=tuple(events))] if events else []
    happened += paragraphs(head.sentences(problems, mention=True))
    yield section("bought", paragraphs(head.sentences(words.bought, mention=True)), head)
    yield section("happened", tuple(happened), head)
    yield section("attempts", paragraphs(_attempts(parts, head)), head)


def _attempts(parts: Sequence[ClaimPart], head: Writer) -> Iterator[Sentence]:
    """Yield what was tried, each in the words of the claim that it belongs to."""
    for item in head.words.attempts:
        owner = _owner(item, parts)
        yield from (owner.writer if owner else head).sentences([item], mention=True)


def _claims(parts: Sequence[ClaimPart]) -> Iterator[Section]:
    said: set[str] = set()
    one_day = len({part.due.date for part in parts}) == 1
    for part in parts:
        law = tuple(_not_said(law_blocks(part.writer, part.outcome, part.demand), said))
        soft = part.outcome.outcome is Verdict.FALLBACK_SOFT_LAW
        demand, fallback = part.asking.demand_alone()
        until = () if one_day else part.asking.deadline()
        yield _of_claim(part, "happened", _happened(part, parts))
        yield _of_claim(part, "fairness" if soft else "law", law)
        yield _of_claim(part, "ask", (*demand, *fallback, *until))


def _of_claim(part: ClaimPart, heading: str, blocks: tuple[Block, ...]) -> Section:
    topic = part.writer.words.topics[part.claim]
    writer = part.writer.with_also(topic=Material(topic, topic, ("case:number",)))
    key = "law" if heading == "fairness" else heading
    words = writer.words.headings[heading]
    return Section(key=f"{key}_{part.claim}", heading=writer.must(words), blocks=blocks)


def _happened(part: ClaimPart, parts: Sequence[ClaimPart]) -> tuple[Block, ...]:
    words, writer = part.writer.words, part.writer
    dated = _dated(part, parts)
    events = sorted(chronology_events(dated, writer), key=lambda event: event.day)
    problems = [*words.problem.get(part.claim, []), *_owned(words.problem["any"], part, parts)]
    blocks: list[Block] = [Chronology(events=tuple(events))] if events else []
    return (*blocks, *paragraphs(writer.sentences(problems, mention=True)))


def _dated(part: ClaimPart, parts: Sequence[ClaimPart]) -> list[DatedPhrase]:
    words = part.writer.words
    any_owned = [p for p in words.chronology["any"] if _owner(p, parts) is part]
    return [*words.chronology.get(part.claim, []), *any_owned]


def _days_told(part: ClaimPart, parts: Sequence[ClaimPart]) -> Iterator[str]:
    fitting = (p for p in _dated(part, parts) if part.writer.sentence(p) is not None)
    yield from (phrase.day for phrase in fitting)


def _owned(items: Iterable[Item], part: ClaimPart, parts: Sequence[ClaimPart]) -> list[Item]:
    return [item for item in items if _owner(item, parts) is part]


def _owner(item: Item, parts: Sequence[ClaimPart]) -> ClaimPart | None:
    """Return the claim that a phrase belongs to, by the first of its names that has an owner."""
    phrases = item.first if isinstance(item, FirstOf) else [item]
    owners = (_owners().get(name) for phrase in phrases for name in phrase.needed())
    claim = next((owner for owner in owners if owner is not None), None)
    return next((part for part in parts if part.claim == claim), None)


def _not_said(blocks: Iterable[Block], said: set[str]) -> Iterator[Block]:
    """Yield paragraphs without the sentences of earlier claims, and note what they say."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            yield block
            continue
        new = [sentence for sentence in block.sentences if sentence.text not in said]
        said.update(sentence.text for sentence in new)
        yield from paragraphs(new)


def _amounts(parts: Sequence[ClaimPart]) -> tuple[Block, ...]:
    """Return what is asked for in money, all claims together."""
    asked = ((p.writer, p.outcome, handlings()[p.demand.worth]) for p in parts)
    table = joint_table(asked)
    if table is None:
        return ()
    writer = parts[0].writer
    return (table, *paragraphs(writer.sentences([writer.words.pay_back])))


def _deadline(parts: Sequence[ClaimPart]) -> tuple[Block, ...]:
    """Return by when to act, where it is one day for all; else each claim has said its own."""
    if len({part.due.date for part in parts}) > 1:
        return ()
    said: set[str] = set()
    blocks = (block for part in parts for block in part.asking.deadline())
    return tuple(_not_said(blocks, said))


@lru_cache(maxsize=1)
def _owners() -> dict[str, str]:
    table: dict[str, list[str]] = read_yaml(HERE / "several.yml")
    return {name: claim for claim, names in table.items() for name in names}
