"""The agent behind the channels: a turn happens whole, or it leaves no trace.

Stock Rasa goes on when a custom action fails: it logs the error, books the action as done without
its events, predicts further and saves the tracker. The consumer's answer is lost then, and the
dialogue stands where nobody meant it to. Here a failed action ends the turn, and nothing is saved,
so that the same message can be given again.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import aiohttp
from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.lock_store import LockError
from rasa.core.nlg import NaturalLanguageGenerator, TemplatedNaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.channels.typed import TextRefused, cleaned
from bot.channels.words import spoken
from bot.fresh_words import FreshWords
from casework.store.database import StoreBusy

logger = logging.getLogger(__name__)

ACTION_TIMEOUT_SECONDS = 30
"""How long one custom action may take. Rasa's own limit of 5 minutes would look like silence."""
_REJECTED = 400  # the status by which an action says that it does not want to run: no failure
_NOT_THERE = {502, 503, 504}


class TurnFailed(Exception):
    """The turn left no trace; the message can be given again.

    ``passing`` is True where the cause goes away without anybody changing the program or the
    message: a server that is not there, a database that is locked.
    """

    code = "turn_failed"

    def __init__(self, why: str, *, passing: bool) -> None:
        super().__init__(why)
        self.passing = passing


class KeptMessage(UserMessage):
    """A message that its channel has stored, and gives again when its turn fails."""


class ActionServer(EndpointConfig):
    """The address of the action server; a failed call is not for Rasa to pass over.

    Rasa catches its own and aiohttp's exceptions, in some places without a word, so the failure is
    raised as something else. Source: ``rasa.core.actions.action``, ``RemoteAction.run`` and
    ``ActionExtractSlots._run_custom_action``.
    """

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """Call the action server and return its answer; raises TurnFailed where it has none."""
        kwargs["timeout"] = ACTION_TIMEOUT_SECONDS
        if "json" in kwargs:
            kwargs["json"] = with_this_turn_only(kwargs["json"])
        try:
            return await super().request(*args, **kwargs)
        except ClientResponseError as error:
            if error.status == _REJECTED:
                raise
            why = f"the action server answered {error.status}"
            raise TurnFailed(why, passing=error.status in _NOT_THERE) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise TurnFailed(f"no action server: {error or type(error)}", passing=True) from error


def with_this_turn_only(call: dict[str, Any]) -> dict[str, Any]:
    """Return the call of an action without the events before its turn.

    The actions read slots and the turn's own events, with the action before it; the past of a long
    talk would make each call slower than the last.
    """
    events = call["tracker"]["events"]
    users = [index for index, event in enumerate(events) if event["event"] == "user"]
    start = users[-1] if users else 0
    while start and events[start]["event"] != "action":
        start -= 1
    return call | {"tracker": call["tracker"] | {"events": events[start:]}}


class _WatchedAction(Action):
    """An action that remembers its failure, which the processor would only log."""

    def __init__(self, action: Action) -> None:
        self._action = action
        self.failure: Exception | None = None

    def name(self) -> str:
        return str(self._action.name())

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> Event:
        return self._action.event_for_successful_execution(prediction)

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        try:
            return list(await self._action.run(output_channel, nlg, tracker, domain) or [])
        except ActionExecutionRejection:
            raise
        except Exception as error:
            self.failure = error
            return []


class WholeTurnProcessor(MessageProcessor):
    """Rasa's processor, except that a failed action ends the turn before anything is saved."""

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        watched = _WatchedAction(action)
        go_on = await super()._run_action(watched, tracker, output_channel, nlg, prediction)
        if watched.failure is not None:
            raise watched.failure
        return bool(go_on)


class WholeTurnAgent(Agent):
    """Rasa's agent with whole turns, and with a plain answer where a turn fails."""

    nlg: NaturalLanguageGenerator

    @staticmethod
    def _create_tracker_store(store: TrackerStore, domain: Domain) -> TrackerStore:
        # Rasa wraps the store in one that, on a locked database, goes on with an empty memory.
        store.domain = domain
        return store

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load the model at ``model_path``; as Rasa does it, but with our processor and words."""
        if type(self.nlg) is TemplatedNaturalLanguageGenerator:
            self.nlg = FreshWords(self.nlg.responses)
        processor = WholeTurnProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        if isinstance(self.nlg, TemplatedNaturalLanguageGenerator):
            self.nlg.responses = self.domain.responses
        self.processor = processor  # last: from here on the agent counts as ready

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Run the turn of ``message``.

        Raises TurnFailed for a ``KeptMessage``; any other is answered in plain words.
        """
        if isinstance(message, KeptMessage):
            return await self._whole_turn(message)
        try:
            message.text = cleaned(message.text or "")
            return await self._whole_turn(message)
        except TextRefused as refused:
            return await self._answer_plainly(message, refused.response)
        except TurnFailed as failed:
            logger.warning("A turn of %s failed: %s", message.sender_id, failed)
            return await self._answer_plainly(message, "utter_send_again")

    async def _whole_turn(self, message: UserMessage) -> list[dict[str, Any]] | None:
        if not self.is_ready():
            raise TurnFailed("the model is not loaded yet", passing=True)
        try:
            return await super().handle_message(message)
        except TurnFailed:
            raise
        except Exception as error:
            passing = isinstance(error, StoreBusy | LockError)
            if not passing:
                logger.exception("A turn of %s failed", message.sender_id)
            raise TurnFailed(repr(error), passing=passing) from error

    async def _answer_plainly(
        self, message: UserMessage, response: str
    ) -> list[dict[str, Any]] | None:
        output = message.output_channel
        collected = getattr(output, "messages", None)
        if isinstance(collected, list):
            collected.clear()  # words of a turn that did not happen
        await output.send_text_message(message.sender_id, spoken(self.domain, response))
        return output.messages if isinstance(output, CollectingOutputChannel) else None


async def action_server_answers(url: str) -> bool:
    """Tell whether the action server whose webhook is ``url`` is up."""
    health = url.rsplit("/", 1)[0] + "/health"
    timeout = aiohttp.ClientTimeout(total=2)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as http, http.get(health) as answer:
            return answer.status == 200
    except (aiohttp.ClientError, TimeoutError, OSError):
        return False
