"""The last look at a letter before it may leave: what must never be in one, and what must be."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from casework.casefile import CaseFile
from casework.law.checks import citations
from casework.letters.content import LetterContent, Sentence
from casework.letters.errors import (
    DeadlineNotAfterLetter,
    ForbiddenWord,
    LetterIncomplete,
    PlaceholderLeft,
    TotalDoesNotAddUp,
    UnknownSource,
    UnsourcedSentence,
)
from casework.letters.phrasebook import Words
from casework.letters.plain import plain

_PLACEHOLDER = re.compile(r"\{[{%#]|[}%#]\}|\{\w*\}|\[[^\]…]*\]|<[^>]*>|_{3,}|\b(?:TODO|TBD|XXX)\b")


def check_parties(case: CaseFile) -> None:
    """Refuse a case without the names of both sides.

    Raises:
        LetterIncomplete: with the names of the facts that are missing.

    """
    names = {"consumer_name": case.consumer.name, "seller_name": case.trader.name}
    missing = tuple(fact for fact, name in names.items() if not plain(name))
    if missing:
        raise LetterIncomplete(missing)


def check_letter(letter: LetterContent, words: Words, known_sources: Collection[str]) -> None:
    """Refuse a letter that breaks a promise.

    The promises on wording hold for the letter's own words: what people said is quoted as it is.

    Raises:
        UnsourcedSentence: a frame is not of the closed list in the words file.
        UnknownSource: a source is none that case and law have.
        PlaceholderLeft: a gap was not filled.
        ForbiddenWord: a word that the words file forbids, or law that must not be cited.
        TotalDoesNotAddUp: rows and total of the amounts differ.
        DeadlineNotAfterLetter: the day for the answer is not later than the letter.

    """
    for sentence in letter.sentences():
        _check_sources(sentence, words, known_sources)
        _check_wording(sentence, words)
    _check_amounts(letter)
    if letter.answer_by.date <= letter.date:
        raise DeadlineNotAfterLetter(f"{letter.answer_by.date} is not after {letter.date}")


def _check_sources(sentence: Sentence, words: Words, known: Collection[str]) -> None:
    if sentence.kind == "frame" and sentence.text not in words.frame.values():
        raise UnsourcedSentence(f"not a fixed phrase: {sentence.text!r}")
    unknown = [source for source in sentence.sources if source not in known]
    if unknown:
        raise UnknownSource(f"{', '.join(unknown)}: {sentence.text!r}")


def _check_wording(sentence: Sentence, words: Words) -> None:
    own = sentence.own_words()
    if _PLACEHOLDER.search(own):
        raise PlaceholderLeft(f"a gap is left: {sentence.text!r}")
    if not any(source.startswith(("fact:", "exhibit:")) for source in sentence.sources):
        _check_citing(sentence)
    said = [word for word in words.never if word in own.casefold()]
    said += [word for word in words.left_out if word in sentence.text.casefold()]
    if said:
        raise ForbiddenWord(f"{', '.join(said)}: {sentence.text!r}")


def _check_citing(sentence: Sentence) -> None:
    for entry in citations()["never"]:
        if re.search(entry["pattern"], sentence.text):
            raise ForbiddenWord(f"{entry['why']}: {sentence.text!r}")


def _check_amounts(letter: LetterContent) -> None:
    table = letter.amount_table()
    if table is None:
        return
    total = sum((row.amount for row in table.rows), Decimal(0))
    if not table.rows or total != table.total:
        raise TotalDoesNotAddUp(f"rows give {total}, total says {table.total}")
