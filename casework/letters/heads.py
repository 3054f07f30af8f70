"""What stands above the letter's text: the two sides, the reference and the subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale

from casework.casefile import CaseFile, PartyDetails
from casework.letters.content import ReferenceLine, Sentence
from casework.letters.phrasebook import Phrase
from casework.letters.plain import plain, plain_lines, shortened, without
from casework.letters.writer import Writer

_LINE, _LINES = 120, 6  # characters, lines of an address
_ONLINE = re.compile(r"://|@|^\s*\S+\.\S+\s*$")  # a web or e-mail address where a postal one may be


def sender_lines(case: CaseFile, writer: Writer) -> tuple[Sentence, ...]:
    """Return name, address and e-mail address of the consumer, one line each."""
    return _lines(case.consumer, "consumer", _abroad(case), writer)


def recipient_lines(case: CaseFile, writer: Writer) -> tuple[Sentence, ...]:
    """Return name and address of the trader, as they go into the address window."""
    return _lines(case.trader, "seller", _abroad(case), writer)


def reference_lines(writer: Writer) -> tuple[ReferenceLine, ...]:
    """Return date, day for the answer, case number and, where it is known, order number."""
    lines = (
        ("date", "letter_date"),
        ("answer_by", "letter_deadline"),
        ("case", "case_number"),
        ("order", "order_number"),
    )
    return tuple(
        ReferenceLine(key=label, label=writer.frame(label), value=writer.must(printed(name)))
        for label, name in lines
        if name in writer.materials
    )


def subject_line(claim_type: str, writer: Writer) -> Sentence:
    """Return the first subject that fits what is known."""
    return writer.first(writer.words.subjects[claim_type])


def printed(name: str) -> Phrase:
    """Return a phrase that is nothing but the print of one name."""
    return Phrase(text=f"{{{{ {name} }}}}")


def _abroad(case: CaseFile) -> bool:
    home, other = (_code(party.country) for party in (case.consumer, case.trader))
    return bool(home and other and home != other)


def _code(country: str | None) -> str:
    return (country or "").upper().partition("-")[0]


def _lines(party: PartyDetails, role: str, abroad: bool, writer: Writer) -> tuple[Sentence, ...]:
    contact = "seller_contact" if role == "seller" else None
    lines = [(f"{role}_name", party.name)]
    lines += [(contact or "consumer_address", line) for line in plain_lines(party.address or "")]
    if abroad and party.address and not _ONLINE.search(party.address):
        lines += [(f"{role}_country", _country_name(party.country, writer))]
    if party.email:
        lines += [(contact or "consumer_email", party.email)]
    return tuple(_sourced(lines, writer))


def _sourced(lines: list[tuple[str, str]], writer: Writer) -> Iterator[Sentence]:
    for fact, line in lines[: _LINES + 1]:
        text = shortened(without(plain(line), writer.words.left_out), _LINE)
        if text:
            yield Sentence(text=text, sources=(f"fact:{fact}",), inserted=((0, len(text)),))


def _country_name(country: str | None, writer: Writer) -> str:
    """Return the country in capitals, as the post wants it on mail that crosses a border."""
    code = _code(country)
    return str(Locale.parse(writer.words.locale).territories.get(code, code)).upper()
