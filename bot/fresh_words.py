"""Of several ways to say something, not the one that was heard last.

Stock Rasa throws a dice, which can say the same twice and three times in a row.
"""

from __future__ import annotations

import copy
from itertools import islice
from typing import Any

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

REMEMBERED = 12
"""So many of the bot's latest messages are looked at."""


class FreshWords(TemplatedNaturalLanguageGenerator):
    """Rasa's responses from the domain, each variant in its turn."""

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Return the variant that was said longest ago, filled; None without such a response."""
        if utter_action not in self.responses:
            return None
        slots = tracker.current_slot_values()
        fitting = ResponseVariationFilter(self.responses).responses_for_utter_action(
            utter_action, output_channel, slots
        )
        filled = [self._fill_response(copy.deepcopy(one), slots, **kwargs) for one in fitting]
        heard = latest_words(tracker) if len(filled) > 1 else []
        return max(filled, key=lambda one: age(one, heard), default=None)


def latest_words(tracker: DialogueStateTracker) -> list[str]:
    """Return what the bot said, the latest first."""
    said = (e.text or "" for e in reversed(tracker.events) if isinstance(e, BotUttered))
    return list(islice(said, REMEMBERED))


def age(response: dict[str, Any], heard: list[str]) -> int:
    """Return how many messages ago the words were heard; never counts as longest ago."""
    text = response.get("text")
    return heard.index(text) if text in heard else len(heard)
