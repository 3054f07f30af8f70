"""The trained model, asked for the meaning of single texts, as the server would be."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bot.nlu.gate_rules import FALLBACK
from bot.nlu.ranker import Ranked
from bot.nlu.understanding import CLAIM_RANKING, CLAIMS, NONE

if TYPE_CHECKING:
    from rasa.core.agent import Agent


class ModelMissing(Exception):
    """There is no trained model to ask."""

    code = "model_missing"


class Reading:
    """What the model made of one text, and how long it took."""

    def __init__(self, parsed: dict[str, Any], milliseconds: float) -> None:
        self._parsed = parsed
        self.milliseconds = milliseconds

    @property
    def intent(self) -> str:
        """Return the name of the intent that the assistant acts on."""
        return str((self._parsed.get("intent") or {}).get("name") or FALLBACK)

    @property
    def asks(self) -> bool:
        """Tell whether the assistant asks, as it is not sure enough to act."""
        return self.intent == FALLBACK

    @property
    def ranking(self) -> list[Ranked]:
        """Return the claims and "none of these", best first; what is acted on stands first."""
        given = self._parsed.get(CLAIM_RANKING) or [{"name": NONE, "confidence": 1.0}]
        ranking = [Ranked(one["name"], one["confidence"]) for one in given]
        if self.asks:
            return ranking
        acted_on = self.intent if self.intent in CLAIMS else NONE
        return sorted(ranking, key=lambda ranked: ranked.name != acted_on)


def newest_model(folder: Path) -> Path:
    """Return the newest model in `folder`.

    Raises:
        ModelMissing: if there is none.

    """
    models = sorted(folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise ModelMissing(f"there is no model in {folder}; 'redress train' makes one")
    return models[-1]


class Reader:
    """Asks one model about texts."""

    def __init__(self, agent: Agent) -> None:
        self._agent = agent

    @classmethod
    def of(cls, model: Path) -> Reader:
        """Load a model; Rasa is imported only now, which takes seconds.

        Raises:
            ModelMissing: if there is no such file.

        """
        from rasa.core.agent import Agent
        from rasa.utils.log_utils import configure_structlog

        configure_structlog(logging.WARNING)  # otherwise each text that is read is logged
        if not model.is_file():
            raise ModelMissing(f"there is no model {model}")
        return cls(Agent.load(str(model)))

    def read(self, text: str) -> Reading:
        """Return what the model makes of `text`."""
        started = perf_counter()
        parsed = asyncio.run(self._agent.parse_message(text))
        return Reading(parsed, (perf_counter() - started) * 1000)
