"""The check: a text and a body of law in, findings with their exact words out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casework.law.outcome import Jurisdiction
from casework.reading.text import PlainText, Span, is_other_script, plain_text
from casework.terms.charges import late_rate
from casework.terms.lists import Entry, JurisdictionList, list_of
from casework.terms.passages import Clause, clauses_of
from casework.terms.patterns import Kind, family, found_any, kinds
from casework.terms.report import Finding, Listing, Quote, TermsReport
from casework.terms.source import check_text
from casework.terms.wording import words

_HALF_SENTENCE = (";", ", but ", " but ", " however", " otherwise", ", except ", " provided that")
_BLOT = "\n"  # stands for what takes nothing from the consumer; no word is found across it


@dataclass(frozen=True)
class _Sentence:
    """A sentence as it is looked at: ``text`` is its list's opening words and its own."""

    clause: Clause
    span: Span
    text: str
    softened: bool


@dataclass(frozen=True)
class _Found:
    sentence: _Sentence
    kind: Kind


def check_terms(text: str, jurisdiction: Jurisdiction | str, country: str = "") -> TermsReport:
    """Read terms against the lists of a body of law.

    Only English words are known. A sentence in which nothing is found is not thereby fair.

    Args:
        text: a clause or a page, at most 200 kB.
        jurisdiction: the body of law.
        country: where the consumer lives (ISO 3166 alpha-2), for what a country adds.

    Raises:
        TermsTooLong, NotText, EmptyTerms: the text cannot be read as terms.
        ValueError: there is no such jurisdiction.
        ListError: a list or word file is malformed.

    """
    check_text(text)
    law = list_of(Jurisdiction(jurisdiction))
    plain = plain_text(text)
    clauses = clauses_of(plain.text)
    found = [f for clause in clauses for f in _found_in(plain.text, clause, law)]
    return TermsReport(
        jurisdiction=law.jurisdiction,
        clauses=len(clauses),
        findings=tuple(_findings(plain, found, law)),
        carve_outs=tuple(_carve_outs(plain, clauses)),
        late_charge_rate=_rate(found),
        notes=tuple(_notes(text, found, law, country)),
    )


def _found_in(text: str, clause: Clause, law: JurisdictionList) -> Iterator[_Found]:
    whole = _lead(text, clause) + text[clause.span[0] : clause.span[1]]
    softened = family("softens").search(whole) is not None
    saved: dict[str, bool] = {}
    for span in clause.own_sentences():
        sentence = _sentence(text, clause, span, softened)
        named = [kind for kind in kinds() if _says(sentence, kind)]
        names = {kind.name for kind in named}
        for kind in named:
            if kind.name not in saved:
                saved[kind.name] = found_any(kind.saved_by, whole)
            if saved[kind.name] or names.intersection(kind.yields_to):
                continue
            if not law.is_near(kind.name, sentence.text):
                yield _Found(sentence, kind)


def _sentence(text: str, clause: Clause, span: Span, softened: bool) -> _Sentence:
    words = _without_denials(_lead(text, clause) + text[span[0] : span[1]])
    return _Sentence(clause, span, words, softened)


def _lead(text: str, clause: Clause) -> str:
    return "" if clause.lead is None else text[clause.lead[0] : clause.lead[1]] + " "


def _without_denials(text: str) -> str:
    """Blot out what keeps the consumer's rights, up to the end of the half-sentence."""
    match = family("denies").search(text)
    while match is not None:
        ends = [i for mark in _HALF_SENTENCE if (i := text.find(mark, match.end())) >= 0]
        end = min(ends, default=len(text))
        text = text[: match.start()] + _BLOT * (end - match.start()) + text[end:]
        match = family("denies").search(text, end)
    return text


def _says(sentence: _Sentence, kind: Kind) -> bool:
    return any(p.found_in(sentence.text) for p in kind.patterns)


def _findings(plain: PlainText, found: list[_Found], law: JurisdictionList) -> Iterator[Finding]:
    for one in found:
        entry = law.entries[one.kind.name]
        rate = late_rate(one.sentence.text) if one.kind.name == "late_charge" else None
        if entry.allows(rate):
            continue
        yield _finding(plain, one, entry.at(rate))


def _finding(plain: PlainText, found: _Found, entry: Entry) -> Finding:
    sentence, clause = found.sentence, found.sentence.clause
    softened = sentence.softened and not entry.even_softened
    listing = Listing.GREY if softened else entry.listing
    return Finding(
        kind=found.kind.name,
        listing=listing,
        rule_id=entry.rule,
        citation=entry.cite,
        certainty=entry.certainty,
        explanation=words().explained(found.kind.name, entry, listing, softened),
        clause=clause.number,
        lead=None if clause.lead is None else _quote(plain, clause.lead),
        softened=sentence.softened,
        **_quote(plain, sentence.span).model_dump(),
    )


def _quote(plain: PlainText, span: Span) -> Quote:
    start, end = plain.span(*span)
    return Quote(quote=plain.original[start:end], start=start, end=end)


def _carve_outs(plain: PlainText, clauses: tuple[Clause, ...]) -> Iterator[Quote]:
    for clause in clauses:
        for start, end in clause.sentences:
            if family("keeps_rights").search(plain.text[start:end]):
                yield _quote(plain, (start, end))


def _rate(found: list[_Found]) -> float | None:
    texts = (f.sentence.text for f in found if f.kind.name == "late_charge")
    return max((rate for text in texts if (rate := late_rate(text)) is not None), default=None)


def _notes(text: str, found: list[_Found], law: JurisdictionList, country: str) -> Iterator[str]:
    yield words().notes["not_all"]
    if is_other_script(text):
        yield words().notes["other_script"]
    if found and country.upper() in law.countries:
        yield law.countries[country.upper()]
    if found and law.note:
        yield law.note
