"""What the gate lets through, in tables: message, best guesses, what is acted on."""

from __future__ import annotations

import pytest

from bot.nlu.gate_rules import FALLBACK, Limits, decide, readable
from bot.nlu.ranker import Ranked

LIMITS = Limits(
    least_confidence=0.35,
    least_lead=0.06,
    most_words={"cancel": 10, "deny": 7, "skip": 8, "delete_everything": 12},
    purchase_words=frozenset({"they", "order", "account", "shop"}),
    to_assistant=frozenset({"cancel", "delete_everything", "skip"}),
)
REMEMBERED = {"never mind": "cancel", "they lost my parcel": "report_delivery"}
CLEAR = [Ranked("report_delivery", 0.9), Ranked("out_of_scope", 0.1)]


def guesses(*names: str, best: float = 0.8) -> list[Ranked]:
    rest = (1 - best) / max(len(names) - 1, 1)
    return [Ranked(name, rest if i else best) for i, name in enumerate(names)]


def decided(text: str, intents: list[Ranked], claims: list[Ranked] | None = None) -> str:
    return decide(text, intents, claims or CLEAR, REMEMBERED, LIMITS).intent.name


@pytest.mark.parametrize(
    ("text", "intents", "acted_on"),
    [
        ("please stop now", ("cancel", "answer"), "cancel"),
        ("they cancelled my order", ("cancel", "report_withdrawal"), "report_withdrawal"),
        (
            "delete my account at the shop",
            ("delete_everything", "report_privacy"),
            "report_privacy",
        ),
        ("delete what I told you", ("delete_everything", "report_privacy"), "delete_everything"),
        ("no", ("deny", "answer"), "deny"),
        ("no I told them about it on the second of May", ("deny", "answer"), "answer"),
        ("skip it", ("skip", "answer"), "skip"),
        ("stop " * 11, ("cancel", "report_delivery"), "report_delivery"),
        ("my parcel never came", ("report_delivery", "answer"), "report_delivery"),
    ],
)
def test_words_that_stop_or_delete_count_only_when_said_to_the_assistant(
    text: str, intents: tuple[str, ...], acted_on: str
) -> None:
    assert decided(text, guesses(*intents)) == acted_on


@pytest.mark.parametrize(
    ("text", "is_readable"),
    [
        ("", False),
        ("   ", False),
        ("😡😡", False),
        ("?!...", False),
        ("Где моя посылка?", False),
        ("我的包裹在哪里", False),
        ("أين طردي", False),
        ("45", True),
        ("3/4", True),
        ("€40", True),
        ("ok 👍", True),
        ("Мой order 4471 never came to me", True),
        ("Müller & Søn", True),
    ],
)
def test_what_can_not_be_read_is_not_guessed_at(text: str, is_readable: bool) -> None:
    assert readable(text) is is_readable
    assert (decided(text, guesses("answer", "cancel")) == FALLBACK) is not is_readable


@pytest.mark.parametrize(
    ("text", "acted_on"),
    [("Never mind!", "cancel"), ("THEY LOST MY PARCEL", "report_delivery")],
)
def test_a_phrase_that_was_learned_word_for_word_is_beyond_doubt(text: str, acted_on: str) -> None:
    decision = decide(text, guesses("answer", "help"), CLEAR, REMEMBERED, LIMITS)
    assert decision == (Ranked(acted_on, 1.0), "remembered")


def test_a_poor_guess_is_not_acted_on() -> None:
    assert decided("hm what now", guesses("help", "answer", "greet", best=0.34)) == FALLBACK
    assert decided("hm what now", guesses("help", "answer", "greet", best=0.36)) == "help"


@pytest.mark.parametrize(("second", "acted_on"), [(0.45, FALLBACK), (0.40, "report_delivery")])
def test_two_claims_that_are_almost_as_likely_lead_to_a_question(
    second: float, acted_on: str
) -> None:
    claims = [Ranked("report_delivery", 0.49), Ranked("report_withdrawal", second)]
    assert decided("it came too late so I sent it back", claims, claims) == acted_on


def test_none_of_these_is_no_rival_of_a_claim() -> None:
    claims = [Ranked("report_delivery", 0.46), Ranked("out_of_scope", 0.45)]
    assert decided("still nothing in the letterbox", claims[:1], claims) == "report_delivery"


def test_when_no_guess_is_allowed_the_assistant_asks() -> None:
    assert decided("they skip", [Ranked("skip", 1.0)]) == FALLBACK
