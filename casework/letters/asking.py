"""What is asked, what it is worth, what it falls back on, by when, and what follows otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from casework.law.outcome import Availability, Outcome, RemedyOption
from casework.letters.amounts import amount_table
from casework.letters.content import AmountTable, Block, Sentence, Steps, paragraphs
from casework.letters.demand import Demand, handlings, is_certain
from casework.letters.materials import Material, rule_sources
from casework.letters.phrasebook import Phrase
from casework.letters.steps import Step, steps_of
from casework.letters.writer import Writer


class Asking:
    """Writes the asking part of one letter."""

    def __init__(self, outcome: Outcome, demand: Demand, writer: Writer) -> None:
        self.outcome = outcome
        self.demand = demand
        self.writer = writer
        self.words = writer.words.remedies[demand.remedy]

    def demand_blocks(self) -> tuple[Block, ...]:
        """Return the demand, the computation of its amount, and the fallback."""
        demand, fallback = self.demand_alone()
        return (*demand, *self._amount(), *fallback)

    def demand_alone(self) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
        """Return the demand and the fallback, without the amount."""
        declared = self.writer.sentences(self.words.declare) if self.demand.certain else ()
        asked = self.writer.sentences(self.words.ask)
        demand = paragraphs((*declared, *asked, *self._uses_right()))
        return demand, paragraphs(self._fallback())

    def deadline(self) -> tuple[Block, ...]:
        """Return by when the trader is asked to act."""
        own = self.writer.sentences(self.words.deadline)
        return paragraphs(own or self.writer.sentences(self.writer.words.deadline))

    def next_steps(self) -> tuple[Block, ...]:
        """Return the steps with others that are open; who asks for goodwill names none."""
        return listed_steps([self], self.writer)

    def answer(self) -> tuple[Block, ...]:
        """Return where the answer goes."""
        how = self.writer.sentences(self.writer.words.answer)
        return paragraphs([self.writer.frame("settle"), *how])

    def steps(self) -> tuple[Step, ...]:
        """Return the steps with others that are open; none where the letter asks for goodwill."""
        if not self.demand.claims:
            return ()
        return steps_of(self.outcome, to_shop=self.demand.to_shop)

    def _uses_right(self) -> tuple[Sentence, ...]:
        """Say that the right is used now, where its time is running out."""
        names = (f"deadline_{name}" for name in handlings()[self.demand.remedy].uses_right)
        limits = (self.writer.materials[name] for name in names if name in self.writer.materials)
        running = next((limit for limit in limits if limit.raw >= self.writer.today), None)
        if running is None or not self.demand.certain:
            return ()
        return self.writer.with_also(limit=running).sentences(self.writer.words.uses_right)

    def _amount(self) -> Iterator[Block]:
        asked = self._table(self.demand.worth, "caption")
        if asked is not None:
            yield asked
            yield from paragraphs(self.writer.sentences([self.writer.words.pay_back]))
        elif self.demand.fallback is not None:
            fallen_back = self._table(self.demand.fallback.remedy, "caption_if")
            yield from () if fallen_back is None else (fallen_back,)

    def _table(self, remedy: str, caption: str) -> AmountTable | None:
        return amount_table(self.writer, self.outcome, handlings()[remedy], caption)

    def _fallback(self) -> tuple[Sentence, ...]:
        option = self.demand.fallback
        if option is None:
            return ()
        noun = self.writer.words.remedies[option.remedy].noun
        fallback = Material(option.remedy, noun, (f"rule:{option.rule_id}",))
        writer = self.writer.with_also(fallback=fallback)
        if self.words.alternative:
            return writer.sentences(self.words.alternative)
        text = self._fallback_text(option)
        return () if text is None else (writer.must(Phrase(text=text, because=["fallback"])),)

    def _fallback_text(self, option: RemedyOption) -> str | None:
        words = self.writer.words.remedies[option.remedy]
        if not is_certain(self.outcome, option.rule_id):
            return words.fallback_may
        if self.demand.fallback_opens and words.fallback_opens is not None:
            return words.fallback_opens
        open_now = option.available is Availability.NOW
        return words.fallback if open_now else words.fallback_may

    def step_in_words(self, step: Step) -> Sentence:
        """Return a step as a sentence."""
        sources = (f"rule:{step.rule_id}",) if step.rule_id else rule_sources(self.outcome)
        writer = self.writer.with_also(step=Material(step.entry, step.entry, sources))
        words = self.writer.words.steps
        if step.topic is None:
            return writer.must(words.other)
        topic = words.topics[step.topic]
        return writer.resting_on("step").first(topic.now if step.certain else topic.may)


def listed_steps(askings: list[Asking], writer: Writer) -> tuple[Block, ...]:
    """Return the steps of one or more claims as a list, each once, in the order of the words file.

    Those that the words file does not have come first. ``writer`` says until when to answer.
    """
    order = {topic: place for place, topic in enumerate(writer.words.steps.topics)}
    found: dict[str, tuple[Step, Asking]] = {}
    for own in askings:
        for step in own.steps():
            key = step.topic or step.entry
            if key not in found or (step.certain and not found[key][0].certain):
                found[key] = (step, own)
    told = sorted(found.values(), key=lambda pair: order.get(pair[0].topic or "", -1))
    if not told:
        return ()
    items = tuple(own.step_in_words(step) for step, own in told)
    return (*paragraphs([writer.must(writer.words.steps.intro)]), Steps(items=items))
