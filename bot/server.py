"""Starts the chat server (``python -m bot.server``).

It listens at once and accepts messages while the model still loads; turns begin when it is there.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from casework.settings import get_settings

if TYPE_CHECKING:
    from sanic import Sanic

logger = logging.getLogger(__name__)

MODEL_VARIABLE = "REDRESS_MODEL"
MODELS = Path("models")
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def find_model() -> Path | None:
    """Return the model named by ``REDRESS_MODEL``, or else the newest in ``models/``."""
    named = os.environ.get(MODEL_VARIABLE)
    if named:
        return Path(named)
    return max(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)


def load_in_background(app: Sanic, model: Path) -> None:
    """Have the model loaded beside the running server; a model that does not load ends it."""

    async def load(app: Sanic) -> None:
        try:
            await asyncio.to_thread(app.ctx.agent.load_model, model)
        except Exception:
            logger.exception("The model %s can't be loaded", model)
            app.ctx.failed = True
            app.stop()

    app.ctx.failed = False
    app.add_task(load)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep back what libraries say about each other while they are imported."""
    logging.disable(logging.WARNING)
    with warnings.catch_warnings(record=True):
        yield
    logging.disable(logging.NOTSET)


def serve(model: Path) -> int:
    """Serve until a signal comes; return the exit status."""
    with _quiet():  # here and not above: this is where TensorFlow is imported
        from rasa.utils.log_utils import configure_structlog

        from bot.channels.app import create_app, make_agent
    configure_structlog(logging.WARNING)  # without it, structlog prints every debug line
    settings = get_settings()
    app = create_app(settings, lambda: make_agent(settings))
    load_in_background(app, model)
    app.run(settings.host, settings.chat_port, access_log=False, motd=False)
    return 1 if app.ctx.failed else 0


def main() -> int:
    """Start with the model that is there; return the exit status."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    logging.basicConfig(level=logging.WARNING, format=_FORMAT)
    model = find_model()
    if model is None:
        print("There is no model. Train one with `redress train`.", file=sys.stderr)
        return 1
    return serve(model)


if __name__ == "__main__":
    sys.exit(main())
