"""The pages of rights as people see them: both widths, both themes, with axe-core."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

from bot.channels.rights import FOLDER, HEADERS, STYLE, page_of
from casework.law.outcome import Jurisdiction
from casework.rights import Right, words

HOME = "http://redress.test"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PLACES: list[Jurisdiction | None] = [None, *Jurisdiction]

pytestmark = pytest.mark.browser


def answer(route: Route) -> None:
    """Answer as the chat server does, with its headers."""
    name = route.request.url.removeprefix(f"{HOME}/rights").strip("/").split("#")[0]
    if name == STYLE:
        css = (FOLDER / STYLE).read_text("utf-8")
        route.fulfill(body=css, headers=HEADERS, content_type="text/css")
    elif name.startswith("http"):
        route.fulfill(status=204)  # the icon
    else:
        html = page_of(Jurisdiction(name.upper()) if name else None)
        route.fulfill(body=html, headers=HEADERS, content_type="text/html; charset=utf-8")


@pytest.fixture
def open_page(new_context: Callable[..., Any]) -> Callable[..., Page]:
    def make(path: str, **options: Any) -> Page:
        page: Page = new_context(**options).new_page()
        page.route(f"{HOME}/**", answer)
        page.goto(f"{HOME}/{path}")
        return page

    return make


@pytest.mark.parametrize("place", PLACES, ids=str)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_everybody_can_read_every_page(
    open_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    place: Jurisdiction | None,
    theme: str,
    size: ViewportSize,
) -> None:
    path = f"rights/{place.lower()}" if place else "rights"
    page = open_page(path, viewport=size, color_scheme=theme, bypass_csp=True)  # axe is a script
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for link in page.get_by_role("navigation").get_by_role("link").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_the_style_is_taken_under_the_policy_of_the_page(open_page: Callable[..., Page]) -> None:
    page = open_page("rights/eu", color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(19, 24, 23)"


def test_a_link_of_the_chat_opens_the_page_at_its_right(open_page: Callable[..., Page]) -> None:
    page = open_page("rights/jp#choice")
    expect(page.get_by_role("heading", name=words().rights[Right.CHOICE].name)).to_be_in_viewport()


def test_from_the_first_page_to_a_law_and_on_to_another(open_page: Callable[..., Page]) -> None:
    page = open_page("rights")
    page.get_by_role("link", name=words().places[Jurisdiction.UK]).click()
    expect(page).to_have_url(f"{HOME}/rights/uk")
    page.get_by_role("link", name=words().places[Jurisdiction.CN]).click()
    expect(page).to_have_url(f"{HOME}/rights/cn")
    expect(page.get_by_role("link", name=words().page["to_chat"])).to_have_attribute("href", "../")
