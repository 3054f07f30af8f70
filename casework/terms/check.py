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
_BLOT = "\n"  # stands for words that take nothing from the consumer
_BEFORE, _AFTER = 1, 2  # neighbouring sentences of a clause


@dataclass(frozen=True)
class _Sentence:
    """A sentence as it is looked at."""

    clause: Clause
    span: Span
    text: str  # with the opening words of its list
    joined: str  # with the sentence before it, too
    around: str  # with its neighbours: what they keep for the consumer counts here
    before: Span | None


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
    for sentence in _sentences(text, clause):
        named = {kind.name: kind for kind in kinds() if _says(sentence, kind)}
        for kind in named.values():
            if named.keys() & set(kind.yields_to) or found_any(kind.saved_by, sentence.around):
                continue
            if not law.is_near(kind.name, sentence.text):
                yield _Found(sentence, kind)


def _sentences(text: str, clause: Clause) -> Iterator[_Sentence]:
    lead = _lead(text, clause)
    spans = clause.own_sentences()
    texts = [text[start:end] for start, end in spans]
    plain = [_without_denials(lead + own) for own in texts]
    for i, span in enumerate(spans):
        around = " ".join([lead, *texts[max(i - _BEFORE, 0) : i + _AFTER + 1]])
        joined = f"{plain[i - 1]} {plain[i]}" if i else plain[i]
        before = spans[i - 1] if i else None
        yield _Sentence(clause, span, plain[i], joined, around, before)


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
    return kind.found_in(sentence.text) or _says_joined(sentence, kind)


def _says_joined(sentence: _Sentence, kind: Kind) -> bool:
    """Tell whether a sentence says it only together with the one before it."""
    if not kind.joined or sentence.before is None:
        return False
    if not kind.found_in(sentence.joined):
        return False
    before = sentence.joined[: -len(sentence.text)]
    better = (k for k in kinds() if k is kind or k.name in kind.yields_to)
    return not any(k.found_in(before) for k in better)


def _findings(plain: PlainText, found: list[_Found], law: JurisdictionList) -> Iterator[Finding]:
    for one in found:
        entry = law.entries[one.kind.name]
        rate = late_rate(one.sentence.text) if one.kind.name == "late_charge" else None
        if entry.allows(rate):
            continue
        yield _finding(plain, one, entry.at(rate))


def _finding(plain: PlainText, found: _Found, entry: Entry) -> Finding:
    sentence, clause = found.sentence, found.sentence.clause
    stops = family("softens").search(sentence.around) is not None
    softened = stops and not entry.even_softened
    lead = _opening(found)
    listing = Listing.GREY if softened else entry.listing
    return Finding(
        kind=found.kind.name,
        listing=listing,
        rule_id=entry.rule,
        citation=entry.cite,
        certainty=entry.certainty,
        explanation=words().explained(found.kind.name, entry, listing, softened),
        clause=clause.number,
        lead=None if lead is None else _quote(plain, lead),
        softened=stops,
        **_quote(plain, sentence.span).model_dump(),
    )


def _opening(found: _Found) -> Span | None:
    """Return the words without which the sentence does not say it, where there are any."""
    sentence, kind = found.sentence, found.kind
    if sentence.clause.lead is not None:
        return sentence.clause.lead
    return None if kind.found_in(sentence.text) else sentence.before


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
