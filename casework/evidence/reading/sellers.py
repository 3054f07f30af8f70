"""Who sold, and how to reach the seller."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parseaddr

from casework.evidence.reading.proposals import Candidate, weighed
from casework.evidence.reading.sheet import MailHead, Sheet
from casework.evidence.reading.wordlists import either, pattern
from casework.reading.references import ReferenceKind, read_references

_WORD = r"[A-ZÀ-Þ0-9][\w&.'+-]*"
_COMPANY = re.compile(
    rf"(?<![\w@.])(?P<name>{_WORD}(?: (?:&|{_WORD}|de|du|of|der|und|and)){{0,5}},? "
    rf"{either('legal_forms')})(?![\w@])"
)
_THANKS = re.compile(
    rf"(?i:{either('before_a_shop')}) "
    r"(?P<name>[A-ZÀ-Þ][\w&'+-]*(?: (?:&|[A-ZÀ-Þ][\w&'+-]*)){0,4}(?: Co\.)?)"
)
_ENDS = re.compile(r",\s|\s\(|;|\s-\s|\s\||\bregistered\b|\band\s(?:fulfilled|shipped)\b")
_PASSED_ON = re.compile(r"(?:fwd?|wg|tr|rv|i|doorgestuurd)\s*:", re.IGNORECASE)


def seller_name(sheet: Sheet, own_names: frozenset[str]) -> Candidate | None:
    """Return the seller's name; ``own_names`` (lower case) are the consumer's, and no seller's."""
    found = [
        candidate
        for candidate in (*_labelled(sheet), *_companies(sheet), *_senders(sheet), *_thanked(sheet))
        if candidate.value.casefold() not in own_names
    ]
    best = weighed(found)
    return None if best is None else _in_full(best, found)


def seller_contact(sheet: Sheet, own_addresses: frozenset[str]) -> Candidate | None:
    """Return an e-mail address that the seller reads; not the consumer's ``own_addresses``."""
    found = [c for c in _addresses(sheet) if c.value.casefold() not in own_addresses]
    return weighed(found)


def own_addresses(sheet: Sheet) -> frozenset[str]:
    """Return the addresses that mails of this paper were sent to, or passed on from."""
    outer = sheet.heads[:-1]
    heads = " ".join([*(head.to for head in sheet.heads), *(head.sender for head in outer)])
    return frozenset(re.findall(r"[\w.+-]+@[\w.-]+\w", heads.casefold()))


def _labelled(sheet: Sheet) -> Iterator[Candidate]:
    for label in sheet.labelled("seller_name"):
        is_plain = label.marked or " " in label.words
        if not (label.lead and (is_plain or not label.rest)):
            continue
        for cell, words in sheet.values_of(label):
            name = _ENDS.split(words)[0].strip(" .,:")
            if _is_name(name):
                yield sheet.candidate(name, cell, 0.92)
                break


def _companies(sheet: Sheet) -> Iterator[Candidate]:
    for cell in sheet.grid.cells:
        if cell.row in sheet.head_rows:
            continue
        for match in _COMPANY.finditer(cell.text):
            yield sheet.candidate(match["name"], cell, 0.75)
            return


def _senders(sheet: Sheet) -> Iterator[Candidate]:
    if sheet.head is None or _is_private(sheet.head, sheet):
        return
    name = parseaddr(sheet.head.sender)[0].strip("\"' ")
    if _is_name(name) and not pattern("no_shop_name").fullmatch(name):
        cell = sheet.grid.rows[sheet.head.rows[0]][0]
        yield Candidate(_without_department(name), cell.page, f"From: {sheet.head.sender}", 0.8)


def _is_private(head: MailHead, sheet: Sheet) -> bool:
    """Tell whether a mail came from the consumer: passed on, and nothing left of the first head."""
    return bool(_PASSED_ON.match(head.subject)) and len(sheet.heads) == 1


def _without_department(name: str) -> str:
    shorter = re.sub(r"\s+(?:customer )?(?:orders?|support|service|team)$", "", name, flags=re.I)
    return shorter or name


def _thanked(sheet: Sheet) -> Iterator[Candidate]:
    for row in sheet.grid.rows:
        line = sheet.grid.line(row[0])
        match = _THANKS.search(line)
        if match is not None:
            yield sheet.candidate(match["name"].strip(), row[0], 0.7)
            return


def _is_name(name: str) -> bool:
    return 2 <= len(name) <= 80 and "@" not in name and any(c.isalpha() for c in name)


def _in_full(best: Candidate, found: list[Candidate]) -> Candidate:
    """Prefer the registered name where it starts with the shorter one: ScreenHub, ScreenHub Inc."""
    for other in found:
        longer = other.confidence >= 0.75 and len(other.value) > len(best.value)
        if longer and other.value.casefold().startswith(best.value.casefold()):
            return other
    return best


def _addresses(sheet: Sheet) -> Iterator[Candidate]:
    sender = "" if sheet.head is None else parseaddr(sheet.head.sender)[1].casefold()
    domain = sender.rpartition("@")[2]
    for cell in sheet.grid.cells:
        if cell.row in sheet.head_rows:
            continue
        for reference in read_references(cell.text):
            if reference.kind is ReferenceKind.EMAIL:
                yield sheet.candidate(
                    reference.value, cell, _trust(reference.value, cell.text, domain)
                )
    if sheet.head is not None and sender and not _is_private(sheet.head, sheet):
        cell = sheet.grid.rows[sheet.head.rows[0]][0]
        trust = 0.3 if pattern("deaf_address").search(sender) else 0.8
        yield Candidate(sender, cell.page, f"From: {sheet.head.sender}", trust)


def _trust(address: str, words: str, domain: str) -> float:
    if pattern("deaf_address").search(address):
        return 0.3
    if pattern("for_questions").search(words):
        return 0.9 if not domain or address.casefold().endswith(domain) else 0.5
    return 0.7 if domain and address.casefold().endswith(domain) else 0.5
