"""What was bought, out of a story or an answer; conservative, for the consumer confirms it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import islice

from casework.reading.lexicon import word_set
from casework.reading.names import ReadName, searchable
from casework.reading.numbers import number
from casework.reading.phrases import Token, phrase, tokens_of
from casework.reading.text import PlainText, plain_text

_BUYING = re.compile(
    r"(?<!\w)(?<!\bthe )(?<!\bmy )(?<!\bactual )(?:(?:pre-?)?ordered|orderd|bought|brought|"
    r"purchased|paid\s+for|order\s+(?:of|for)|(?:i|we)\s+(?:\w+\s+)?(?:order|buy|purchase)|"
    r"(?:ordering|buying|purchasing)(?=\s+(?:an?|the|my|some|two|three|\d)\s))\s+",
    re.IGNORECASE,
)
_BOUGHT_LATER = re.compile(
    r"(?<!\w)(?:an?|the|my|our|two|three|some)\s+(?P<goods>[^,.;:!?\n\ue000]{2,60}?)(?<!\band)(?<!\bso)"
    r"(?<!\bbut),?\s+(?:(?:which|that)\s+)?(?:i|we)\s+(?:have\s+|had\s+)?(?:ordered|bought|purchased|got|paid)\b",
    re.IGNORECASE,
)
_THEN_BOUGHT = re.compile(
    r"(?<!\w)(?:for|need(?:ed)?|want(?:ed)?|after|chose|found)\s+(?:an?|some|my|two|three|new)\s+"
    r"(?P<goods>[^,.;:!?\n\ue000]{2,50}?),?\s+(?:and|so|then)\s+(?:then\s+)?(?:i|we)\s+(?:\w+\s+)?"
    r"(?:ordered|bought|purchased|got)\s+(?:one|it|them|that|this|the\s+\w+)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?<!\w)(?:the|my|our)\s+(?P<goods>(?:[\w'-]+\s+){1,4}?)(?:i\s+\w+\s+)?(?:(?:is|was|has|had)\s+)?"
    r"(?:now\s+|just\s+|suddenly\s+|already\s+|never\s+|still\s+|hasn't\s+|has\s+not\s+|not\s+|"
    r"doesn't\s+|does\s+not\s+|won't\s+)*"
    r"(?:arrived?|broke|broken|stopped|came|come|work|working|died|cracked|defective|faulty|damaged|"
    r"turn(?:ed)?\s+on|leaks?|fell)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\s*(?:(?:it|this|that)\s*(?:was|is|'s)\s+|i\s+(?:got|wanted)\s+)?", re.IGNORECASE
)
_IT_IS = re.compile(
    r"(?<!\w)(?:it|this|that|they)\s*(?:was|is|'s|were|are)\s+(?=(?:an?|some|my|two|three|\d+)\s)",
    re.IGNORECASE,
)
_WORDS = partial(word_set, "goods")
_MOST_WORDS = 9
_MOST_TRIES = 100  # places in a text where goods may be named


def read_goods(text: str | PlainText) -> ReadName | None:
    """Return what the writer bought, None where the story does not say it plainly."""
    plain = plain_text(text)
    searched = searchable(plain)
    for match in islice(_BUYING.finditer(searched), _MOST_TRIES):
        tokens = _past_adverbs(tokens_of(searched, match.end()))
        found = _named(plain, tokens, sure=True)
        if found is not None:
            return found
    for pattern, sure in ((_BOUGHT_LATER, True), (_THEN_BOUGHT, True), (_SUBJECT, False)):
        for match in islice(pattern.finditer(searched), _MOST_TRIES):
            words = searched[: match.end("goods")]
            found = _named(plain, tokens_of(words, match.start("goods")), sure=sure)
            if found is not None:
                return found
    return None


def read_goods_answer(text: str | PlainText) -> ReadName | None:
    """Return what was bought out of an answer to that question, which may say more besides."""
    plain = plain_text(text)
    searched = searchable(plain)
    told = read_goods(plain)
    if told is not None and told.sure:
        return told
    starts = [match.end() for match in (_LEAD.match(searched), _IT_IS.search(searched)) if match]
    found = (_named(plain, tokens_of(searched, start), sure=True) for start in starts)
    return next((name for name in found if name is not None), None)


def _past_adverbs(tokens: list[Token]) -> list[Token]:
    position = 0
    while position < len(tokens) - 1 and _is_adverb(tokens, position):
        position += 1
    return tokens[position:]


def _is_adverb(tokens: list[Token], position: int) -> bool:
    token = tokens[position]
    if token.is_blotted:
        return True
    if token.lower in ("on", "in"):
        return tokens[position + 1].is_blotted
    return token.lower in _WORDS("adverbs")


def _named(plain: PlainText, tokens: Sequence[Token], *, sure: bool) -> ReadName | None:
    kept = _out_of_its_parcel(_until_stop(_from_first_thing(tokens)))
    place = phrase(kept)
    if place is None or _is_vague(kept):
        return None
    start, end = place
    return ReadName(plain.text[start:end], plain.span(start, end), plain.words(start, end), sure)


def _is_vague(tokens: Sequence[Token]) -> bool:
    """Say whether nothing is named: "four products", "it", "an order ID"."""
    things = [t.lower for t in tokens if not t.text.isdigit() and number(t.text) is None]
    if not things or all(thing in _WORDS("vague") for thing in things):
        return True
    if len(things) == 2 and things[1] in _WORDS("vague") - _WORDS("may_name"):  # "wrong item"
        return True
    return things[0] in _WORDS("vague") and things[0] not in _WORDS("may_name")


def _until_stop(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    tokens = tokens[:_MOST_WORDS]
    for position, token in enumerate(tokens):
        followers = [t.lower for t in tokens[position + 1 : position + 3]]
        if _stops(token, followers):
            break
        kept.append(token)
        if token.ends_sentence:
            break
    while kept and (not kept[-1].is_word or kept[-1].lower in _WORDS("loose_ends")):
        kept.pop()
    return kept


def _stops(token: Token, followers: list[str]) -> bool:
    """Say whether the thing that was bought has ended before ``token``."""
    word, follower = token.lower, followers[0] if followers else ""
    if word == ",":
        return follower not in _WORDS("listed") or bool(_WORDS("times").intersection(followers))
    if word == "and":
        return follower in _WORDS("after_and") or follower in _WORDS("stops")
    if word == "for":
        return (
            follower in (_WORDS("after_for") | _WORDS("determiners")) or not follower[:1].isalpha()
        )
    if word == "with":
        return follower in _WORDS("after_with")
    return not token.is_word or word in _WORDS("stops")


def _from_first_thing(tokens: Sequence[Token]) -> list[Token]:
    """Drop articles and an opening quotation mark."""
    opening = _WORDS("determiners") | {'"'}
    first = next((i for i, t in enumerate(tokens) if t.lower not in opening), len(tokens))
    return list(tokens[first:])


def _out_of_its_parcel(tokens: list[Token]) -> list[Token]:
    """Return the two books of "a parcel with two books"."""
    is_wrapped = len(tokens) > 2 and tokens[0].lower in _WORDS("vague")
    if is_wrapped and tokens[1].lower in ("of", "with"):
        return _from_first_thing(tokens[2:])
    return tokens
