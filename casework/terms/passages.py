"""A page of terms as clauses and sentences, each with its place in the text.

A clause is a paragraph or an item of a list. An item is read together with the words that open
its list ("We are not liable for:"), because it says nothing alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from casework.reading.text import Span

LONGEST_SENTENCE = 1500  # characters; longer ones are cut at a space
_HEADING = 60  # characters; a shorter line without an end is a heading
_MARKER = re.compile(
    r"(?P<bullet>[•*·▪\u2013-])\s|(?P<letter>\(?(?:[a-z]|[ivx]{1,4})[.)])\s"
    r"|(?P<article>(?:art(?:icle)?|sec(?:tion)?|clause|paragraph|§+)\.?\s?\d{1,3}(?:\.\d{1,3})*\b[.):]?)\s"
    r"|(?P<number>\(?\d{1,3}(?:\.\d{1,3})*[.)]?)\s",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?]['\")\]]*\s+(?=['\"(\[]?[A-Z0-9])|[.!?]\s*\n")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|no|nos|art|arts|sec|para|cl|ltd|inc|corp|co|mr|mrs|ms|st|vs|v|approx|"
    r"incl|u\.s|u\.k|u\.s\.c|[a-z]|\d{1,3}(?:\.\d{1,3})*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Clause:
    """A paragraph or item: where it stands, its sentences, and the opening words of its list."""

    number: int
    span: Span
    sentences: tuple[Span, ...]
    lead: Span | None = None
    opens_list: bool = False

    def own_sentences(self) -> tuple[Span, ...]:
        """Return the sentences without the one that opens a list, which its items repeat."""
        return self.sentences[:-1] if self.opens_list else self.sentences


def clauses_of(text: str) -> tuple[Clause, ...]:
    """Split a plain text into clauses; positions are those of ``text``."""
    clauses: list[Clause] = []
    lead: Span | None = None
    style: str | None = None
    for start, end in _blocks(text):
        marker = _style(text, start)
        if lead is not None and (marker is None or (style is not None and marker != style)):
            lead = None
        style = marker if lead is not None else None
        sentences = tuple(_sentences(text, start, end))
        if lead is not None and clauses[-1].lead is None:
            clauses[-1] = replace(clauses[-1], opens_list=True)
        clauses.append(Clause(len(clauses) + 1, (start, end), sentences, lead))
        if text[start:end].endswith(":"):
            lead, style = sentences[-1], None
    return tuple(clauses)


def _style(text: str, start: int) -> str | None:
    marker = _MARKER.match(text, start)
    return marker.lastgroup if marker else None


def _blocks(text: str) -> Iterator[Span]:
    """Yield the paragraphs: a blank line, a marker, a heading or a colon parts them."""
    begun: Span | None = None
    for start, end in _lines(text):
        if begun is not None and (start >= end or _parted(text, begun, start, end)):
            yield begun
            begun = None
        if start < end:
            begun = (start if begun is None else begun[0], end)
    if begun is not None:
        yield begun


def _lines(text: str) -> Iterator[Span]:
    position = 0
    for line in text.split("\n"):
        stripped = line.strip()
        start = position + (len(line) - len(line.lstrip()) if stripped else 0)
        yield start, start + len(stripped)
        position += len(line) + 1


def _parted(text: str, begun: Span, start: int, end: int) -> bool:
    if _MARKER.match(text, start, end) or text[begun[1] - 1] in ":;":
        return True
    line = text[text.rfind("\n", 0, begun[1]) + 1 : begun[1]].strip()
    ended = line[-1:] in ".!?,"
    return not ended and len(line) < _HEADING and text[start].isupper() and not line[-1:].isdigit()


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    for first, last in _parts(text, start, end):
        while last - first > LONGEST_SENTENCE:
            cut = text.rfind(" ", first + 1, first + LONGEST_SENTENCE)
            cut = first + LONGEST_SENTENCE if cut < 0 else cut
            yield first, cut
            first = cut + (text[cut].isspace())
        if text[first:last].strip():
            yield first, last


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for match in _ENDS.finditer(text, start, end):
        before = text[max(begin, match.start() - 12) : match.start()]
        if text[match.start()] == "." and _ABBREVIATION.search(before):
            continue
        yield begin, match.start() + len(match[0].rstrip())
        begin = match.end()
    if begin < end:
        yield begin, end
