"""The chat says what a file tells beyond what it shows, and asks who may see it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import pytest
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.evidence import AcknowledgeEvidence
from actions.evidence_details import ChooseDisclosure, open_choice
from actions.turn import Turn
from casework.evidence import FileStore, Scanner, enter, keep, receive
from casework.evidence.custody import rows
from casework.evidence.disclosure import original_may_be_seen
from casework.settings import get_settings
from casework.store.models import Exhibit
from tests.unit.evidence import samples

LIMIT = samples.MEGABYTE


@pytest.fixture
def turn(now: datetime) -> Turn:
    return Turn(
        conversation_id="web-1",
        channel="web",
        turn_id="t",
        text="/upload_evidence",
        intent="upload_evidence",
        confidence=1.0,
        ranking=(),
        asked=None,
        fresh=True,
        slots={},
        now=now,
    )


def hand_in(session: Session, files: FileStore, data: bytes, now: datetime) -> Exhibit:
    return receive(session, io.BytesIO(data), "photo", "web-1", files, LIMIT, now)


def said(turn: Turn, session: Session) -> list[dict[str, object]]:
    say = CollectingDispatcher()
    AcknowledgeEvidence().act(turn, session, say)
    return say.messages


def test_a_photo_with_a_place_is_told_and_asked_about(
    session: Session, files: FileStore, turn: Turn
) -> None:
    hand_in(session, files, samples.photo(), turn.now)
    received, told = said(turn, session)
    assert received["response"] == "utter_evidence_received"
    assert told["response"] == "utter_file_tells"
    assert told["list"] == (
        "- where it was made (latitude, longitude): 48.20833, 16.37000\n"
        "- when it was made: 3 November 2026, 10:15\n"
        "- the camera: Acme Phone 7"
    )
    assert [button["payload"] for button in told["buttons"]] == [
        "/share_file_details",
        "/keep_file_details",
    ]


def test_a_file_that_tells_nothing_is_asked_nothing_about(
    session: Session, files: FileStore, turn: Turn
) -> None:
    hand_in(session, files, b"A receipt.", turn.now)
    assert [message["response"] for message in said(turn, session)] == ["utter_evidence_received"]


@pytest.mark.parametrize(
    ("intent", "answer", "choice"),
    [
        ("share_file_details", "utter_file_details_shared", True),
        ("keep_file_details", "utter_file_details_kept", False),
    ],
)
def test_the_choice_is_kept_in_the_custody_log_and_asked_once(
    session: Session, files: FileStore, turn: Turn, intent: str, answer: str, choice: bool
) -> None:
    exhibit = hand_in(session, files, samples.photo(), turn.now)
    assert not original_may_be_seen(exhibit)
    assert len(open_choice(session, "web-1")) == 2
    say = CollectingDispatcher()
    ChooseDisclosure().act(replace(turn, intent=intent), session, say)
    assert say.messages[0]["response"] == answer
    assert exhibit.disclose_metadata is original_may_be_seen(exhibit) is choice
    assert rows(session, [exhibit])[-1]["details"] == {"what": "metadata", "allowed": choice}
    assert open_choice(session, "web-1") == []
    ChooseDisclosure().act(replace(turn, intent=intent), session, say)
    assert say.messages[1]["response"] == "utter_file_details_none"


@pytest.mark.parametrize(
    ("data", "response"),
    [
        (samples.photo((640, 480))[:40_000], "utter_file_damaged"),
        (samples.locked_pdf(), "utter_file_locked"),
        (samples.huge_png(), "utter_file_too_heavy"),
    ],
    ids=["truncated", "locked", "huge"],
)
def test_a_file_that_others_cannot_see_is_told_of_with_a_way_out(
    session: Session, files: FileStore, turn: Turn, data: bytes, response: str
) -> None:
    hand_in(session, files, data, turn.now)
    assert response in [message["response"] for message in said(turn, session)]


def test_where_a_scan_is_wanted_but_was_not_possible_the_consumer_is_told(
    session: Session, files: FileStore, turn: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep(io.BytesIO(b"A receipt."), "a.txt", files, LIMIT, Scanner("127.0.0.1:1"))
    enter(session, kept, "web-1", files, turn.now)
    monkeypatch.setenv("REDRESS_CLAMD", "127.0.0.1:1")
    get_settings.cache_clear()
    assert [message["response"] for message in said(turn, session)][1:] == ["utter_file_unscanned"]
    get_settings.cache_clear()
