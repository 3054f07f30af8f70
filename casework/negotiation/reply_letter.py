"""The next letter: the demand as it stands today, with an answer to what the trader said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casework.law.outcome import Citation, Jurisdiction, Outcome
from casework.letters import LetterContent
from casework.letters.content import Section, Sentence, paragraphs, sentences_of
from casework.negotiation.reply_classes import SILENCE, replies

REPLY = "reply"
"""The key of the section that answers the trader."""

_RULE = "rule:"
_SAID, _NOT_SAID, _AGREED = ("fact:seller_reply",), ("deadline:letter_answer",), ("case:number",)


def with_answer(content: LetterContent, outcome: Outcome, kind: str) -> LetterContent:
    """Return a letter with a section that answers a reply of this class.

    It stands before what the law gives. Rules are named only where the letter explains them.

    Raises:
        KeyError: there is no such class.

    """
    return _with(content, _section(content, outcome, kind))


def with_broken_agreement(content: LetterContent) -> LetterContent:
    """Return a letter with a section that reminds of an agreement that was not kept."""
    words = replies().letter.not_kept
    said = [Sentence(text=text, sources=_AGREED) for text in words.sentences]
    heading = Sentence(text=words.heading, sources=_AGREED)
    return _with(content, Section(key=REPLY, heading=heading, blocks=paragraphs(said)))


def _with(content: LetterContent, section: Section) -> LetterContent:
    keys = [part.key for part in content.sections]
    at = next((keys.index(key) for key in ("law", "ask") if key in keys), len(keys))
    sections = (*content.sections[:at], section, *content.sections[at:])
    return content.model_copy(update={"sections": sections})


def answering_rules(content: LetterContent, kind: str) -> tuple[str, ...]:
    """Return the ids of the rules that answer a reply of this class in this letter."""
    law = content.section("law")
    sources = () if law is None else [s for said in sentences_of(law) for s in said.sources]
    explained = {s.removeprefix(_RULE) for s in sources if s.startswith(_RULE)}
    return tuple(rule for rule in replies().classes[kind].rules if rule in explained)


def _section(content: LetterContent, outcome: Outcome, kind: str) -> Section:
    words = replies().letter
    sources = _NOT_SAID if kind == SILENCE else _SAID
    said = [words.silent] if kind == SILENCE else []
    answer = [Sentence(text=text, sources=sources) for text in (*said, *words.classes[kind])]
    heading = Sentence(text=words.heading, sources=sources)
    blocks = paragraphs([*answer, *_on_rules(content, outcome, kind)])
    return Section(key=REPLY, heading=heading, blocks=blocks)


def _on_rules(content: LetterContent, outcome: Outcome, kind: str) -> Iterator[Sentence]:
    words = replies().letter
    chosen = answering_rules(content, kind)
    cited = [citation for citation in outcome.citations if citation.rule_id in chosen]
    doubtful = {citation.rule_id for citation in cited if citation.certainty != "high"}
    sure = words.principles if content.jurisdiction is Jurisdiction.OECD else words.rules
    yield from _naming(sure, [c for c in cited if c.rule_id not in doubtful])
    yield from _naming(words.doubtful, [c for c in cited if c.rule_id in doubtful])


def _naming(text: str, cited: Iterable[Citation]) -> Iterator[Sentence]:
    cites = list(dict.fromkeys(citation.cite for citation in cited))
    if not cites:
        return
    named = "; ".join(cites)
    start = text.index("{cites}")
    yield Sentence(
        text=text.format(cites=named),
        sources=tuple(dict.fromkeys(f"{_RULE}{citation.rule_id}" for citation in cited)),
        inserted=((start, start + len(named)),),
    )
