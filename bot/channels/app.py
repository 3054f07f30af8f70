"""The application of the chat server: Rasa's agent behind our channels, and the chat page."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from rasa.core.channels.channel import InputChannel, register
from rasa.core.channels.rest import RestInput
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sanic_cors import CORS

from bot.agent import ActionServer, WholeTurnAgent, action_server_answers
from bot.channels.pages import WIDGET, pages
from bot.channels.plain_errors import PlainErrors
from bot.channels.rights import rights_pages
from bot.channels.web import WebInput
from bot.rasa_speed import speed_up
from bot.tracker_store import CaseTrackerStore
from casework.settings import Settings

LARGEST_BUFFERED_BODY = 1024 * 1024
"""Bytes; uploads are streamed and have a limit of their own."""
_SHUTDOWN_SECONDS = 3.0
_NAMES_OF_LOOPBACK = {"localhost", "localhost.localdomain"}


class Talker(Protocol):
    """What the channels need of an agent; Rasa's fits."""

    domain: Any

    def is_ready(self) -> bool:
        """Tell whether messages can be handled."""

    async def handle_message(self, message: Any) -> Any:
        """Run the turn of one message."""


def action_endpoint(settings: Settings) -> ActionServer:
    """Return the address of the action server, which only ever listens on loopback."""
    address = f"http://127.0.0.1:{settings.actions_port}/webhook"
    # Our actions do not read the domain, so it is not sent along with every call.
    return ActionServer(url=address, enable_selective_domain=True)


def make_agent(settings: Settings) -> WholeTurnAgent:
    """Return an agent without a model; it is ready once ``load_model`` has returned."""
    speed_up()
    return WholeTurnAgent(
        tracker_store=CaseTrackerStore(), action_endpoint=action_endpoint(settings)
    )


def channels(settings: Settings) -> list[InputChannel]:
    """Return the channels to serve: ours, and Rasa's open one where nobody else can reach it."""
    ours: list[InputChannel] = [WebInput(settings)]
    if settings.rest_channel and is_loopback(settings.host):
        ours.append(RestInput())
    return ours


def is_loopback(host: str) -> bool:
    """Tell whether a server on ``host`` can be reached from this machine only."""
    if host in _NAMES_OF_LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def create_app(
    settings: Settings,
    agent: Callable[[], Talker],
    *,
    input_channels: list[InputChannel] | None = None,
    name: str = "redress_chat",
    widget: Path = WIDGET,
) -> Sanic:
    """Return the server's application; ``agent`` is called once, when the server starts."""
    app = Sanic(name, configure_logging=False, error_handler=PlainErrors())
    app.config.update(
        {
            "REQUEST_MAX_SIZE": LARGEST_BUFFERED_BODY,
            "RESPONSE_TIMEOUT": 300,
            "GRACEFUL_SHUTDOWN_TIMEOUT": _SHUTDOWN_SECONDS,
        }
    )
    # Only what the widget needs may be read by other sites, never the open channel.
    shared = {"origins": settings.allowed_origins, "send_wildcard": True, "max_age": 600}
    CORS(app, resources={r"/webhooks/web/*": shared, r"/widget/*": shared})

    async def meet_agent(app: Sanic, _loop: Any) -> None:
        app.ctx.agent = agent()

    app.register_listener(meet_agent, "before_server_start")
    register(input_channels or channels(settings), app, route="/webhooks/")
    app.blueprint(pages(widget))
    app.blueprint(rights_pages())
    app.add_route(_health(settings), "/healthz", methods=["GET"])
    return app


def _health(settings: Settings) -> Callable[[Request], Any]:
    url = action_endpoint(settings).url

    async def healthz(request: Request) -> HTTPResponse:
        model = request.app.ctx.agent.is_ready()
        actions = await action_server_answers(url)
        ready = model and actions
        state = {"ready": ready, "model": model, "actions": actions}
        return json(state, status=200 if ready else 503, headers={"Cache-Control": "no-store"})

    return healthz
