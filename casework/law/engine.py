"""The engine: facts in, the law's answer out. It knows no law; the packs do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from casework.facts.catalogue import label_of
from casework.law.answers import Answer, FoundRemedy, RuleAnswer, answer_of, answers_of
from casework.law.book import Book
from casework.law.missing import missing_facts
from casework.law.outcome import Citation, DueDate, MissingFact, Outcome, RemedyOption
from casework.law.schema import Certainty, DateRule, Parties, SaidList, Table
from casework.law.situation import Situation
from casework.law.unknown import UNKNOWN

_CENT = Decimal("0.01")


def judge(book: Book, facts: Mapping[str, Any], today: date) -> Outcome:
    """Return the law's answer to typed facts on one day.

    Args:
        book: the rules for the jurisdiction and kind of claim.
        facts: typed values, as ``casework.facts.values.typed_facts`` returns them.
        today: the day on which the question is asked.

    """
    situation = Situation(book, facts, today)
    answers = answers_of(situation)
    answer = answer_of(answers)
    applied = [a for a in answers if a.applies is True]
    liable = _unique(_parties(applied, "liable"))
    missing = missing_facts(situation, answers, answer)
    return Outcome(
        jurisdiction=book.jurisdiction.id,
        claim_type=book.claim_type,
        outcome=answer.verdict,
        rules=tuple(a.rule.id for a in applied),
        citations=tuple(_citations(applied)),
        remedies=tuple(_remedies(answer, missing)),
        deadlines=tuple(_deadlines(answer, situation)),
        liable=liable,
        not_liable=tuple(p for p in _unique(_parties(applied, "not_liable")) if p not in liable),
        burden_of_proof=_unique(_said(applied, "burden")),
        amounts=_amounts(applied),
        decisive_evidence=_unique(_said(applied, "evidence")),
        escalation=_unique(_said(applied, "escalation")),
        missing_facts=missing,
        doubts=_unique(_doubts(applied, situation)),
    )


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _parties(applied: list[RuleAnswer], side: str) -> Iterator[str]:
    for answer in applied:
        parties: Parties = getattr(answer.rule, side)
        yield from (party.who for party in parties if party.when(answer.scope) is True)


def _said(applied: list[RuleAnswer], kind: str) -> Iterator[str]:
    for answer in applied:
        said: SaidList = getattr(answer.rule, kind)
        yield from (item.text for item in said if item.when(answer.scope) is True)


def _citations(applied: list[RuleAnswer]) -> Iterator[Citation]:
    for answer in applied:
        certainty = answer.rule.certainty
        for cite in _said([answer], "cite"):
            yield Citation(rule_id=answer.rule.id, cite=cite, certainty=certainty)


def _remedies(answer: Answer, missing: tuple[MissingFact, ...]) -> Iterator[RemedyOption]:
    for found in answer.remedies.values():
        waits_for = _deciding(found, missing)
        yield RemedyOption(
            order=found.order,
            remedy=found.remedy,
            available=found.available,
            condition=found.because or _waiting_words(waits_for),
            rule_id=found.rule_id,
            waits_for=waits_for,
        )


def _deciding(found: FoundRemedy, missing: tuple[MissingFact, ...]) -> tuple[str, ...]:
    """Return the facts that a remedy waits for: those that alone decide it, if there are any."""
    alone = tuple(m.fact for m in missing if found.remedy in m.would_decide)
    return tuple(fact for fact in alone if fact in found.waits_for) or found.waits_for


def _waiting_words(facts: tuple[str, ...]) -> str | None:
    if not facts:
        return None
    return f"We do not know yet: {', '.join(label_of(fact) for fact in facts)}."


def _deadlines(answer: Answer, situation: Situation) -> Iterator[DueDate]:
    for name, (rule, owner, dated) in answer.dates.items():
        yield DueDate(
            name=name,
            date=dated.day,
            basis="; ".join([rule.basis or owner.cites[0], *_own_choices(rule, situation)]),
            computation=dated.computation,
            expired=dated.day < situation.today,
        )


def _own_choices(rule: DateRule, situation: Situation) -> Iterator[str]:
    """Yield the national source of a length that the country chose itself."""
    for name in sorted(situation.book.tables_behind(rule)):
        table = situation.book.tables[name]
        entry, _ = situation.entry(table)
        if entry is not table.default:
            yield entry.cite


def _amounts(applied: list[RuleAnswer]) -> dict[str, Any]:
    amounts: dict[str, Any] = {}
    for answer in applied:
        for name, rule in answer.rule.amounts.items():
            value = rule.value(answer.scope) if rule.when(answer.scope) is True else None
            if value is not UNKNOWN and value is not None:
                amounts.setdefault(name, _rounded(value))
    return amounts


def _rounded(value: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    rounded = value.quantize(_CENT, ROUND_HALF_UP)
    return value if value == rounded else rounded


def _doubts(applied: list[RuleAnswer], situation: Situation) -> Iterator[str]:
    yield from _said(applied, "doubts")
    for answer in applied:
        if answer.rule.certainty is not Certainty.HIGH:
            rule = answer.rule
            yield f"{rule.id} is of {rule.certainty} certainty ({rule.status})."
        for name in sorted(situation.book.tables_of[answer.rule.id]):
            yield from _doubtful_choice(situation.book.tables[name], situation)
    country = situation.facts.get("consumer_country")
    for limit in situation.book.jurisdiction.limits:
        if country in limit.countries:
            yield limit.doubt


def _doubtful_choice(table: Table, situation: Situation) -> Iterator[str]:
    _, doubtful = situation.entry(table)
    if doubtful is not None:
        key = situation.value(table.by)
        yield (
            f"{table.words}: {doubtful.value} in {key} ({doubtful.cite}) is of "
            f"{doubtful.certainty} certainty; counted with {table.default.value}."
        )
