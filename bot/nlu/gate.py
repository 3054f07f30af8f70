"""The gate as a component of Rasa's pipeline: the last word on what a message means."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.gate_rules import Limits, decide
from bot.nlu.ranker import Ranked
from bot.nlu.understanding import CLAIM_RANKING
from bot.nlu.wording import phrase

GATE_RULE = "gate_rule"
"""Name, in the message data, of the rule that decided; for the transcript."""

_REMEMBERED_FILE = "remembered.json"
_OPTIONS = ("least_confidence", "least_lead", "most_words", "purchase_words", "to_assistant")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Gate(GraphComponent, IntentClassifier):
    """Lets an intent through, replaces it, or says that it was not understood."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options; they are explained in `bot.nlu.gate_rules.Limits`.

        ``remembered_words``: longest training example, in words, that counts as beyond doubt.
        """
        return {
            "least_confidence": 0.35,
            "least_lead": 0.08,
            "most_words": {},
            "purchase_words": [],
            "to_assistant": [],
            "remembered_words": 8,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        remembered: Mapping[str, str] | None = None,
    ) -> None:
        self._config = config
        self._limits = _limits(config)
        self._model_storage = model_storage
        self._resource = resource
        self._remembered = remembered or {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - asked for by Rasa
    ) -> Gate:
        """Return an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - asked for by Rasa
        **kwargs: Any,  # noqa: ARG003 - asked for by Rasa
    ) -> Gate:
        """Return the component that `train` has stored."""
        with model_storage.read_from(resource) as folder:
            remembered = json.loads((folder / _REMEMBERED_FILE).read_text("utf-8"))
        return cls(config, model_storage, resource, remembered)

    def train(self, training_data: TrainingData) -> Resource:
        """Remember the short training examples, and store them."""
        phrases = (
            (phrase(message.get(TEXT) or ""), message.get(INTENT))
            for message in training_data.intent_examples
        )
        longest = self._config["remembered_words"]
        self._remembered = {
            said: name for said, name in phrases if 0 < len(said.split()) <= longest
        }
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _REMEMBERED_FILE).write_text(json.dumps(self._remembered), "utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Decide on each message; a pressed button (``/intent``) passes untouched."""
        for message in messages:
            text = message.get(TEXT) or ""
            if not text.startswith(INTENT_MESSAGE_PREFIX):
                self._decide(message, text)
        return messages

    def _decide(self, message: Message, text: str) -> None:
        intents = _ranking(message, INTENT_RANKING_KEY)
        claims = _ranking(message, CLAIM_RANKING)
        decision = decide(text, intents, claims, self._remembered, self._limits)
        chosen = decision.intent._asdict()
        others = [ranked._asdict() for ranked in intents if ranked.name != chosen["name"]]
        message.set(INTENT, chosen, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [chosen, *others], add_to_output=True)
        message.set(GATE_RULE, decision.rule, add_to_output=True)


def _ranking(message: Message, key: str) -> list[Ranked]:
    return [Ranked(ranked["name"], ranked["confidence"]) for ranked in message.get(key) or []]


def _limits(config: Mapping[str, Any]) -> Limits:
    options = {name: config[name] for name in _OPTIONS}
    for name in ("purchase_words", "to_assistant"):
        options[name] = frozenset(options[name])
    return Limits(**options)
