"""Who sold it, out of a story or an answer; conservative, for the consumer confirms it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from casework.reading.calendar_words import months, weekdays
from casework.reading.countries import read_country
from casework.reading.dates import date_spans
from casework.reading.lexicon import word_set
from casework.reading.money import amount_spans
from casework.reading.phrases import Token, phrase, tokens_of
from casework.reading.references import ReferenceKind, read_references, reference_spans
from casework.reading.text import PlainText, Span, masked, plain_text


@dataclass(frozen=True)
class ReadName:
    """A name or thing as the writer wrote it; ``sure`` where the words around it leave no doubt."""

    value: str
    span: Span
    words: str
    sure: bool = True


_SENTENCE = re.compile(r"[^!?\n]+?(?:[!?\n]|\.(?=\s|$)|$)")
_BUYING = re.compile(
    r"(?<!\w)(?:order(?:ed|ing|s)?|orderd|bought|brought|buy(?:ing)?|purchas(?:ed?|es|ing)|paid|got|"
    r"booked|shopp(?:ed|ing))\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?<!\w)(?P<by>from|at|on|via|through|off)\s+(?P<the>the\s+|an?\s+)?(?P<shop>(?:online\s+)?"
    r"(?:shop|store|seller|company|website|site|retailer)\s+(?:called\s+|named\s+)?)?",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?:e-?mails?|mails?|messages?|repl(?:y|ies)|letter|calls?|answer|response|refund|hear|heard|"
    r"back|word|news|text|money|man|person|offer)\s+$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?<!\w)(?:seller|shop|store|trader|company|website|site|merchant|retailer|vendor)(?:'s)?\s*"
    r"(?:name\s*)?(?P<link>(?:is\s+|was\s+)?(?:called|named)\s+|(?:is|was)\s+|:\s*|"
    r"(?=(?-i:(?!I\b)[A-Z])))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\s*(?:(?:it|this|that|they|the\s+\w+)\s*(?:was|is|'s|are|were)\s+(?:called\s+|named\s+)?|"
    r"(?:from|at|on|via|by)\s+|i\s+(?:bought|ordered)\s+(?:it\s+)?(?:from|at|on)\s+)?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<!\w)(?:called|named)\s+(?=\w)", re.IGNORECASE)
_WEB_FRAME = re.compile(r"^(?:https?://)?(?:www\.)?|'s?$|/.*$", re.IGNORECASE)
_MOST_WORDS = 5


@lru_cache(maxsize=8)
def searchable(plain: PlainText) -> str:
    """Return the plain text with dates, amounts and references (not web addresses) blotted out."""
    web = {r.span for r in read_references(plain) if r.kind is ReferenceKind.WEB}
    references = [span for span in reference_spans(plain) if plain.span(*span) not in web]
    return masked(plain.text, [*references, *date_spans(plain), *amount_spans(plain)])


def read_seller(text: str | PlainText, *, about_a_purchase: bool = False) -> ReadName | None:
    """Return the seller's name, None where the story does not say it plainly.

    ``about_a_purchase``: every sentence is about the purchase, even without a word for buying.
    """
    plain = plain_text(text)
    searched = searchable(plain)
    shouting = _is_shouting(searched)
    for start, introduced in _openings(searched, about_a_purchase=about_a_purchase):
        tokens = tokens_of(searched, start, 12)
        found = _capitalised(plain, tokens) if not shouting else None
        if found is None and introduced:
            found = _uncapitalised(plain, tokens)
        if found is not None:
            return found
    return None


def read_seller_answer(text: str | PlainText) -> ReadName | None:
    """Return the seller's name out of an answer to that question."""
    plain = plain_text(text)
    searched = searchable(plain)
    called = _NAMED.search(searched)
    told = read_seller(plain) if called is None else None
    if told is not None:
        return told
    if called is not None:
        searched = " " * called.end() + searched[called.end() :]
    lead = _LEAD.match(searched)
    tokens = tokens_of(searched, lead.end() if lead else 0, 12)
    return _capitalised(plain, tokens) or _uncapitalised(plain, tokens)


def _openings(text: str, *, about_a_purchase: bool) -> Iterator[tuple[int, bool]]:
    """Yield where a name may start, and whether one without capitals may."""
    for sentence in _SENTENCE.finditer(text):
        if about_a_purchase or _BUYING.search(sentence[0]):
            yield from _after_prepositions(text, sentence)
    for match in _CALLED.finditer(text):
        yield match.end(), match["link"].lower().strip() not in ("is", "was", "")


def _after_prepositions(text: str, sentence: re.Match[str]) -> Iterator[tuple[int, bool]]:
    for match in _FROM.finditer(text, sentence.start(), sentence.end()):
        by = match["by"].lower()
        is_place = match["the"] and not match["shop"] and by != "from"  # "on the page"
        if not is_place and not _MAIL.search(text[max(0, match.start() - 12) : match.start()]):
            yield match.end(), by not in ("via", "through")


def _capitalised(plain: PlainText, tokens: Sequence[Token]) -> ReadName | None:
    kept: list[Token] = []
    for position, token in enumerate(tokens[:_MOST_WORDS]):
        if not (_is_name_word(token) or (kept and _joins(tokens, position))):
            break
        kept.append(token)
        if token.ends_sentence:
            break
    return _named(plain, kept, sure=True)


def _is_name_word(token: Token) -> bool:
    is_web = "." in token.text and token.text[-1].isalpha()
    looks_like_one = token.is_word and (token.is_capitalised or is_web) and token.text != "I"
    return looks_like_one and not _is_calendar_word(token)


def _joins(tokens: Sequence[Token], position: int) -> bool:
    """Say whether "of", "and" or "&" stands between two words of one name."""
    joined = tokens[position].lower in word_set("sellers", "inner") and position + 1 < len(tokens)
    return joined and tokens[position + 1].is_capitalised and tokens[position + 1].text != "I"


def _uncapitalised(plain: PlainText, tokens: Sequence[Token]) -> ReadName | None:
    kept: list[Token] = []
    for token in tokens[:3]:
        if (
            not token.is_word
            or token.lower in word_set("sellers", "stops")
            or _is_calendar_word(token)
        ):
            break
        kept.append(token)
        if token.ends_sentence:
            break
    return _named(plain, kept, sure=False)


def _is_calendar_word(token: Token) -> bool:
    return token.lower in months() or token.lower in weekdays()


def _named(plain: PlainText, kept: list[Token], *, sure: bool) -> ReadName | None:
    place = phrase(kept)
    first = kept[1:2] if len(kept) > 1 and kept[0].lower == "the" else kept[:1]
    if place is None or first[0].lower in _refused_names() or len(first[0].text) < 2:
        return None
    start, end = place
    value = re.sub(
        r"^(?:https?://)?(?:www\.)?|'s?$|/.*$", "", plain.text[start:end], flags=re.IGNORECASE
    )
    country = read_country(value)
    if not value or (country is not None and country.sure):
        return None
    return ReadName(value, plain.span(start, end), plain.words(start, end), sure)


def _refused_names() -> frozenset[str]:
    return word_set("sellers", "no_names") | word_set("sellers", "payment")


def _is_shouting(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) * 10 > len(letters) * 7
