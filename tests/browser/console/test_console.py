from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select

from casework.store.cases import record_fact, want_person
from casework.store.conversations import append_message
from casework.store.database import transaction
from casework.store.models import Case
from tests.browser.conftest import DESKTOP, PHONE
from tests.services.console.seeding import NOW

pytestmark = pytest.mark.browser

BOTH_WIDTHS = pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
BOTH_THEMES = pytest.mark.parametrize("theme", ["light", "dark"])

NewContext = Callable[..., BrowserContext]
Axe = Callable[[Page], list[str]]


def opened(new_context: NewContext, site: Any, **options: Any) -> Page:
    """Return a page of a fresh profile that is logged in."""
    page = new_context(**options).new_page()
    site.log_in(page)
    return page


def pages(site: Any) -> list[str]:
    return [
        f"{site.address}/cases",
        f"{site.address}/cases?q=zebra",
        site.case(site.filed),
        site.case(site.waiting),
        f"{site.address}/nothing",
    ]


@BOTH_WIDTHS
@BOTH_THEMES
def test_axe_finds_nothing_serious_on_any_page(
    new_context: NewContext, site: Any, axe: Axe, viewport: dict[str, int], theme: str
) -> None:
    page = new_context(viewport=viewport, color_scheme=theme).new_page()
    page.goto(f"{site.address}/login")
    assert axe(page) == []
    page.fill("#username", "ana")
    page.fill("#password", "wrong")
    page.click("main button")
    assert page.get_by_role("alert").is_visible()
    assert axe(page) == []
    site.log_in(page)
    for address in pages(site):
        page.goto(address)
        for fold in page.locator("details").all():
            fold.evaluate("fold => fold.open = true")
        assert axe(page) == [], address


@BOTH_WIDTHS
def test_no_page_scrolls_sideways(
    new_context: NewContext, site: Any, viewport: dict[str, int]
) -> None:
    page = opened(new_context, site, viewport=viewport)
    for address in pages(site):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == viewport["width"], address


def test_text_of_twice_the_size_still_fits(new_context: NewContext, site: Any) -> None:
    """Check WCAG 1.4.10: at 1280 px and 400 % zoom a page is as wide as at 320 px."""
    page = opened(new_context, site, viewport={"width": 320, "height": 256})
    for address in pages(site):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address


def test_a_case_is_found_and_read_by_keyboard_alone(new_context: NewContext, site: Any) -> None:
    page = opened(new_context, site, viewport=DESKTOP)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("name") == "q"
    page.keyboard.type("boots")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=boots**")
    page.get_by_role("link", name=site.filed).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{site.filed}")

    assert page.get_by_role("heading", level=1).inner_text().endswith(site.filed)


def test_what_has_the_focus_can_be_seen(new_context: NewContext, site: Any) -> None:
    page = opened(new_context, site, viewport=DESKTOP)
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        width = page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        assert (style, width >= 2) == ("solid", True)


def test_a_click_on_a_fact_brings_its_turn_into_sight_beside_it(
    new_context: NewContext, site: Any
) -> None:
    page = opened(new_context, site, viewport=DESKTOP)
    page.goto(site.case(site.filed))
    page.locator("#fact-seller_contact").get_by_role("link").click()
    turn = page.locator(".line:target")

    assert "service@nordstep.example" in turn.inner_text()
    assert within(page, turn.bounding_box())
    assert within(page, page.locator("#fact-seller_contact").bounding_box())


def within(page: Page, box: Any) -> bool:
    height = page.evaluate("innerHeight")
    return bool(box["y"] >= 0 and box["y"] + box["height"] <= height)


def test_a_number_in_the_letter_leads_to_the_fact_behind_the_sentence(
    new_context: NewContext, site: Any
) -> None:
    page = opened(new_context, site, viewport=DESKTOP)
    page.goto(site.case(site.filed))
    page.locator(".letter").get_by_role("link", name="Source: Fact: Price").first.click()

    assert page.locator(".fact:target").get_attribute("id") == "fact-amount"
    assert within(page, page.locator("#fact-amount").bounding_box())


def test_everything_works_without_javascript(new_context: NewContext, site: Any) -> None:
    page = opened(new_context, site, viewport=PHONE, java_script_enabled=False)
    page.get_by_label("Search").fill("boots")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name=site.filed).click()
    page.get_by_text("Why this date").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF of version 1").click()
    assert download.value.suggested_filename == f"{site.filed}-letter-1.pdf"
    with page.expect_download() as download:
        page.get_by_role("link", name="Download exhibit A").click()
    assert download.value.suggested_filename == f"{site.filed}-exhibit-A.png"
    page.get_by_role("button", name="Log out").click()

    assert page.get_by_role("heading", name="Log in").is_visible()


def test_the_back_button_shows_no_case_after_logging_out(
    new_context: NewContext, site: Any
) -> None:
    page = opened(new_context, site, viewport=DESKTOP)
    page.goto(site.case(site.filed))
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login")
    page.go_back()

    assert page.get_by_role("heading", name="Log in").is_visible()
    assert "Ana Kovač" not in page.content()


def test_pages_break_no_rule_of_their_own_content_policy(
    new_context: NewContext, site: Any, complaints: Any
) -> None:
    page = new_context(viewport=DESKTOP).new_page()
    complaints.watch(page)
    site.log_in(page)
    page.goto(site.case(site.filed))
    assert complaints == []


def test_a_script_in_a_case_does_not_run(new_context: NewContext, site: Any) -> None:
    attack = "<img src=x onerror=\"document.title='taken over'\"><script>alert(1)</script>"
    with transaction() as session:
        case = session.scalars(select(Case).where(Case.number == site.waiting)).one()
        record_fact(session, case, "goods", attack, said=attack, now=NOW)
        want_person(session, case, attack, NOW)
        append_message(
            session, case.conversation_id, key="x", sender="consumer", text=attack, now=NOW
        )
    page = opened(new_context, site, viewport=DESKTOP)
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(site.case(site.waiting))

    assert page.title() == f"Case {site.waiting} · Redress console"
    assert page.locator("main img, main script").count() == 0
    assert page.get_by_text("taken over").count() >= 2
    assert not [url for url in asked_for if url.endswith("/x")]


def test_targets_are_large_enough_for_a_thumb(new_context: NewContext, site: Any) -> None:
    """Check WCAG 2.5.8 on what is pressed: 24 px at least; links within a line are exempt."""
    page = opened(new_context, site, viewport=PHONE)
    for address in pages(site):
        page.goto(address)
        pressed = page.locator("button, .button, input:visible, select, summary, .sections a")
        for target in pressed.all():
            box = target.bounding_box()
            if box is not None:
                assert box["height"] >= 24, (address, target.inner_text())
