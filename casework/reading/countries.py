"""Countries by name, demonym, code or US state; a city names no country."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from casework.reading.closed import closed_form
from casework.reading.lexicon import any_of, lexicon, word_set
from casework.reading.text import PlainText, Span, plain_text, squeezed


@dataclass(frozen=True)
class ReadCountry:
    """A country in a text: ISO 3166-1 alpha-2 ``code`` (GB for every part of the UK).

    ``state`` is the part of the country that was named: a US state (``CA``) or a nation of the UK
    (``SCT``). ``sure`` is False for a guess at a misspelt name and for a name that has several
    meanings, which ``alternatives`` then lists as codes (``GE``, ``US-GA``).
    """

    code: str
    span: Span
    words: str
    state: str | None = None
    sure: bool = True
    alternatives: tuple[str, ...] = ()


_LONGEST_ANSWER = 200  # characters; in a longer one only a country in full counts
_LONGEST_NAME = 6  # words


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return the code, with a subdivision where one is meant, for every lower-case name."""
    unions = word_set("countries", "unions")
    names = {
        _key(name): code
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in unions
    }
    states = {_key(name): f"US-{code}" for code, name in lexicon("countries")["states"].items()}
    names = states | names  # Georgia is a country first
    for table in (lexicon("countries")["aliases"], lexicon("countries")["demonyms"]):
        names |= {_key(name): code for code, listed in table.items() for name in listed}
    return names


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    codes = {code: code for code in _names().values() if len(code) == 2}
    return codes | {"UK": "GB", "USA": "US", "EN": "GB"}


def _key(name: str) -> str:
    return " ".join(re.sub(r"[^\w\s']+", " ", plain_text(name).text.lower()).split())


def read_country(text: str | PlainText) -> ReadCountry | None:
    """Return the country that ``text``, an answer as a whole, names.

    "Scotland" is GB with the state SCT, "California" is US with the state CA. A misspelt name
    gives a guess that is not sure. Cities are not guessed.
    """
    plain = plain_text(text)
    if len(plain.text) > _LONGEST_ANSWER:
        return _only_mention(plain)
    stripped, form = squeezed(plain.text).strip(" .,!?"), closed_form(plain.text)
    span = (0, len(plain.original))
    code = _bare_code(stripped) or _flag(stripped) or _code_of_answer(form)
    if code is not None:
        return _country(code, span, plain.original)
    return _only_mention(plain) or _guess(form, span, plain.original)


def _bare(form: str) -> str:
    """Return an answer without the words around the country: "i live in spain now" is "spain"."""
    lead, tail = _around()
    return tail.sub("", lead.sub("", form + " ").strip())


@lru_cache(maxsize=1)
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lead = any_of(word_set("countries", "lead"))
    tail = any_of(word_set("countries", "tail"))
    return re.compile(rf"^(?:(?:{lead})\s+)+"), re.compile(rf"\s+(?:{tail})$")


def _bare_code(answer: str) -> str | None:
    return _codes().get(answer.upper()) if answer not in word_set("countries", "no_codes") else None


def _flag(answer: str) -> str | None:
    """Read a flag: two regional indicator symbols."""
    letters = [
        chr(ord(c) - 0x1F1E6 + ord("A")) for c in answer if "\U0001f1e6" <= c <= "\U0001f1ff"
    ]
    return _codes().get("".join(letters)) if len(answer) == 2 else None


def _code_of_answer(form: str) -> str | None:
    bare = _bare(form)
    for words in (form, bare, re.sub(r"^the ", "", bare)):
        if words in _names():
            return _names()[words]
    return _bare_code(bare)


def _country(code: str, span: Span, words: str) -> ReadCountry:
    alternatives = ("GE", "US-GA") if code == "GE" else ()
    country, _, state = code.partition("-")
    return ReadCountry(country, span, words, state or None, not alternatives, alternatives)


def _only_mention(plain: PlainText) -> ReadCountry | None:
    """Return the country where the answer mentions just one (a state and its country are one)."""
    mentions = countries_in(plain)
    if len({m.code for m in mentions}) != 1:
        return None
    return next((m for m in mentions if m.state), mentions[0])


def _guess(form: str, span: Span, words: str) -> ReadCountry | None:
    bare = _bare(form)
    if not 5 <= len(bare) <= 40:
        return None
    close = difflib.get_close_matches(bare, [n for n in _names() if len(n) > 4], n=1, cutoff=0.84)
    if not close:
        return None
    country, _, state = _names()[close[0]].partition("-")
    return ReadCountry(country, span, words, state or None, sure=False, alternatives=(country,))


def countries_in(text: str | PlainText) -> list[ReadCountry]:
    """Return the countries that a longer text names in full, in the order of the text.

    Names that are also ordinary words (Jersey, Polish) count only with a capital letter after
    "in", "from" or "to". Two-letter codes do not count, UK, USA, US and UAE in capitals do.
    """
    plain = plain_text(text)
    tokens = list(re.finditer(r"[^\W\d_]+(?:['.][^\W\d_]+)*", plain.text))
    found: list[ReadCountry] = []
    position = 0
    while position < len(tokens):
        mention, used = _mention_at(plain, tokens, position)
        if mention is not None:
            found.append(mention)
        position += used
    return found


def _mention_at(
    plain: PlainText, tokens: list[re.Match[str]], position: int
) -> tuple[ReadCountry | None, int]:
    if tokens[position][0].lower() not in _first_words():
        return None, 1
    for length in range(min(_LONGEST_NAME, len(tokens) - position), 0, -1):
        start, end = tokens[position].start(), tokens[position + length - 1].end()
        words = plain.text[start:end]
        key = " ".join(token[0] for token in tokens[position : position + length])
        code = _names().get(key.lower().replace(".", " ")) or _capital_code(words)
        if code is not None and _counts(plain.text, words, start):
            return _country(code, plain.span(start, end), plain.words(start, end)), length
    return None, 1


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    firsts = {re.split(r"\s", name)[0] for name in _names()}
    return frozenset(firsts | {"us", "u.s", "u.s.a", "u.k", "u.a.e", "n.z", "n.ireland", "p.r.c"})


def _capital_code(words: str) -> str | None:
    return "US" if words == "US" else None


def _counts(text: str, words: str, start: int) -> bool:
    if _key(words) not in lexicon("countries")["doubtful"] and len(words) > 3:
        return True
    if len(words) <= 3:
        return words.isupper()
    before = text[max(0, start - 6) : start].lower().split()
    return words[0].isupper() and bool(before) and before[-1] in ("in", "from", "to", "am")
