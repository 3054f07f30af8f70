"""One trained model and one database for all talks of a file.

Not for the whole run: tests of other rooms, which have databases of their own, run in between.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.utils.log_utils import configure_structlog

from actions.turn import CaseAction
from bot.agent import WholeTurnAgent
from bot.rasa_speed import speed_up
from bot.tracker_store import CaseTrackerStore
from bot.training import trained_model
from casework.evidence import evidence_store
from casework.settings import get_settings
from casework.store.database import make_engine, use_engine
from casework.store.migrate import upgrade
from tests.conversations.chat import TODAY, Chat, InProcessActions

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("conversations")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("REDRESS_DATA_DIR", str(made))
        get_settings.cache_clear()
        yield made
    get_settings.cache_clear()


@pytest.fixture(scope="module")
def agent(folder: Path) -> Iterator[WholeTurnAgent]:
    url = f"sqlite:///{folder / 'cases.db'}"
    upgrade(url)
    use_engine(make_engine(url))
    before, CaseAction.clock = CaseAction.clock, staticmethod(lambda: TODAY)
    speed_up()
    configure_structlog(logging.WARNING)  # Rasa's every step would be a line of a failure's report
    made = WholeTurnAgent(tracker_store=CaseTrackerStore(), action_endpoint=InProcessActions())
    made.load_model(trained_model(ROOT))
    yield made
    CaseAction.clock = before
    use_engine(None)


@pytest.fixture
def chat(agent: WholeTurnAgent) -> Chat:
    CaseAction.clock = staticmethod(lambda: TODAY)
    return Chat(agent, evidence_store(get_settings()))
