"""The letter as plain text, to read in a terminal or to paste into an e-mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from casework.letters.content import (
    AmountTable,
    Block,
    Chronology,
    Enclosures,
    LetterContent,
    Paragraph,
    Section,
    Sentence,
    Steps,
)

WIDTH = 78


def letter_text(content: LetterContent) -> str:
    """Return the letter as plain text of at most 78 columns, ending with a line feed."""
    parts = [
        _lines(content.sender),
        _lines(content.recipient),
        "\n".join(f"{line.label.text}: {line.value.text}" for line in content.references),
        _underlined(_wrapped(content.subject.text), "="),
        content.greeting.text,
        *(_section(section) for section in content.body()),
        f"{content.closing.text}\n\n{content.name.text}",
        *(_section(section) for section in content.after_the_name()),
    ]
    return "\n\n".join(parts) + "\n"


def _lines(sentences: Iterable[Sentence]) -> str:
    return "\n".join(sentence.text for sentence in sentences)


def _section(section: Section) -> str:
    blocks = (text for block in section.blocks for text in _block(block))
    return "\n\n".join([_underlined(section.heading.text, "-"), *blocks])


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _wrapped(" ".join(s.text for s in block.sentences))
        case Steps():
            yield "\n".join(_wrapped(s.text, "- ") for s in block.items)
        case Chronology():
            width = max(len(event.day_text) for event in block.events)
            yield "\n".join(
                _wrapped(e.sentence.text, e.day_text.ljust(width) + "  ") for e in block.events
            )
        case AmountTable():
            yield _table(block)
        case Enclosures():
            yield "\n".join(_wrapped(f"{e.name.text}: {e.title.text}") for e in block.items)


def _table(table: AmountTable) -> str:
    head = (table.item_heading.text, table.amount_heading.text)
    middle = [(row.label.text, row.amount_text) for row in table.rows]
    rows = [head, *middle, (table.total_label.text, table.total_text)]
    amounts = max(len(amount) for _, amount in rows)
    labels = min(max(len(label) for label, _ in rows), WIDTH - amounts - 2)
    lines = [f"{textwrap.shorten(r, labels).ljust(labels)}  {a.rjust(amounts)}" for r, a in rows]
    rule = "-" * len(lines[-1])
    return "\n".join([f"{table.caption.text}:", lines[0], rule, *lines[1:-1], rule, lines[-1]])


def _wrapped(text: str, lead: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))


def _underlined(text: str, mark: str) -> str:
    return f"{text}\n{mark * max(map(len, text.splitlines()))}"
