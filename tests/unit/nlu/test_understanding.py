"""Understanding, learned from the real examples without the word-piece vectors."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.understanding import CLAIMS, NONE, Understanding


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "my bookshelf was due three weeks ago and the courier has no idea where it is",
            "delivery",
        ),
        ("the scren of my new tablett is craked and it dosent turn on", "conformity"),
        ("I SENT THE TROUSERS BACK AND THEY KEEP MY MONEY", "withdrawal"),
        ("the banner promised half price, at the till it was the full price", "misleading"),
        ("they prolonged my plan by a year on their own and won't let me out", "unfair_terms"),
        ("the store passed my phone number on and now strangers ring me", "privacy"),
        ("someone got into my account and paid for a console with my card", "payment"),
    ],
)
def test_each_claim_is_told_from_the_others(
    understanding: Understanding, text: str, claim: str
) -> None:
    understood = understanding.of(text)
    assert understood.claims[0].name == f"report_{claim}"
    assert understood.intents[0].name == f"report_{claim}"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("could I please talk to a human being", "ask_person"),
        ("who is able to read this conversation", "ask_privacy"),
        ("will it be sunny in Cardiff this weekend", "out_of_scope"),
        ("what proof should I send you", "ask_evidence"),
        ("it was ordered on the 4th of June", "answer"),
        ("you stupid robot", "abuse"),
    ],
)
def test_what_is_no_claim_is_not_taken_for_one(
    understanding: Understanding, text: str, intent: str
) -> None:
    understood = understanding.of(text)
    assert understood.claims[0].name == NONE
    assert understood.intents[0].name == intent


def test_confidences_of_a_ranking_add_up_to_one(understanding: Understanding) -> None:
    understood = understanding.of("it is late and it is broken")
    assert {ranked.name for ranked in understood.claims} == {*CLAIMS, NONE}
    for ranking in understood:
        assert sum(ranked.confidence for ranked in ranking) == pytest.approx(1)
        assert ranking == sorted(ranking, key=lambda ranked: -ranked.confidence)


def test_what_was_learned_survives_saving(understanding: Understanding, tmp_path: Path) -> None:
    understanding.save(tmp_path)
    loaded = Understanding.load(tmp_path, None)
    before, after = (one.of("the shop keeps my deposit") for one in (understanding, loaded))
    for ranking, again in zip(before, after, strict=True):
        assert [ranked.name for ranked in ranking] == [ranked.name for ranked in again]
        assert [r.confidence for r in ranking] == pytest.approx([r.confidence for r in again])
