"""Everything that a consumer hears or reads is plain: short sentences, easy words, no promises.

What is told together is measured together: a response of the bot, a rule, a doubt, a right. Labels
(a fact, a remedy, a date) are said inside sentences and are measured topic by topic.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from casework.law.forum import forum_file
from casework.law.outcome import Jurisdiction
from casework.law.packs import packs_of
from casework.law.routes import routes_of
from casework.letters import build_letter
from casework.rights import Right, rights_of, words
from casework.rights.book import next_time
from casework.words import catalogue
from tests.unit.letters import letter_cases
from tests.unit.words.reading import (
    BANNED,
    GRADE_OF_CHAT,
    GRADE_OF_LETTER,
    grade,
    too_long,
)

ROOT = Path(__file__).parents[3]

# Judged harder than they read; each with its reason. It may not grow beyond a handful.
ALLOWED: dict[str, str] = {}


def responses() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "domain").glob("*.yml")):
        for name, variants in yaml.safe_load(path.read_text("utf-8"))["responses"].items():
            for number, variant in enumerate(variants):
                yield f"{name}-{number}", variant["text"]


def rights() -> Iterator[tuple[str, str]]:
    for law in Jurisdiction:
        yield f"{law}-about", rights_of(law).about
        for right in Right:
            yield f"{law}-{right}", "\n".join(s.says for s in rights_of(law).rights[right])
    for right in Right:
        yield f"means-{right}", words().rights[right].means
    for name in ("lead", "law_lead", "soft_lead", "small_print", "reviewed"):
        yield f"page-{name}", words().page[name]
    yield from ((f"tip-{name}", tip) for name, tip in next_time().tips.items())


def law() -> Iterator[tuple[str, str]]:
    for pack in (pack for place in Jurisdiction for pack in packs_of(place)):
        for rule in pack.rules:
            yield rule.id, rule.says
            for number, doubt in enumerate(rule.doubts):
                yield f"{rule.id}-doubt-{number}", doubt.text


TOLD = [*responses(), *rights(), *law()]


def banned_in_the_law() -> Iterator[str]:
    """Yield every text of the packs and files beside them, also those for mediators."""
    for place in Jurisdiction:
        for rule in (rule for pack in packs_of(place) for rule in pack.rules):
            yield from (rule.title, rule.says, *(said.text for said in rule.burden))
            yield from (said.text for said in (*rule.evidence, *rule.doubts))
            for remedy in rule.remedies:
                yield from (step.because for step in remedy.available if step.because)
        for route in routes_of(place).routes:
            yield from (route.says, *(said.text for said in route.doubts))
        yield from (note.says for note in forum_file(place).notes)


@pytest.mark.parametrize(("name", "text"), TOLD, ids=[name for name, _ in TOLD])
def test_what_the_consumer_is_told_is_plain(name: str, text: str) -> None:
    assert too_long(text) == []
    assert not BANNED.search(text)
    assert name in ALLOWED or grade(text) <= GRADE_OF_CHAT, (grade(text), text)


@pytest.mark.parametrize("topic", sorted(catalogue()))
def test_labels_are_plain(topic: str) -> None:
    labels = list(catalogue()[topic].values())
    assert not [label for label in labels if BANNED.search(label) or too_long(label)]


def test_labels_that_make_sentences_are_easy_to_read() -> None:
    for topic in ("remedies", "verdicts", "evidence"):
        assert grade(*catalogue()[topic].values()) <= GRADE_OF_CHAT, topic


def test_no_text_of_the_law_promises_anything() -> None:
    assert [text for text in banned_in_the_law() if BANNED.search(text)] == []


@pytest.mark.parametrize("make", letter_cases.ALL.values(), ids=letter_cases.ALL.keys())
def test_a_whole_letter_is_easy_to_read(make) -> None:
    letter = build_letter(*make(), letter_cases.TODAY)
    said = [sentence.own_words() for sentence in letter.sentences()]
    assert not [text for text in said if BANNED.search(text)]
    assert grade(*said) <= GRADE_OF_LETTER


def test_the_words_of_the_letters_promise_nothing() -> None:
    texts = yaml.safe_load((ROOT / "casework/letters/words/en.yml").read_text("utf-8"))
    texts.pop("never")
    assert [text for text in strings_in(texts) if BANNED.search(text)] == []


def strings_in(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from strings_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from strings_in(value)


def test_the_list_of_exceptions_stays_short_and_each_has_a_reason() -> None:
    assert len(ALLOWED) <= 5
    assert set(ALLOWED) <= {name for name, _ in TOLD}
    assert all(ALLOWED.values())


def test_the_gate_finds_what_is_hard_long_or_banned() -> None:
    hard = "Notwithstanding contractual stipulations, consumers retain statutory entitlements."
    assert grade(hard) > GRADE_OF_LETTER
    assert grade("The shop must pay you back.") <= GRADE_OF_CHAT
    assert too_long("word " * 21) != []
    assert too_long("word " * 20) == []
    assert all(
        BANNED.search(t) for t in ("We GUARANTEE it", "Ask a lawyer.", "official", "must win")
    )


def test_citations_gaps_and_numbers_are_masked() -> None:
    plain = grade("You have ten days.")
    assert grade("You have 14 days (Dir. 2011/83/EU Art. 9).") == plain
    assert grade("You have {number} days.") == grade("You have it days.")
