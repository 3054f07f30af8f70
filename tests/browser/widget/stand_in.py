"""A stand-in for the web channel: the widget's protocol, in memory, with a scripted assistant.

Tests steer it from their own thread: they make it say things, hang up, stall, refuse, forget.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

WIDGET = Path(__file__).parents[3] / "bot" / "widget"
BASE = "/webhooks/web"
MEGABYTE = 1024 * 1024
LIMITS = {
    "max_upload_bytes": 10 * MEGABYTE,
    "max_text": 4000,
    "accept": [".jpg", ".png", ".webp", ".heic", ".pdf", ".eml", ".txt"],
}
# Trusted Types make any parsing of markup from text an error, on top of scripts and styles inline.
STRICT_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Allow-Methods": "GET, POST",
}
LETTER = """<!doctype html>
<html lang="en"><head><title>Letter RD-7F3K-92QX</title><style>h1 { color: rgb(1, 2, 3) }</style>
</head><body><article class="letter"><h1>Delivery of order 4711</h1>
<p>Please deliver by 8 December 2026.</p></article>
<script>document.title = 'a script ran'</script></body></html>"""
START = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@dataclass
class Conversation:
    """One session: what was said, and which client ids were taken."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    typing: bool = False

    def append(self, sender: str, text: str, **extra: Any) -> None:
        """Write a message with the next sequence."""
        sequence = len(self.messages) + 1
        empty: dict[str, Any] = {
            "buttons": [],
            "attachment": None,
            "letter": None,
            "client_id": None,
        }
        self.messages.append(
            empty
            | {
                "sequence": sequence,
                "key": str(uuid.uuid4()),
                "sender": sender,
                "text": text,
                "created_at": (START + timedelta(minutes=sequence)).isoformat(),
            }
            | extra
        )


class StandIn:
    """The channel, and the handles by which a test moves it."""

    def __init__(self) -> None:
        self.sessions: dict[str, Conversation] = {}
        self.requests: list[str] = []
        self.uploads: list[str] = []
        self.greeting: list[dict[str, Any]] = [{"text": "Hello. What went wrong?"}]
        self.replies: dict[str, list[dict[str, Any]]] = {}
        self.refusals: list[tuple[int, dict[str, Any]]] = []
        self.upload_refusals: list[tuple[int, dict[str, Any]]] = []
        self.stream_generation = 0
        self.abrupt = False
        self.stammers = False  # every event is sent twice
        self.letters_work = True
        self.answering = threading.Event()
        self.answering.set()
        self.uploading = threading.Event()
        self.uploading.set()
        self.limits: dict[str, Any] = dict(LIMITS)
        self.address = ""

    @property
    def only(self) -> Conversation:
        """Return the newest conversation."""
        return list(self.sessions.values())[-1]

    @property
    def turns(self) -> list[str]:
        """Return what the consumer said, in the order of the turns."""
        return [m["text"] for m in self.only.messages if m["sender"] == "consumer"]

    def say(self, text: str, sender: str = "bot", **extra: Any) -> None:
        """Let the assistant (or a mediator) say something."""
        self.only.append(sender, text, **extra)

    def hang_up(self, *, abrupt: bool = False) -> None:
        """End all open streams, in good order or by cutting the line."""
        self.abrupt = abrupt
        self.stream_generation += 1

    def forget_sessions(self) -> None:
        """Let every token be foreign from now on."""
        self.sessions.clear()
        self.hang_up()

    def open_session(self) -> str:
        token = uuid.uuid4().hex
        self.sessions[token] = conversation = Conversation()
        for line in self.greeting:
            conversation.append("bot", **line)
        return token

    def take(self, conversation: Conversation, body: dict[str, Any]) -> None:
        """Take a turn once, and answer it."""
        if body["client_id"] in conversation.taken:
            return
        conversation.taken.append(body["client_id"])
        conversation.append("consumer", body["text"], client_id=body["client_id"])
        key = body.get("payload") or body["text"]
        for line in self.replies.get(key, [{"text": f"You said: {body['text']}"}]):
            conversation.append("bot", **line)


def _refuse(status: int, body: dict[str, Any]) -> JSONResponse:
    return JSONResponse(body, status, CORS)


def _session_invalid() -> JSONResponse:
    return _refuse(401, {"error": "session_invalid"})


def _conversation(stand_in: StandIn, request: Request) -> Conversation | None:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    return stand_in.sessions.get(token)


async def _until(event: threading.Event) -> None:
    while not event.is_set():
        await asyncio.sleep(0.02)


def _event(kind: str, data: dict[str, Any]) -> str:
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n"


async def _stream(stand_in: StandIn, conversation: Conversation, after: int) -> AsyncIterator[str]:
    generation = stand_in.stream_generation
    typing = False
    yield ": keep-alive\n\n"
    while generation == stand_in.stream_generation:
        for message in conversation.messages[after:]:
            after = message["sequence"]
            yield _event("message", message) * (2 if stand_in.stammers else 1)
        if conversation.typing != typing:
            typing = conversation.typing
            yield _event("typing", {"on": typing})
        await asyncio.sleep(0.02)
    if stand_in.abrupt:
        raise ConnectionResetError("the line was cut")


async def _receive_upload(stand_in: StandIn, request: Request) -> tuple[str, str, bytes]:
    async def slowly() -> AsyncGenerator[bytes, None]:
        async for chunk in request.stream():
            yield chunk
            await _until(stand_in.uploading)

    form = await MultiPartParser(request.headers, slowly()).parse()
    upload = form["file"]
    assert not isinstance(upload, str)
    return str(form["client_id"]), upload.filename or "", await upload.read()


def _keep_upload(
    stand_in: StandIn, conversation: Conversation, client_id: str, name: str, data: bytes
) -> dict[str, Any]:
    duplicate = name in stand_in.uploads
    exhibit = {"id": uuid.uuid4().hex, "title": name, "media_type": "x", "size": len(data)}
    if client_id not in conversation.taken:
        conversation.taken.append(client_id)
        stand_in.uploads.append(name)
        conversation.append("consumer", name, attachment=exhibit, client_id=client_id)
        conversation.append("bot", f"I have your file {name}.")
    return exhibit | {"duplicate": duplicate}


class Channel:
    """The routes of the protocol, spoken for a stand-in."""

    def __init__(self, stand_in: StandIn) -> None:
        self.stand_in = stand_in

    async def sessions(self) -> Response:
        body = {"token": self.stand_in.open_session(), "limits": self.stand_in.limits}
        return JSONResponse(body, 201, CORS)

    async def current(self, request: Request) -> Response:
        if _conversation(self.stand_in, request) is None:
            return _session_invalid()
        return JSONResponse({"limits": self.stand_in.limits}, 200, CORS)

    async def messages(self, request: Request) -> Response:
        conversation = _conversation(self.stand_in, request)
        if conversation is None:
            return _session_invalid()
        if self.stand_in.refusals:
            return _refuse(*self.stand_in.refusals.pop(0))
        await _until(self.stand_in.answering)
        self.stand_in.take(conversation, await request.json())
        return JSONResponse({"accepted": True}, 202, CORS)

    async def events(self, request: Request, after: int = 0) -> Response:
        conversation = _conversation(self.stand_in, request)
        if conversation is None:
            return _session_invalid()
        body = _stream(self.stand_in, conversation, after)
        return StreamingResponse(body, 200, CORS, "text/event-stream")

    async def uploads(self, request: Request) -> Response:
        conversation = _conversation(self.stand_in, request)
        if conversation is None:
            return _session_invalid()
        try:
            client_id, name, data = await _receive_upload(self.stand_in, request)
        except (ClientDisconnect, MultiPartException):
            return Response(status_code=400)
        if self.stand_in.upload_refusals:
            return _refuse(*self.stand_in.upload_refusals.pop(0))
        exhibit = _keep_upload(self.stand_in, conversation, client_id, name, data)
        return JSONResponse({"exhibit": exhibit}, 201, CORS)

    async def letters(self, request: Request, name: str) -> Response:
        if _conversation(self.stand_in, request) is None or not self.stand_in.letters_work:
            return _refuse(404, {"error": "not_found"})
        if name.endswith(".html"):
            return Response(LETTER, 200, CORS, "text/html")
        return Response(f"letter {name}".encode(), 200, CORS, "application/octet-stream")


async def index() -> Response:
    return FileResponse(WIDGET / "index.html", headers={"Content-Security-Policy": STRICT_CSP})


async def widget(path: str) -> Response:
    headers = CORS | {"Content-Security-Policy": STRICT_CSP, "Cache-Control": "no-cache"}
    return FileResponse(WIDGET / path, headers=headers)


async def page_of_a_test(name: str, html: str) -> Response:
    """Serve a page of a test's own: the query holds its body."""
    whole = f"<!doctype html><html lang=en><title>{name}</title>{html}"
    return Response(whole, media_type="text/html")


def make_app(stand_in: StandIn) -> FastAPI:
    """Return the application that speaks for a stand-in."""
    app, channel = FastAPI(), Channel(stand_in)

    @app.middleware("http")
    async def note(request: Request, call_next: Any) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        stand_in.requests.append(f"{request.method} {request.url.path}{query}")
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=CORS)
        return await call_next(request)

    for path, method in (
        ("/sessions", channel.sessions),
        ("/messages", channel.messages),
        ("/uploads", channel.uploads),
    ):
        app.add_api_route(BASE + path, method, methods=["POST"])
    app.add_api_route(f"{BASE}/sessions/current", channel.current)
    app.add_api_route(f"{BASE}/events", channel.events)
    app.add_api_route(f"{BASE}/letters/{{name}}", channel.letters)
    app.add_api_route("/", index)
    app.add_api_route("/widget/{path:path}", widget)
    app.add_api_route("/page/{name}", page_of_a_test)
    return app


@contextmanager
def serving(stand_in: StandIn) -> Iterator[StandIn]:
    """Serve a stand-in on a free loopback port for as long as the context lasts."""
    listener = socket.create_server(("127.0.0.1", 0))
    # A small buffer, so that an upload that is not read comes to a stop.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    stand_in.address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    # Without ws="none" uvicorn loads a websockets API that the locked version does not have.
    config = uvicorn.Config(
        make_app(stand_in), log_level="critical", timeout_graceful_shutdown=1, ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        stand_in.hang_up()
        stand_in.answering.set()
        stand_in.uploading.set()
        server.should_exit = True
        thread.join(timeout=5)
        listener.close()
