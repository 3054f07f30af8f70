"""The words file: complete, plain, polite, and free of what a letter must never say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from casework.facts.catalogue import fact_catalogue
from casework.law.checks import vocabulary
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.packs import packs_of
from casework.letters import build_letter
from casework.letters.demand import handlings
from casework.letters.phrasebook import Phrase, words_in
from casework.letters.steps import NOT_NAMED, escalation, step_topic
from tests.unit.letters import letter_cases as cases

LONGEST_SENTENCE = 20  # words
HIGHEST_GRADE = 9.0  # Flesch-Kincaid
BRACES = re.compile(r"\{\{.*?\}\}")
WORDS = words_in("en")


def phrases_in(part: Any) -> Iterator[Phrase]:
    if isinstance(part, Phrase):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from phrases_in(getattr(part, name))
    elif isinstance(part, dict):
        for item in part.values():
            yield from phrases_in(item)
    elif isinstance(part, list):
        for item in part:
            yield from phrases_in(item)


def reading_grade(sentences: list[str]) -> float:
    """Return the Flesch-Kincaid grade; a syllable is a group of vowels, but for a silent e.

    textstat counts English syllables from a dictionary that it downloads when it runs.
    """
    words = [word for text in sentences for word in re.findall(r"[A-Za-z'-]+", text)]
    vowels = (len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$", "", w.lower()))) for w in words)
    syllables = sum(max(1, count) for count in vowels)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def own_texts() -> list[str]:
    """Return everything that the file lets a letter say, without what is filled in."""
    remedies = WORDS.remedies.values()
    fallbacks = [(r.fallback, r.fallback_may, r.fallback_opens, r.noun) for r in remedies]
    texts = [phrase.text for phrase in phrases_in(WORDS)]
    texts += [text for some in fallbacks for text in some if text]
    return [BRACES.sub("X", text) for text in [*texts, *WORDS.frame.values()]]


def test_every_remedy_of_the_law_has_its_words_and_its_handling():
    assert set(WORDS.remedies) == set(handlings())
    assert set(vocabulary()["remedies"]) <= set(handlings())


@pytest.mark.parametrize("remedy", [r for r, h in handlings().items() if h.kind == "demand"])
def test_every_demand_can_be_asked_for_and_fallen_back_on(remedy):
    words = WORDS.remedies[remedy]
    assert words.ask
    assert words.fallback
    assert words.fallback_may
    assert " may " in f" {words.fallback_may} "


def test_every_route_to_others_has_words_as_a_step():
    routes = {remedy for remedy, handling in handlings().items() if handling.kind == "route"}
    assert routes <= set(WORDS.steps.topics)


def test_every_kind_of_claim_has_a_subject_that_always_fits():
    for claim in ClaimType:
        assert WORDS.subjects[claim.value][-1].needed() == ("outcome",)


def test_every_amount_has_a_name():
    named = {n for h in handlings().values() for m in h.money for n in (m, *m) if len(n) > 1}
    totals = {handling.total for handling in handlings().values() if handling.total}
    names = {n for n in named if isinstance(n, str)} | totals
    assert names <= set(WORDS.amounts.rows)


def test_values_that_the_file_names_are_values_of_the_facts():
    for fact, names in WORDS.values.items():
        assert set(names) <= set(fact_catalogue()[fact].values), fact


def test_conditions_only_ask_for_values_that_facts_can_have():
    for phrase in phrases_in(WORDS):
        for name, wanted in phrase.when.items():
            known = fact_catalogue().get(name)
            if known is not None and known.values:
                assert set(wanted) <= set(known.values), (name, wanted)


def test_what_the_file_prints_is_a_fact_or_given_by_the_letter():
    given = {
        *("amount_basis", "case_number", "cite", "cites", "claim_type", "delivery_price"),
        *("fallback", "full", "goods_short", "label", "letter_date", "letter_days"),
        *("letter_deadline", "limit", "outcome", "price", "price_with_code", "remedy", "says"),
        *(
            "short",
            "step",
            "subject",
            "terms_listing",
            "topic",
            "further_subjects",
            "verdict",
            "wished_noun",
        ),
    }
    deadlines = {f"deadline_{name}" for name in vocabulary()["deadlines"]}
    known = {*fact_catalogue(), *given, *deadlines}
    named = {n for p in phrases_in(WORDS) for n in (*p.needed(), *p.unless)}
    assert named <= known


@pytest.mark.parametrize("word", WORDS.never)
def test_the_file_never_says_a_forbidden_word(word):
    assert not [text for text in own_texts() if word in text.casefold()]


def test_sentences_are_short():
    too_long = [text for text in own_texts() if len(text.split()) > LONGEST_SENTENCE]
    assert too_long == []


@pytest.mark.parametrize("make", cases.ALL.values(), ids=cases.ALL.keys())
def test_a_letter_reads_easily(make):
    letter = build_letter(*make(), cases.TODAY)
    body = [
        re.sub(r"\s+([.,;:)])", r"\1", sentence.own_words())
        for section in letter.sections
        for block in section.blocks
        for sentence in getattr(block, "sentences", getattr(block, "items", ()))
        if hasattr(sentence, "own_words")
    ]
    assert reading_grade(body) <= HIGHEST_GRADE


def test_every_next_step_that_a_pack_names_has_words():
    entries = {
        said.text
        for jurisdiction in Jurisdiction
        for pack in packs_of(jurisdiction)
        for rule in pack.rules
        for said in rule.escalation
    }
    assert entries
    assert {entry for entry in entries if step_topic(entry) is None} == set()


def test_every_topic_of_the_escalation_is_a_step_with_words():
    assert set(escalation().topics) - set(NOT_NAMED) <= set(WORDS.steps.topics)
    assert set(escalation().closer) <= set(WORDS.steps.topics)
    assert set(escalation().closer.values()) <= set(handlings())
