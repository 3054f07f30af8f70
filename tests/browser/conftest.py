"""What every browser test uses: headless Chromium, pages of both widths and themes, axe-core.

Browser tests are plain functions, never coroutines: Playwright's blocking interface runs an event
loop of its own on this thread for as long as the browser is open.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
PATIENCE = 20_000  # milliseconds; only a failing test waits so long
SERIOUS = {"serious", "critical"}
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Theme = Literal["light", "dark"]
NewContext = Callable[..., BrowserContext]


def _chromium() -> str:
    """Return the path of Chromium; without one, browser tests fail, they are never skipped."""
    found = os.environ.get("REDRESS_CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.fail("Chromium is missing: install it, or name it in REDRESS_CHROMIUM")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return headless Chromium, started once."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=_chromium(), args=QUIET)
        yield running
        running.close()


@pytest.fixture
def new_context(browser: Browser) -> Iterator[NewContext]:
    """Return a maker of fresh profiles: ``new_context(viewport=PHONE, color_scheme="dark")``."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> BrowserContext:
        settings = {"viewport": PHONE, "locale": "en-GB", "timezone_id": "Europe/Berlin"} | options
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """Return a page of a fresh profile, as wide as a phone."""
    return new_context().new_page()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return a check that lists what axe-core finds serious or critical on a page."""

    def check(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{each['id']}: {node['target']} {node['failureSummary']}"
            for each in found
            if each["impact"] in SERIOUS
            for node in each["nodes"]
        ]

    return check


class Complaints(list[str]):
    """What a page complained about: errors in its console, and uncaught exceptions."""

    def watch(self, page: Page) -> None:
        """Collect what this page complains about from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.append(str(error)))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.append(message.text)


@pytest.fixture
def complaints() -> Complaints:
    """Return a collector: ``complaints.watch(page)`` before the page is opened."""
    return Complaints()
