"""The same thing said again is said in other words, where there are some."""

import asyncio

from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.fresh_words import FreshWords

WORDS = {
    "utter_next": [{"text": "What next?"}, {"text": "And now, {name}?"}],
    "utter_only": [{"text": "Only this."}],
}


def say(times: int, response: str) -> list[str]:
    tracker, said = DialogueStateTracker("somebody", []), []
    for _ in range(times):
        made = asyncio.run(FreshWords(WORDS).generate(response, tracker, "web", name="Ada"))
        assert made is not None
        said.append(made["text"])
        tracker.update(BotUttered(made["text"]))
    return said


def test_variants_take_turns() -> None:
    assert say(4, "utter_next") == ["What next?", "And now, Ada?"] * 2


def test_a_response_with_one_variant_says_it() -> None:
    assert say(2, "utter_only") == ["Only this."] * 2


def test_an_unknown_response_says_nothing() -> None:
    tracker = DialogueStateTracker("somebody", [])
    assert asyncio.run(FreshWords(WORDS).generate("utter_unknown", tracker, "web")) is None
