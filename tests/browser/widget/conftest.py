"""The widget against a stand-in for the web channel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.widget.stand_in import StandIn, serving


class Chat:
    """A page with the widget, in the words of the person in front of it."""

    def __init__(self, page: Page, stand_in: StandIn) -> None:
        self.page = page
        self.stand_in = stand_in

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox", name="Your message")

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def lines(self) -> list[str]:
        """Return what stands in the transcript, line by line."""
        return self.page.locator(".line .text").all_inner_texts()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def open(self, path: str = "") -> Chat:
        """Open the page and wait for the greeting."""
        self.page.goto(self.stand_in.address + path)
        self.sees(self.stand_in.greeting[-1]["text"])
        return self

    def open_html(self, html: str) -> Chat:
        """Open a page with this body."""
        self.page.goto(f"{self.stand_in.address}page/test?html={quote(html)}")
        return self

    def say(self, text: str) -> None:
        """Type and press Enter."""
        self.box.fill(text)
        self.box.press("Enter")

    def sees(self, text: str) -> None:
        """Wait until a line of the transcript holds this text."""
        expect(self.page.locator(".line", has_text=text).last).to_be_visible()

    def offline(self, on: bool) -> None:
        self.page.context.set_offline(on)


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    """Return a stand-in that serves while the test runs."""
    with serving(StandIn()) as running:
        yield running


@pytest.fixture
def chat(page: Page, stand_in: StandIn) -> Chat:
    """Return the widget's own page, not yet opened, as wide as a phone."""
    return Chat(page, stand_in)


@pytest.fixture
def new_chat(new_context: Callable[..., Any], stand_in: StandIn) -> Callable[..., Chat]:
    """Return a maker of chats in fresh profiles: ``new_chat(color_scheme="dark")``."""
    return lambda **options: Chat(new_context(**options).new_page(), stand_in)
