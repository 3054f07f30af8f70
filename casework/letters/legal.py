"""What the law gives: the words for each rule, with the citation that the law's answer names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casework.law import explain
from casework.law.checks import citations as register
from casework.law.outcome import Citation, Outcome
from casework.letters.content import Block, Sentence, paragraphs
from casework.letters.demand import Demand, is_route
from casework.letters.materials import Material
from casework.letters.phrasebook import Phrase
from casework.letters.writer import Writer

_ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*(?: .*\S)?")
"""A short name that a reader outside the law may not know: its first word has two capitals."""


@dataclass(frozen=True)
class CitedRule:
    """A rule with all its citations; it is as certain as the least certain of them."""

    rule_id: str
    cites: tuple[str, ...]
    certain: bool

    @property
    def cite(self) -> str:
        """Return the citations as one text."""
        return "; ".join(self.cites)

    @property
    def source(self) -> tuple[str, ...]:
        """Return the source that a sentence on this rule names."""
        return (f"rule:{self.rule_id}",)


def law_blocks(writer: Writer, outcome: Outcome, demand: Demand) -> tuple[Block, ...]:
    """Return what each cited rule gives, a paragraph a rule; one not certain is worded "may".

    Rules without words of their own are cited at least: the one behind the demand as a right, the
    others as what the letter also relies on. A request for goodwill cites no right.
    """
    if not demand.claims:
        return ()
    rules = _by_rule(outcome.citations)
    explained = [rule for rule in rules if rule.rule_id in writer.words.rules]
    plain = [rule for rule in rules if _stands_alone(rule, writer, outcome, demand)]
    groups = [
        *(_of_right(writer, rule) for rule in plain if rule.rule_id == demand.rule_id),
        *(_of_rule(writer, rule) for rule in explained),
        tuple(_also(writer, [rule for rule in plain if rule.rule_id != demand.rule_id])),
    ]
    said = [sentence for group in groups for sentence in group]
    groups.append(tuple(_short_names(writer, outcome, rules, said)))
    return tuple(block for group in groups for block in paragraphs(group))


def _stands_alone(rule: CitedRule, writer: Writer, outcome: Outcome, demand: Demand) -> bool:
    """Tell whether a rule without words is cited; one that only opens steps with others is not."""
    given = [option for option in outcome.remedies if option.rule_id == rule.rule_id]
    routes = [r for r in given if is_route(r, outcome.claim_type, to_shop=demand.to_shop)]
    only_routes = bool(given) and routes == given
    return rule.rule_id not in writer.words.rules and not only_routes


def _by_rule(citations: Iterable[Citation]) -> list[CitedRule]:
    grouped: dict[str, list[Citation]] = {}
    for citation in citations:
        grouped.setdefault(citation.rule_id, []).append(citation)
    return [
        CitedRule(
            rule_id,
            tuple(dict.fromkeys(citation.cite for citation in some)),
            all(citation.certainty == "high" for citation in some),
        )
        for rule_id, some in grouped.items()
    ]


def _citing(writer: Writer, rule: CitedRule) -> Writer:
    return writer.with_also(cite=Material(rule.cite, rule.cite, rule.source)).resting_on("cite")


def _says(rule_id: str) -> str | None:
    """Return what the rule says in plain words, or None where no pack has the rule."""
    try:
        return explain(rule_id).says.strip().rstrip(".")
    except KeyError:
        return None


def _of_right(writer: Writer, rule: CitedRule) -> tuple[Sentence, ...]:
    law, citing = writer.words.law, _citing(writer, rule)
    if not rule.certain:
        return citing.sentences(law.doubtful)
    says = _says(rule.rule_id)
    if says is not None:
        citing = citing.with_also(says=Material(says, says, rule.source))
    return citing.sentences(law.certain)


def _of_rule(writer: Writer, rule: CitedRule) -> tuple[Sentence, ...]:
    words = writer.words.rules[rule.rule_id]
    if rule.certain:
        return _citing(writer, rule).sentences(words.certain)
    if words.doubtful or not words.certain:
        return _citing(writer, rule).sentences(words.doubtful)
    return _of_right(writer, rule)


def _also(writer: Writer, rules: list[CitedRule]) -> Iterator[Sentence]:
    law = writer.words.law
    yield from _list(writer, law.also, [rule for rule in rules if rule.certain])
    yield from _list(writer, law.also_doubtful, [rule for rule in rules if not rule.certain])


def _list(writer: Writer, phrase: Phrase, rules: list[CitedRule]) -> tuple[Sentence, ...]:
    if not rules:
        return ()
    text = "; ".join(rule.cite for rule in rules)
    sources = tuple(source for rule in rules for source in rule.source)
    return writer.with_also(cites=Material(text, text, sources)).sentences([phrase])


def _short_names(
    writer: Writer, outcome: Outcome, rules: list[CitedRule], said: list[Sentence]
) -> Iterator[Sentence]:
    """Yield what the abbreviations in the letter's citations stand for, each once."""
    text = " ".join(sentence.text for sentence in said)
    names: dict[str, str] = register()["instruments"].get(outcome.jurisdiction.value, {})
    for short, full in names.items():
        users = [r for r in rules if any(_cites(cite, short) and cite in text for cite in r.cites)]
        if users and _ABBREVIATION.fullmatch(short) and _is_name(full):
            sources = tuple(source for rule in users for source in rule.source)
            this = writer.with_also(
                short=Material(short, short, sources), full=Material(full, full, sources)
            )
            yield this.must(writer.words.law.short_name)


def _is_name(full: str) -> bool:
    """Tell a name in the letter's script from a description or a number."""
    return full.isascii() and full[:1].isupper() and full[:2].isalpha()


def _cites(cite: str, short: str) -> bool:
    return cite == short or cite.startswith(f"{short} ")
