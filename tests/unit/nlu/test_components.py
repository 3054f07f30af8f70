"""The components inside Rasa: trained, stored, loaded, asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.claim_classifier import ASIDES, ClaimClassifier
from bot.nlu.gate import GATE_RULE, Gate
from bot.nlu.understanding import CLAIM_RANKING

CONTEXT = ExecutionContext(GraphSchema({}))
EXAMPLES = {
    "report_delivery": ["my parcel is late", "the parcel never came", "where is my parcel"],
    "report_privacy": ["they leaked my data", "my data was sold", "delete my data there"],
    "cancel": ["stop this", "please stop", "forget it"],
    "greet": ["hello", "hello there", "good morning"],
}


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """Return the two components, as loaded from where training has stored them."""
    messages = [Message.build(text, intent) for intent, texts in EXAMPLES.items() for text in texts]
    data = TrainingData(
        messages, lookup_tables=[{"name": ASIDES, "elements": ["I am angry", "please help me"]}]
    )
    storage = LocalModelStorage.create(Path(tmp_path_factory.mktemp("model")))
    loaded = []
    for kind, options in ((ClaimClassifier, {"static_vectors": False, "stories": 6}), (Gate, {})):
        parts = (kind.get_default_config() | options, storage, Resource(kind.__name__), CONTEXT)
        kind.create(*parts).train(data)
        loaded.append(kind.load(*parts))
    return loaded


def parsed(pipeline: list[Any], text: str) -> dict[str, Any]:
    messages = [Message({"text": text})]
    for component in pipeline:
        messages = component.process(messages)
    return dict(messages[0].as_dict(only_output_properties=True))


def test_a_message_carries_its_intent_the_claims_and_the_rule(pipeline: list[Any]) -> None:
    data = parsed(pipeline, "the parcel has never come to me")
    assert data["intent"]["name"] == "report_delivery"
    assert data["intent_ranking"][0] == data["intent"]
    assert {one["name"] for one in data[CLAIM_RANKING]} == {
        "report_delivery",
        "report_privacy",
        "out_of_scope",
    }
    assert data[GATE_RULE] == "understood"


@pytest.mark.parametrize("text", ["", "😡", "Привет"])
def test_what_can_not_be_read_is_not_understood(pipeline: list[Any], text: str) -> None:
    data = parsed(pipeline, text)
    assert data["intent"] == {"name": "nlu_fallback", "confidence": 1.0}
    assert data[GATE_RULE] == "unreadable"


def test_a_training_example_is_understood_beyond_doubt(pipeline: list[Any]) -> None:
    assert parsed(pipeline, "Forget it!")["intent"] == {"name": "cancel", "confidence": 1.0}


def test_a_pressed_button_passes_the_gate_untouched(pipeline: list[Any]) -> None:
    message = Message({"text": "/report_delivery", "intent": {"name": "x", "confidence": 0.1}})
    assert pipeline[1].process([message])[0].get("intent") == {"name": "x", "confidence": 0.1}
    assert message.get(GATE_RULE) is None


def test_twenty_thousand_characters_are_understood_too(pipeline: list[Any]) -> None:
    data = parsed(pipeline, "my parcel is late " * 1200)
    assert data[CLAIM_RANKING][0]["name"] == "report_delivery"
