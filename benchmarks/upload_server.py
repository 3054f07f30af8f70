"""The web channel alone, with an agent that listens and says nothing: what uploads need."""

import sys
from typing import Any

from rasa.shared.core.domain import Domain

from bot.channels.app import create_app
from bot.channels.web import WebInput
from bot.tracker_store import CaseTrackerStore
from casework.settings import get_settings


class Listener:
    """Takes every message and does nothing with it."""

    def __init__(self) -> None:
        self.domain = Domain.empty()
        self.store = CaseTrackerStore(self.domain)  # makes the table that the channel looks into

    def is_ready(self) -> bool:
        """Say that messages can be handled."""
        return True

    async def handle_message(self, _message: Any) -> None:
        """Do nothing."""


def main() -> None:
    """Serve until killed."""
    settings = get_settings()
    app = create_app(settings, Listener, input_channels=[WebInput(settings)])
    app.run(settings.host, settings.chat_port, access_log=False, motd=False)


if __name__ == "__main__":
    sys.exit(main())
