"""A case and the law's answer become a letter, or a refusal that says why not."""

from __future__ import annotations

from datetime import date

from casework.casefile import CaseFile
from casework.law.outcome import DueDate, Outcome
from casework.letters.answer_day import ANSWER_DAYS, LETTER_ANSWER, answer_day
from casework.letters.checks import check_letter, check_parties
from casework.letters.content import LetterContent
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
from casework.letters.writer import Writer


def build_letter(
    case: CaseFile,
    outcome: Outcome,
    today: date,
    *,
    answer_days: int = ANSWER_DAYS,
    words: Words | None = None,
) -> LetterContent:
    """Return the demand letter of a case.

    Args:
        case: facts, exhibits and parties; only what is known is used.
        outcome: the law's answer for the claim that the letter is about.
        today: the date of the letter.
        answer_days: calendar days for the answer, before it is moved to a working day.
        words: the words of another language, or of a test; English by default.

    Raises:
        LetterError: the letter would be incomplete or break a promise; ``code`` says which.

    """
    check_parties(case)
    words = words or words_in()
    demand = choose_demand(outcome, case.wished_remedy or case.known("wished_remedy"))
    due = answer_day(case, outcome, handlings()[demand.remedy], today, answer_days)
    writer = _writer(case, outcome, demand, due, words)
    letter = _written(case, outcome, demand, due, writer)
    check_letter(letter, words, _known_sources(case, outcome))
    return letter


def _writer(case: CaseFile, outcome: Outcome, demand: Demand, due: DueDate, words: Words) -> Writer:
    today = due.computation.start_date
    typography = Typography(words.locale)
    answer = deadline_material(due, typography)
    days = (due.date - today).days
    rules = (f"rule:{demand.rule_id}",) if demand.rule_id else rule_sources(outcome)
    noun = words.remedies[demand.remedy].noun
    more = {
        "letter_date": Material(today, typography.day(today), answer.sources),
        "letter_deadline": answer,
        "letter_days": Material(days, str(days), answer.sources),
        "remedy": Material(demand.remedy, noun, rules),
    }
    if demand.wished is not None:
        wished = words.remedies[demand.wished].noun
        more["wished_noun"] = Material(demand.wished, wished, ("fact:wished_remedy",))
    return Writer(words, materials_of(case, outcome, words), today).with_also(**more)


def _written(
    case: CaseFile, outcome: Outcome, demand: Demand, due: DueDate, writer: Writer
) -> LetterContent:
    return LetterContent(
        language=writer.words.language,
        claim_type=outcome.claim_type,
        jurisdiction=outcome.jurisdiction,
        case_number=case.number,
        date=writer.today,
        date_line=writer.must(printed("letter_date")),
        sender=sender_lines(case, writer),
        recipient=recipient_lines(case, writer),
        references=reference_lines(writer),
        subject=subject_line(outcome.claim_type.value, writer),
        greeting=writer.must(writer.words.greeting),
        sections=sections_of(case, outcome, demand, writer),
        closing=writer.frame("closing"),
        name=writer.must(printed("consumer_name")),
        remedy=demand.remedy,
        fallback=demand.fallback.remedy if demand.fallback else None,
        answer_by=due,
    )


def _known_sources(case: CaseFile, outcome: Outcome) -> set[str]:
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
        *(f"rule:{rule}" for rule in rules_of(outcome)),
        *(f"deadline:{due.name}" for due in outcome.deadlines),
    }
