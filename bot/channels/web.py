"""The web channel: what the chat widget speaks. The protocol is in ``docs/web-channel.md``."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import BaseHTTPResponse, HTTPResponse, json, raw

from bot.channels import security
from bot.channels.base import InboxChannel
from bot.channels.inbox import Arrival, is_waiting
from bot.channels.letter_files import letter_file
from bot.channels.offers import title_of
from bot.channels.refusals import REFUSALS, BadRequest, refuse
from bot.channels.sessions import SessionInvalid, Sessions
from bot.channels.stream import events
from bot.channels.typed import MAX_TEXT, as_words, cleaned
from bot.channels.uploads import read_upload
from bot.transcript import GREETING, UPLOAD
from casework.clock import system_clock
from casework.evidence import (
    ACCEPTED_EXTENSIONS,
    KeptFile,
    Receipt,
    Scanner,
    enter,
    evidence_store,
    keep,
)
from casework.secrets import secret_key
from casework.store.conversations import touch
from casework.store.database import reading, transaction
from casework.store.models import Conversation

_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FIRST_ID = "session-start"
_LOOKED_AT_ONCE = 8
"""Uploads that are written, scanned and copied at the same time; others wait their turn."""


class WebInput(InboxChannel):
    """Speaks with the widget: signed sessions, stored messages, one event stream a reader."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sessions = Sessions(secret_key(self.settings))
        self._files = evidence_store(self.settings)
        self._scanner = Scanner(self.settings.clamd)
        # Threads of their own: a crowd of files must not hold up what people type.
        self._looking = ThreadPoolExecutor(_LOOKED_AT_ONCE, "upload")

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which is also the last part of its path."""
        return "web"

    def add_routes(self, blueprint: Blueprint) -> None:
        """Add the routes of the protocol."""
        for path, methods, handler in (
            ("/sessions", ["POST"], self.start_session),
            ("/sessions/current", ["GET"], self.show_session),
            ("/messages", ["POST"], self.take_message),
            ("/events", ["GET"], self.stream_events),
            ("/letters/<name:str>", ["GET"], self.send_letter),
        ):
            blueprint.add_route(_function(handler), path, methods=methods)
        blueprint.add_route(_function(self.take_upload), "/uploads", methods=["POST"], stream=True)
        blueprint.exception(*REFUSALS)(refuse)
        blueprint.middleware("response")(_add_headers)

    async def start_session(self, _request: Request) -> HTTPResponse:
        """Make a conversation and its token, and have the bot say hello."""
        conversation_id, token = self._sessions.start(self.name())
        await self.accept(conversation_id, Arrival(_FIRST_ID, GREETING, shown=None))
        return json({"token": token, "limits": self._limits()}, status=201)

    async def show_session(self, request: Request) -> HTTPResponse:
        """Tell a page that was loaded again whether its token is still good."""
        conversation_id = self._conversation(request)
        conversation = await asyncio.to_thread(_find, conversation_id)
        if conversation is None:
            raise SessionInvalid("the conversation is gone")
        started = conversation.created_at.isoformat()
        return json({"conversation_started": started, "limits": self._limits()})

    async def take_message(self, request: Request) -> HTTPResponse:
        """Store typed words or a pressed button; the bot answers in the event stream."""
        conversation_id = self._conversation(request)
        body = _body(request)
        client_id = _client_id(body)
        if body.get("payload") is None:
            words = cleaned(_text(body, "text"))
            await self.accept(conversation_id, Arrival(client_id, as_words(words), shown=words))
        else:
            payload = _text(body, "payload")
            await asyncio.to_thread(self._store_press, conversation_id, client_id, payload)
            self.wake(conversation_id)
        return json({"accepted": True}, status=202)

    async def stream_events(self, request: Request) -> None:
        """Send what was said after a given line, and then whatever is said."""
        conversation_id = self._conversation(request)
        after = _line_number(request.args.get("after", "0"))
        response = await request.respond(
            content_type="text/event-stream; charset=utf-8",
            headers={"X-Accel-Buffering": "no"},  # proxies pass each event on at once
        )
        async for event in events(self.announcer, conversation_id, after):
            await response.send(event)

    async def take_upload(self, request: Request) -> HTTPResponse:
        """Take a file in as evidence, and have the bot say that it has it."""
        conversation_id = self._conversation(request)
        limit = self.settings.max_upload_bytes
        request.stream.request_max_size = sys.maxsize  # read_upload has a limit of its own
        upload = await read_upload(request.stream, request.headers.get("content-type", ""), limit)
        try:
            client_id = _client_id(upload.fields)
            kept = await asyncio.get_running_loop().run_in_executor(
                self._looking, keep, upload.content, upload.name, self._files, limit, self._scanner
            )
        finally:
            upload.close()
        exhibit = await asyncio.to_thread(self._store_upload, conversation_id, client_id, kept)
        self.wake(conversation_id)
        return json({"exhibit": exhibit}, status=201)

    async def send_letter(self, request: Request, name: str) -> HTTPResponse:
        """Send a letter of this conversation's case: to be saved, or as HTML to be read."""
        conversation_id = self._conversation(request)
        file = await asyncio.to_thread(letter_file, conversation_id, name, system_clock())
        place = "inline" if file.name.endswith(".html") else "attachment"
        headers = {"Content-Disposition": f'{place}; filename="{file.name}"'}
        if place == "inline":
            headers["Content-Security-Policy"] = security.letter_policy(file.data)
        return raw(file.data, content_type=file.media_type, headers=headers)

    def _conversation(self, request: Request) -> str:
        return self._sessions.conversation(request.token or "")

    def _limits(self) -> dict[str, Any]:
        return {
            "max_upload_bytes": self.settings.max_upload_bytes,
            "max_text": MAX_TEXT,
            "accept": list(ACCEPTED_EXTENSIONS),
        }

    def _store_press(self, conversation_id: str, client_id: str, payload: str) -> None:
        with transaction() as session:
            title = title_of(session, conversation_id, payload)
            if is_waiting(session, conversation_id, payload):
                return  # a second click before the bot has answered the first
            self.enqueue(session, conversation_id, Arrival(client_id, payload, shown=title))

    def _store_upload(
        self, conversation_id: str, client_id: str, kept: KeptFile
    ) -> Mapping[str, Any]:
        """Write exhibit and message together; return the exhibit as the widget shows it."""
        now = self.clock()
        try:
            with transaction() as session:
                touch(session, conversation_id, self.name(), now)
                exhibit = _described(enter(session, kept, conversation_id, self._files, now))
                arrival = Arrival(
                    client_id,
                    UPLOAD,
                    shown=exhibit["title"],
                    payload={"attachment": exhibit},
                    metadata={"exhibit": exhibit},
                )
                inbound, is_new = self.enqueue(session, conversation_id, arrival)
        except Exception:
            kept.drop(self._files)
            raise
        before = inbound.extra.get("exhibit", {})
        # The same upload sent again is not a double of itself.
        return before if not is_new and before.get("id") == exhibit["id"] else exhibit


def _function(method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Return ``method`` as a function, since Sanic sets attributes that a method can't carry."""

    @wraps(method)
    async def handler(request: Request, **parts: str) -> Any:
        return await method(request, **parts)

    return handler


def _described(receipt: Receipt) -> dict[str, Any]:
    exhibit = receipt.exhibit
    return {
        "id": exhibit.id,
        "title": exhibit.title,
        "media_type": exhibit.media_type,
        "size": exhibit.size,
        "sha256": exhibit.sha256,
        "duplicate": receipt.duplicate,
    }


def _find(conversation_id: str) -> Conversation | None:
    with reading() as session:
        return session.get(Conversation, conversation_id)


def _body(request: Request) -> dict[str, Any]:
    body = request.json
    if not isinstance(body, dict):
        raise BadRequest("the body is no JSON object")
    return body


def _text(body: Mapping[str, Any], name: str) -> str:
    text = body.get(name, "")
    if not isinstance(text, str):
        raise BadRequest(f"{name} is no text")
    return text


def _client_id(fields: Mapping[str, Any]) -> str:
    client_id = fields.get("client_id")
    if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id):
        raise BadRequest("client_id is missing or not an id")
    return client_id


def _line_number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise BadRequest("after is not the number of a line")
    return int(text)


def _add_headers(_request: Request, response: BaseHTTPResponse) -> None:
    response.headers.update(security.ALWAYS | security.NEVER_KEPT)
