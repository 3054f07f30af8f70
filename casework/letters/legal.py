"""What the law gives: the words for each rule, with the citation that the law's answer names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casework.law.outcome import Citation, Outcome
from casework.letters.content import Block, Sentence, paragraphs
from casework.letters.demand import Demand
from casework.letters.materials import Material
from casework.letters.phrasebook import Phrase
from casework.letters.writer import Writer


def law_blocks(writer: Writer, outcome: Outcome, demand: Demand) -> tuple[Block, ...]:
    """Return what each cited rule gives, a paragraph a rule; one not certain is worded "may".

    Rules without words of their own are cited at least: the one behind the demand as a right, the
    others as what the letter also relies on. A request for goodwill cites no right.
    """
    if not demand.claims:
        return ()
    citations = list(_each_once(outcome.citations))
    explained = [c for c in citations if c.rule_id in writer.words.rules]
    plain = [c for c in citations if c.rule_id not in writer.words.rules]
    groups = [
        *(_of_right(writer, c) for c in plain if c.rule_id == demand.rule_id),
        *(_of_rule(writer, c) for c in explained),
        tuple(_also(writer, [c for c in plain if c.rule_id != demand.rule_id])),
    ]
    return tuple(block for group in groups for block in paragraphs(group))


def _each_once(citations: Iterable[Citation]) -> Iterator[Citation]:
    seen: set[tuple[str, str]] = set()
    for citation in citations:
        if (citation.rule_id, citation.cite) not in seen:
            seen.add((citation.rule_id, citation.cite))
            yield citation


def _is_certain(citation: Citation) -> bool:
    return citation.certainty == "high"


def _citing(writer: Writer, citation: Citation) -> Writer:
    material = Material(citation.cite, citation.cite, (f"rule:{citation.rule_id}",))
    return writer.with_also(cite=material).resting_on("cite")


def _of_right(writer: Writer, citation: Citation) -> tuple[Sentence, ...]:
    law = writer.words.law
    return _citing(writer, citation).sentences(
        [law.certain if _is_certain(citation) else law.doubtful]
    )


def _of_rule(writer: Writer, citation: Citation) -> tuple[Sentence, ...]:
    words = writer.words.rules[citation.rule_id]
    if _is_certain(citation):
        return _citing(writer, citation).sentences(words.certain)
    if words.doubtful or not words.certain:
        return _citing(writer, citation).sentences(words.doubtful)
    return _of_right(writer, citation)


def _also(writer: Writer, citations: list[Citation]) -> Iterator[Sentence]:
    law = writer.words.law
    yield from _list(writer, law.also, [c for c in citations if _is_certain(c)])
    yield from _list(writer, law.also_doubtful, [c for c in citations if not _is_certain(c)])


def _list(writer: Writer, phrase: Phrase, citations: list[Citation]) -> tuple[Sentence, ...]:
    if not citations:
        return ()
    text = "; ".join(citation.cite for citation in citations)
    sources = tuple(dict.fromkeys(f"rule:{citation.rule_id}" for citation in citations))
    return writer.with_also(cites=Material(text, text, sources)).sentences([phrase])
