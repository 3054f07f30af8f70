"""The widget on pages of others: one script tag, strict policies, several copies, mirrored."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Complaints
from tests.browser.widget.conftest import Chat
from tests.browser.widget.stand_in import StandIn, serving

pytestmark = pytest.mark.browser

LAUNCHER = "Help with a purchase"
SCRIPT = '<script type="module" src="{address}widget/redress-chat.js"{data}></script>'


@pytest.fixture
def other_server() -> Iterator[StandIn]:
    """Return a second server, with another greeting."""
    other = StandIn()
    other.greeting = [{"text": "Hello from the other server."}]
    with serving(other) as running:
        yield running


def _script(stand_in: StandIn, data: str = "") -> str:
    return SCRIPT.format(address=stand_in.address, data=data)


def test_a_strict_policy_is_kept(chat: Chat, complaints: Complaints) -> None:
    """Nothing inline, nothing evaluated, no markup parsed: the page's policy forbids all of it."""
    complaints.watch(chat.page)
    chat.stand_in.greeting = [{"text": "**Hi**", "buttons": [{"title": "A", "payload": "/a"}]}]
    chat.page.goto(chat.stand_in.address)
    chat.button("A").click()
    chat.sees("You said: A")
    chat.stand_in.say("<i>See</i> https://law.example", letter={"id": "1", "number": "RD-1"})
    chat.sees("Case RD-1")
    chat.box.fill("x\n" * 30)
    chat.box.press("Enter")
    chat.sees("You said: x")
    with chat.page.expect_download():
        chat.button("Download the letter as PDF").click()
    assert complaints == []


def test_one_script_tag_is_enough(chat: Chat) -> None:
    chat.open_html(f"<h1>A shop</h1>{_script(chat.stand_in)}")
    chat.page.get_by_role("button", name=LAUNCHER).click()
    chat.sees("Hello. What went wrong?")


def test_nothing_is_asked_of_the_server_before_the_chat_is_opened(chat: Chat) -> None:
    chat.open_html(_script(chat.stand_in))
    chat.page.get_by_role("button", name=LAUNCHER).wait_for()
    chat.page.wait_for_load_state("networkidle")
    assert not [each for each in chat.stand_in.requests if "/webhooks/" in each]


def test_it_works_on_a_site_with_another_address(chat: Chat, other_server: StandIn) -> None:
    chat.open_html(_script(other_server))
    chat.page.get_by_role("button", name=LAUNCHER).click()
    chat.sees("Hello from the other server.")
    chat.say("Across origins")
    chat.sees("You said: Across origins")
    assert other_server.turns == ["Across origins"]
    assert chat.stand_in.sessions == {}


def test_two_servers_on_one_page_keep_apart(chat: Chat, other_server: StandIn) -> None:
    box = "display: block; height: 300px"
    chat.open_html(
        f'<redress-chat id=one position=inline style="{box}"></redress-chat>'
        f'<redress-chat id=two position=inline style="{box}" server="{other_server.address}">'
        f"</redress-chat>{_script(chat.stand_in)}"
    )
    for host, greeting in [("#one", "What went wrong?"), ("#two", "from the other server")]:
        line = chat.page.locator(host).locator(".line", has_text=greeting)
        expect(line).to_have_count(1)
    for host in ("#one", "#two"):
        box_of_host = chat.page.locator(host).get_by_role("textbox")
        box_of_host.fill(f"for {host}")
        box_of_host.press("Enter")
    chat.sees("You said: for #one")
    chat.sees("You said: for #two")
    assert chat.stand_in.turns == ["for #one"]
    assert other_server.turns == ["for #two"]


def test_two_copies_of_one_conversation_share_it(chat: Chat) -> None:
    box = "display: block; height: 300px"
    copy = f'<redress-chat class=copy position=inline style="{box}"></redress-chat>'
    chat.open_html(f"{copy}{copy}{_script(chat.stand_in)}")
    first, second = chat.page.locator(".copy").nth(0), chat.page.locator(".copy").nth(1)
    first.get_by_role("textbox").fill("Told once")
    first.get_by_role("textbox").press("Enter")
    for copy_of_chat in (first, second):
        expect(copy_of_chat.locator(".text", has_text="You said: Told once")).to_have_count(1)
        expect(copy_of_chat.locator(".consumer .text")).to_have_count(1)
    assert len(chat.stand_in.sessions) == 1
    assert chat.stand_in.turns == ["Told once"]
    streams = [each for each in chat.stand_in.requests if "GET /webhooks/web/events" in each]
    assert len(streams) == 1


def test_two_script_tags_make_two_chats(
    new_chat: Callable[..., Chat], other_server: StandIn
) -> None:
    chat = new_chat(viewport=DESKTOP)
    start = f' data-position="start" data-server="{other_server.address}"'
    chat.open_html(_script(chat.stand_in, start) + _script(chat.stand_in, ' data-position="end"'))
    launchers = chat.page.get_by_role("button", name=LAUNCHER)
    expect(launchers).to_have_count(2)
    left, right = (launchers.nth(n).bounding_box() for n in (0, 1))
    assert left
    assert right
    assert left["x"] < right["x"]
    launchers.nth(0).click()
    chat.sees("Hello from the other server.")


def test_an_element_in_the_page_is_not_joined_by_a_second_chat(chat: Chat) -> None:
    chat.open()
    expect(chat.page.locator("redress-chat")).to_have_count(1)


def test_an_element_added_later_comes_alive_and_one_taken_away_hangs_up(chat: Chat) -> None:
    chat.open_html(f"<redress-chat></redress-chat>{_script(chat.stand_in)}")
    chat.page.get_by_role("button", name=LAUNCHER).wait_for()
    chat.page.evaluate("document.querySelector('redress-chat').remove()")
    chat.page.evaluate(
        "document.body.append(Object.assign(document.createElement('redress-chat'), {id: 'late'}))"
    )
    chat.page.locator("#late").get_by_role("button", name=LAUNCHER).click()
    chat.sees("Hello. What went wrong?")


def test_the_styles_of_the_page_do_not_reach_in(new_chat: Callable[..., Chat]) -> None:
    loud = "html {font-size: 62.5%} * {letter-spacing: 9px; text-transform: uppercase; color: red}"
    chat = new_chat(viewport=DESKTOP)
    chat.open_html(f"<style>{loud} button {{background: hotpink}}</style>{_script(chat.stand_in)}")
    chat.page.get_by_role("button", name=LAUNCHER).click()
    chat.sees("Hello. What went wrong?")
    text = chat.page.locator(".line .text p").first
    expect(text).to_have_css("font-size", "16px")
    expect(text).to_have_css("letter-spacing", "normal")
    expect(text).to_have_css("text-transform", "none")
    expect(text).to_have_css("color", "rgb(27, 36, 34)")


def test_the_styles_of_the_chat_do_not_reach_out(new_chat: Callable[..., Chat]) -> None:
    chat = new_chat(viewport=DESKTOP)
    chat.open_html(f"<p class=line><button class=tool>Buy</button></p>{_script(chat.stand_in)}")
    chat.page.get_by_role("button", name=LAUNCHER).click()
    chat.sees("Hello. What went wrong?")
    expect(chat.button("Buy")).to_have_css("border-top-style", "outset")


def test_escape_closes_the_chat_and_returns_the_focus(new_chat: Callable[..., Chat]) -> None:
    for viewport in ({"width": 390, "height": 844}, DESKTOP):
        chat = new_chat(viewport=viewport)
        chat.open_html(_script(chat.stand_in))
        launcher = chat.page.get_by_role("button", name=LAUNCHER)
        launcher.press("Enter")
        expect(chat.box).to_be_focused()
        chat.page.keyboard.press("Escape")
        expect(chat.page.get_by_role("dialog")).to_have_count(0)
        expect(launcher).to_be_focused()


def test_on_a_phone_the_open_chat_holds_the_focus(chat: Chat) -> None:
    chat.open_html(f"<a href='#'>Before</a>{_script(chat.stand_in)}<a href='#'>After</a>")
    chat.page.get_by_role("button", name=LAUNCHER).click()
    chat.sees("Hello. What went wrong?")
    for _ in range(12):
        chat.page.keyboard.press("Tab")
        assert chat.page.evaluate("document.activeElement.tagName") in ("REDRESS-CHAT", "BODY")


def test_what_came_while_the_chat_was_closed_is_counted(chat: Chat) -> None:
    chat.open_html(_script(chat.stand_in))
    chat.page.get_by_role("button", name=LAUNCHER).click()
    chat.sees("Hello. What went wrong?")
    chat.button("Close the chat").click()
    chat.stand_in.say("I read your case.", sender="mediator")
    chat.stand_in.say("Please call me.", sender="mediator")
    news = chat.page.get_by_role("button", name=f"{LAUNCHER}, 2 new messages")
    expect(news).to_be_visible()
    chat.page.reload()
    news.click()
    chat.sees("Please call me.")
    chat.button("Close the chat").click()
    expect(chat.page.get_by_role("button", name=LAUNCHER, exact=True)).to_be_visible()


def test_a_start_claim_is_said_once_as_the_persons_first_words(chat: Chat) -> None:
    chat.open_html(_script(chat.stand_in, ' data-start-claim="delivery"'))
    chat.page.get_by_role("button", name=LAUNCHER).click()
    chat.sees("You said: My order is late or did not arrive.")
    chat.page.reload()
    chat.page.get_by_role("button", name=LAUNCHER).click()
    chat.sees("You said: My order is late or did not arrive.")
    assert chat.stand_in.turns == ["My order is late or did not arrive."]


def test_the_chat_mirrors_itself_for_languages_from_right_to_left(
    new_chat: Callable[..., Chat],
) -> None:
    chat = new_chat(viewport=DESKTOP)
    chat.open_html(_script(chat.stand_in, ' data-dir="rtl"'))
    launcher = chat.page.get_by_role("button", name=LAUNCHER)
    edge = launcher.bounding_box()
    assert edge
    assert edge["x"] < 100
    launcher.click()
    chat.say("طلبي لم يصل بعد")
    chat.sees("You said:")
    own, other = (chat.page.locator(f".line.{side} .text").last for side in ("consumer", "bot"))
    own_box, other_box = own.bounding_box(), other.bounding_box()
    assert own_box
    assert other_box
    assert own_box["x"] < other_box["x"]
    expect(own).to_have_css("direction", "rtl")
    expect(other).to_have_css("direction", "ltr")


def test_it_works_in_a_frame_that_has_no_storage(chat: Chat) -> None:
    inside = quote(f"<redress-chat position=page></redress-chat>{_script(chat.stand_in)}")
    source = f"{chat.stand_in.address}page/inside?html={inside}"
    chat.open_html(f'<iframe sandbox="allow-scripts" width=380 height=600 src="{source}"></iframe>')
    frame = chat.page.frame_locator("iframe")
    frame.get_by_role("textbox").fill("From a frame")
    frame.get_by_role("textbox").press("Enter")
    expect(frame.locator(".text", has_text="You said: From a frame")).to_be_visible()


def test_a_page_can_open_the_chat_itself(page: Page, chat: Chat) -> None:
    chat.open_html(_script(chat.stand_in))
    page.get_by_role("button", name=LAUNCHER).wait_for()
    page.evaluate("document.querySelector('redress-chat').open()")
    chat.sees("Hello. What went wrong?")
