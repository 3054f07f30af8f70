"""The claim classifier as a component of Rasa's pipeline."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.ranker import Ranked
from bot.nlu.static_vectors import StaticVectors, load_static_vectors
from bot.nlu.understanding import CLAIM_RANKING, Recipe, Understanding
from bot.nlu.variety import in_folds

ASIDES = "asides"
"""Name of the lookup table with sentences that say nothing about the kind of claim."""

INTENTS_SHOWN = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ClaimClassifier(GraphComponent, IntentClassifier):
    """Sets the intent, the ranking of the intents and the ranking of the claims of a message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the options.

        ``static_vectors``: whether to use the word-piece vectors of the package wordllama;
        ``strength``: inverse of the regularisation; ``folds``: parts for the calibration;
        ``stories``: made-up longer stories for each claim; ``seed``: of the made-up stories.
        """
        return {"static_vectors": True, "strength": 3.0, "folds": 3, "stories": 150, "seed": 7}

    @staticmethod
    def required_packages() -> list[str]:
        """Return the packages without which the component cannot run."""
        return ["sklearn"]

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        understanding: Understanding | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._understanding = understanding

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - asked for by Rasa
    ) -> ClaimClassifier:
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
    ) -> ClaimClassifier:
        """Return the component that `train` has stored."""
        with model_storage.read_from(resource) as folder:
            understanding = Understanding.load(folder, _vectors(config))
        return cls(config, model_storage, resource, understanding)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from all examples that have an intent, and store what was learned."""
        labelled = [(m.get(TEXT), m.get(INTENT)) for m in training_data.intent_examples]
        self._understanding = Understanding.learn(
            in_folds(((text, intent) for text, intent in labelled if text), self._config["folds"]),
            _asides(training_data),
            _vectors(self._config),
            Recipe(self._config["strength"], self._config["stories"], self._config["seed"]),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._understanding.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Understand each message that has a text."""
        for message in messages:
            if self._understanding and (message.get(TEXT) or "").strip():
                understood = self._understanding.of(message.get(TEXT))
                ranking = as_dicts(understood.intents[:INTENTS_SHOWN])
                message.set(INTENT, ranking[0], add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
                message.set(CLAIM_RANKING, as_dicts(understood.claims), add_to_output=True)
        return messages


def as_dicts(ranking: list[Ranked]) -> list[dict[str, Any]]:
    """Return a ranking in the form that Rasa keeps in a message."""
    return [{"name": name, "confidence": confidence} for name, confidence in ranking]


def _vectors(config: dict[str, Any]) -> StaticVectors | None:
    return load_static_vectors() if config["static_vectors"] else None


def _asides(training_data: TrainingData) -> list[str]:
    tables = {table["name"]: table["elements"] for table in training_data.lookup_tables}
    asides = tables.get(ASIDES, [])
    return list(asides) if isinstance(asides, list) else []
