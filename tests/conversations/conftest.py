"""One trained model and one database for all conversation scripts."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.agent import Agent, load_agent

from actions.turn import CaseAction
from bot.training import trained_model
from casework.evidence.filestore import FileStore
from casework.store.database import make_engine, use_engine
from casework.store.migrate import upgrade
from tests.conversations.chat import TODAY, Chat, InProcessActions

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("conversations")


@pytest.fixture(scope="session")
def agent(folder: Path) -> Iterator[Agent]:
    url = f"sqlite:///{folder / 'cases.db'}"
    upgrade(url)
    use_engine(make_engine(url))
    before, CaseAction.clock = CaseAction.clock, staticmethod(lambda: TODAY)
    loaded = asyncio.run(load_agent(model_path=str(trained_model(ROOT))))
    loaded.action_endpoint = InProcessActions()
    loaded.processor.action_endpoint = loaded.action_endpoint
    yield loaded
    CaseAction.clock = before
    use_engine(None)


@pytest.fixture
def chat(agent: Agent, folder: Path) -> Chat:
    return Chat(agent, FileStore(folder / "exhibits"))
