from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from casework.accounts import create_user
from casework.evidence import FileStore
from casework.settings import Settings
from casework.store.database import transaction
from casework.store.testing import database_in_use
from mediation.app import create_app
from tests.services.console.seeding import NOW, filed_delivery_case, many_cases, waiting_case
from tests.services.console.serving import served
from tests.services.moved_clock import MovedClock


@dataclass(frozen=True)
class Site:
    """A console with a full list, and the login of its mediator."""

    address: str
    password: str
    filed: str
    waiting: str

    def log_in(self, page: Page) -> None:
        """Log in from the login page."""
        page.goto(f"{self.address}/login")
        page.get_by_label("User name").fill("ana")
        page.get_by_label("Password").fill(self.password)
        page.get_by_label("Password").press("Enter")
        page.wait_for_url("**/cases")

    def case(self, number: str) -> str:
        """Return the address of a case's page."""
        return f"{self.address}/cases/{number}"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with database_in_use(tmp_path) as url:
        settings = Settings(data_dir=tmp_path, database_url=url, _env_file=None)
        with transaction() as session:
            password = create_user(session, "ana", "mediator", NOW).password
            many_cases(session, 38)
            filed = filed_delivery_case(session, FileStore(settings.exhibits_dir)).number
            waiting = waiting_case(session).number
        with served(create_app(settings, MovedClock(NOW))) as address:
            yield Site(address, password, filed, waiting)
