"""A consumer at the keyboard, for the conversation scripts.

The trained model and the real actions run in this process, on a database of their own, on a fixed
day. What the script does is what a consumer does: write, press a button, send a file.
"""

from __future__ import annotations

import asyncio
import io
import re
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from actions.turn import CaseAction
from casework.evidence.filestore import FileStore
from casework.evidence.receive import receive
from casework.store.cases import case_record, current_case
from casework.store.conversations import touch
from casework.store.database import transaction

TODAY = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
LONGEST_TALK = 60  # turns; a claim that needs more has lost its way


class InProcessActions(EndpointConfig):
    """Runs actions in this process in place of the action server."""

    def __init__(self) -> None:
        super().__init__("http://in-process")
        self.executor = ActionExecutor()
        self.executor.register_package("actions")

    async def request(self, *_args: Any, json: dict[str, Any], **_more: Any) -> Any:  # type: ignore[override]
        return await self.executor.run(json)


@dataclass
class Chat:
    """One conversation with the assistant."""

    agent: Agent
    files: FileStore
    sender: str = field(default_factory=lambda: f"script-{uuid.uuid4()}")
    buttons: list[dict[str, str]] = field(default_factory=list)
    heard: str = ""
    questions: int = 0

    def send(self, text: str) -> str:
        """Send ``text`` as it is and return what the bot said, one line a message."""
        channel = CollectingOutputChannel()
        message = UserMessage(text, channel, self.sender, input_channel="script")
        asyncio.run(self.agent.handle_message(message))
        self.buttons = [b for m in channel.messages for b in m.get("buttons", [])]
        self.heard = "\n".join(m["text"] for m in channel.messages if "text" in m)
        if self.heard.count("?"):
            self.questions += 1
        return self.heard

    def press(self, title: str) -> str:
        """Press the button with this title."""
        for button in self.buttons:
            if button["title"].casefold() == title.casefold():
                return self.send(button["payload"])
        raise AssertionError(f"no button {title!r} among {[b['title'] for b in self.buttons]}")

    def upload(self, path: Path) -> str:
        """Send a file, as the web channel would."""
        with transaction() as session:
            touch(session, self.sender, "script", TODAY)
            data = io.BytesIO(path.read_bytes())
            receive(session, data, path.name, self.sender, self.files, 10_000_000, TODAY)
        return self.send("/upload_evidence")

    def wait(self, days: int) -> None:
        """Let days go by."""
        CaseAction.clock = staticmethod(lambda: TODAY + timedelta(days=days))

    @property
    def asked(self) -> str | None:
        """Return the fact whose question is open."""
        tracker = asyncio.run(self.agent.tracker_store.retrieve(self.sender))
        slot = tracker.get_slot("requested_slot") if tracker else None
        return str(slot) if slot else None

    def answer_the_rest(self, answers: dict[str, str | list[str]]) -> None:
        """Answer each question from ``answers`` until none is open; "I don't know" for others.

        A list gives its answers one after the other, the last one again and again.
        """
        for _ in range(LONGEST_TALK):
            asked = self.asked
            if asked is None:
                return
            given = answers.get(asked, ANYWAY.get(asked, "I don't know"))
            if isinstance(given, list):
                given = given.pop(0) if len(given) > 1 else given[0]
            self._give(given)
        raise AssertionError(f"still asking {self.asked} after {LONGEST_TALK} turns: {self.heard}")

    def _give(self, answer: str) -> None:
        if answer.startswith("press: "):
            self.press(answer.removeprefix("press: "))
        else:
            self.send(answer)

    def case(self) -> dict[str, Any]:
        """Return the stored case as its documented JSON."""
        with transaction() as session:
            case = current_case(session, self.sender)
            return {} if case is None else case_record(session, case)

    def heard_matches(self, expected: str) -> bool:
        """Tell whether ``expected`` (a regular expression) is in what the bot said last."""
        return re.search(expected, self.heard, re.IGNORECASE | re.DOTALL) is not None


# What any consumer of the scripts answers where the script does not say otherwise.
ANYWAY = {
    "story_confirmed": "yes",
    "summary_confirmed": "yes",
    "file_confirmed": "yes",
    "evidence": "no more",
    "consumer_name": "Ada Berg",
    "consumer_email": "ada.berg@example.org",
    "consumer_address": "Lindenweg 4, 10115 Berlin, Germany",
}
