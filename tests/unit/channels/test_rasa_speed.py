"""The quicker check of an action's answer finds what Rasa's own check finds."""

from __future__ import annotations

from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from rasa.core.actions.action import RemoteAction

from bot.rasa_speed import speed_up

SOUND = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "a", "value": None, "timestamp": None}]},
    {"events": [{"event": "session_started"}, {"event": "followup", "name": "claim_form"}]},
    {"events": [{"event": "bot", "text": "Hi.", "data": {"buttons": None}}], "responses": [{}]},
]
UNSOUND = [
    {"events": "none"},
    {"events": [{"name": "a"}]},
    {"events": [{"event": "no_such_event"}]},
    {"events": [{"event": "slot", "value": 1}]},
    {"events": [{"event": 7}]},
    {"responses": {"text": "Hi."}},
]


def _accepts(result: Any) -> bool:
    speed_up()
    try:
        return bool(RemoteAction("action_x", None)._validate_action_result(result))
    except jsonschema.ValidationError:
        return False


def _rasa_accepts(result: Any) -> bool:
    schema = RemoteAction.action_response_format_spec()
    return bool(jsonschema.validators.validator_for(schema)(schema).is_valid(result))


@pytest.mark.parametrize("result", SOUND)
def test_a_sound_answer_is_accepted(result: Any) -> None:
    assert _rasa_accepts(result)
    assert _accepts(result)


@pytest.mark.parametrize("result", UNSOUND)
def test_an_unsound_answer_is_refused(result: Any) -> None:
    assert not _rasa_accepts(result)
    assert not _accepts(result)
