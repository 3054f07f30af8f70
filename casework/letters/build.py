"""A case and the law's answer become a letter, or a refusal that says why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casework.casefile import CaseFile
from casework.law.outcome import DueDate, Outcome
from casework.letters.answer_day import ANSWER_DAYS, LETTER_ANSWER, answer_day
from casework.letters.checks import check_letter, check_parties
from casework.letters.content import ClaimAsked, LetterContent
from casework.letters.demand import Demand, choose_demand, handlings
from casework.letters.heads import (
    printed,
    recipient_lines,
    reference_lines,
    sender_lines,
    subject_line,
)
from casework.letters.materials import (
    Material,
    Typography,
    deadline_material,
    materials_of,
    rule_sources,
    rules_of,
)
from casework.letters.phrasebook import Words, words_in
from casework.letters.sections import sections_of
from casework.letters.several import ClaimPart, sections_of_several, subject_of_several
from casework.letters.writer import Writer


def build_letter(
    case: CaseFile,
    outcome: Outcome,
    today: date,
    *,
    beside: Sequence[Outcome] = (),
    answer_days: int = ANSWER_DAYS,
    words: Words | None = None,
) -> LetterContent:
    """Return the demand letter of a case.

    Args:
        case: facts, exhibits and parties; only what is known is used.
        outcome: the law's answer for the claim that the letter is about.
        today: the date of the letter.
        beside: the law's answers for further claims of the case; the letter covers them too.
        answer_days: calendar days for the answer, before it is moved to a working day.
        words: the words of another language, or of a test; English by default.

    Raises:
        LetterError: the letter would be incomplete or break a promise; ``code`` says which.

    """
    check_parties(case)
    words = words or words_in()
    to_shop = bool(beside)
    outcomes = (outcome, *beside)
    parts = [_part(case, o, today, answer_days, words, to_shop=to_shop) for o in outcomes]
    letter = _written(case, parts)
    check_letter(letter, words, _known_sources(case, outcomes))
    return letter


def _part(
    case: CaseFile, outcome: Outcome, today: date, days: int, words: Words, *, to_shop: bool
) -> ClaimPart:
    demand = choose_demand(outcome, case.wish_for(outcome.claim_type), to_shop=to_shop)
    due = answer_day(case, outcome, handlings()[demand.remedy], today, days)
    return ClaimPart(outcome, demand, due, _writer(case, outcome, demand, due, words))


def _writer(case: CaseFile, outcome: Outcome, demand: Demand, due: DueDate, words: Words) -> Writer:
    today = due.computation.start_date
    rules = (f"rule:{demand.rule_id}",) if demand.rule_id else rule_sources(outcome)
    noun = words.remedies[demand.remedy].noun
    more = {"remedy": Material(demand.remedy, noun, rules)}
    if demand.wished is not None:
        wished = words.remedies[demand.wished].noun
        more["wished_noun"] = Material(demand.wished, wished, ("fact:wished_remedy",))
    writer = Writer(words, materials_of(case, outcome, words), today)
    return _until(due, writer.with_also(**more))


def _until(due: DueDate, writer: Writer) -> Writer:
    """Return a writer that knows by when the letter asks for an answer."""
    typography = Typography(writer.words.locale)
    answer = deadline_material(due, typography)
    days = (due.date - writer.today).days
    return writer.with_also(
        letter_date=Material(writer.today, typography.day(writer.today), answer.sources),
        letter_deadline=answer,
        letter_days=Material(days, str(days), answer.sources),
    )


def _written(case: CaseFile, parts: Sequence[ClaimPart]) -> LetterContent:
    first, latest = parts[0], max((part.due for part in parts), key=lambda due: due.date)
    writer, several = _until(latest, first.writer), len(parts) > 1
    demand = first.demand
    return LetterContent(
        language=writer.words.language,
        claim_type=first.outcome.claim_type,
        jurisdiction=first.outcome.jurisdiction,
        case_number=case.number,
        date=writer.today,
        date_line=writer.must(printed("letter_date")),
        sender=sender_lines(case, writer),
        recipient=recipient_lines(case, writer),
        references=reference_lines(writer),
        subject=subject_of_several(parts) if several else subject_line(first.claim, writer),
        greeting=writer.must(writer.words.greeting),
        sections=sections_of_several(case, parts, writer)
        if several
        else sections_of(case, first.outcome, demand, writer),
        closing=writer.frame("closing"),
        name=writer.must(printed("consumer_name")),
        remedy=demand.remedy,
        fallback=demand.fallback.remedy if demand.fallback else None,
        answer_by=latest,
        claims=tuple(_asked(part) for part in parts if several),
    )


def _asked(part: ClaimPart) -> ClaimAsked:
    fallback = part.demand.fallback
    return ClaimAsked(
        claim_type=part.outcome.claim_type,
        remedy=part.demand.remedy,
        fallback=fallback.remedy if fallback else None,
        answer_by=part.due,
    )


def _known_sources(case: CaseFile, outcomes: Sequence[Outcome]) -> set[str]:
    party_facts = {
        f"{role}_{field}"
        for role in ("consumer", "seller")
        for field in ("name", "email", "address", "contact", "country")
    }
    facts = {*case.known_values(), *party_facts, "wished_remedy"}
    return {
        "case:number",
        f"deadline:{LETTER_ANSWER}",
        *(f"fact:{name}" for name in facts),
        *(f"exhibit:{exhibit.label}" for exhibit in case.exhibits),
        *(f"rule:{rule}" for outcome in outcomes for rule in rules_of(outcome)),
        *(f"deadline:{due.name}" for outcome in outcomes for due in outcome.deadlines),
    }
