"""For everybody: screen readers, keyboards, zoom, both themes, large fingers, calm motion."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.widget.conftest import Chat

pytestmark = pytest.mark.browser

CHOICES = [{"title": "It is late", "payload": "/late"}, {"title": "It is broken", "payload": "/b"}]
WATCH = """(log) => {
  window.read = [];
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      const politeness = node.closest?.('[aria-live]')?.getAttribute('aria-live');
      if (politeness === 'polite') window.read.push(node.querySelector('.text').innerText);
    }
  }).observe(log, { childList: true, subtree: true });
}"""
SMALL_TARGETS = """(host) => [...host.shadowRoot.querySelectorAll('button, textarea, summary')]
  .filter((each) => each.checkVisibility())
  .map((each) => [each.getAttribute('aria-label') ?? each.innerText, each.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""


def _busy_screen(chat: Chat) -> None:
    """Bring everything onto the screen that the chat can show at once."""
    chat.stand_in.greeting = [{"text": "Hello. What went wrong?", "buttons": CHOICES}]
    chat.open().say("My order is late. See https://shop.example")
    chat.sees("You said:")
    stand_in = chat.stand_in
    stand_in.say("I read your case: https://law.example", sender="mediator")
    stand_in.only.append("consumer", "order.pdf", attachment={"title": "order.pdf", "size": 2048})
    stand_in.say("Your letter is ready.", letter={"id": "1", "number": "RD-7F3K-92QX"})
    stand_in.say("Anything else?", buttons=CHOICES)
    chat.button("It is late").wait_for()
    stand_in.refusals = [(413, {"error": "message_too_long"})]
    chat.say("too long")
    chat.button("Edit and send again").wait_for()
    empty: FilePayload = {"name": "empty.pdf", "mimeType": "application/pdf", "buffer": b""}
    chat.page.locator("input[type=file]").set_input_files([empty])
    chat.box.fill("x" * 3990)
    chat.stand_in.forget_sessions()
    chat.button("Start again").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_serious(
    new_chat: Callable[..., Chat],
    axe: Callable[[Page], list[str]],
    viewport: ViewportSize,
    theme: str,
) -> None:
    chat = new_chat(viewport=viewport, color_scheme=theme)
    chat.stand_in.greeting = [{"text": "Hello. What went wrong?", "buttons": CHOICES}]
    chat.open()
    assert axe(chat.page) == []
    chat.button("Menu").click()
    assert axe(chat.page) == []
    chat.button("New conversation").click()
    assert axe(chat.page) == []
    chat.button("Keep this chat").click()
    _busy_screen(chat)
    assert axe(chat.page) == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_serious_on_a_page_of_a_shop(
    new_chat: Callable[..., Chat], axe: Callable[[Page], list[str]], viewport: ViewportSize
) -> None:
    chat = new_chat(viewport=viewport)
    chat.page.goto(f"{chat.stand_in.address}widget/embed-demo.html")
    launcher = chat.page.get_by_role("button", name="Help with a purchase")
    launcher.wait_for()
    assert axe(chat.page) == []
    launcher.click()
    chat.sees("What went wrong?")
    assert axe(chat.page) == []


def test_the_log_reads_in_the_order_of_the_conversation(chat: Chat) -> None:
    chat.stand_in.greeting = [{"text": "What went wrong?", "buttons": CHOICES}]
    chat.open().button("It is late").click()
    chat.sees("You said: It is late")
    chat.stand_in.say("I read your case.", sender="mediator")
    chat.sees("I read your case.")
    spoken = " ".join(chat.log.inner_text().split())
    expected = [
        "Assistant:",
        "What went wrong?",
        "Choices: It is late and It is broken.",
        "You:",
        "It is late",
        "Assistant:",
        "You said: It is late",
        "Mediator A person",
        "I read your case.",
    ]
    place = 0
    for words in expected:
        place = spoken.index(words, place) + len(words)


def test_each_new_message_of_the_assistant_is_read_once_and_own_words_never(chat: Chat) -> None:
    chat.open()
    expect(chat.log).to_have_attribute("aria-live", "polite")
    chat.log.evaluate(WATCH)
    chat.say("My order is late")
    chat.sees("You said: My order is late")
    chat.stand_in.hang_up()
    chat.stand_in.say("Are you still there?")
    chat.sees("Are you still there?")
    assert chat.page.evaluate("window.read") == [
        "You said: My order is late",
        "Are you still there?",
    ]


def test_an_old_transcript_is_not_read_aloud_after_a_reload(chat: Chat) -> None:
    chat.open().say("My order is late")
    chat.sees("You said: My order is late")
    chat.page.reload()
    chat.sees("You said: My order is late")
    expect(chat.log).to_have_attribute("aria-live", "off")
    expect(chat.log).to_have_attribute("aria-live", "polite")


def test_the_whole_chat_works_by_keyboard_alone(chat: Chat) -> None:
    chat.stand_in.greeting = [{"text": "What went wrong?", "buttons": CHOICES}]
    chat.open()
    press = chat.page.keyboard.press
    visited = []
    for _ in range(8):
        press("Tab")
        visited.append(chat.page.evaluate(FOCUSED))
    assert visited == [
        "Talk to a person",
        "Menu",
        "Conversation",
        "It is late",
        "It is broken",
        "Add files",
        "Your message",
        "Send",
    ]
    for _ in range(4):
        press("Shift+Tab")
    press("Enter")
    chat.sees("You said: It is late")
    expect(chat.box).to_be_focused()
    chat.page.keyboard.type("On 2 November")
    press("Enter")
    chat.sees("You said: On 2 November")
    expect(chat.box).to_be_focused()


FOCUSED = """() => {
  let focused = document.activeElement;
  while (focused.shadowRoot) focused = focused.shadowRoot.activeElement;
  return focused.getAttribute('aria-label') ?? focused.innerText;
}"""


def test_the_menu_opens_and_closes_by_keyboard(chat: Chat) -> None:
    chat.open()
    menu = chat.button("Menu")
    menu.focus()
    chat.page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(chat.button("Download transcript")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(chat.button("Download transcript")).to_be_hidden()


def test_everything_that_takes_the_focus_shows_it(chat: Chat) -> None:
    chat.stand_in.greeting = [{"text": "What went wrong?", "buttons": CHOICES}]
    chat.open()
    for _ in range(8):
        chat.page.keyboard.press("Tab")
        assert chat.page.evaluate(FOCUS_SHOWS), chat.page.evaluate(FOCUSED)


FOCUS_SHOWS = """() => {
  let focused = document.activeElement;
  while (focused.shadowRoot) focused = focused.shadowRoot.activeElement;
  const outlined = (each) => parseFloat(getComputedStyle(each).outlineWidth) >= 2
    && getComputedStyle(each).outlineStyle !== 'none';
  const ringed = (each) => getComputedStyle(each).boxShadow !== 'none';
  return outlined(focused) || ringed(focused.closest('.box') ?? focused);
}"""


def test_every_target_is_large_enough_for_a_finger(chat: Chat) -> None:
    _busy_screen(chat)
    assert chat.page.locator("redress-chat").evaluate(SMALL_TARGETS) == []
    chat.page.reload()
    chat.button("Start again").click()
    chat.button("Menu").click()
    assert chat.page.locator("redress-chat").evaluate(SMALL_TARGETS) == []


@pytest.mark.parametrize(
    "viewport",
    [
        {"width": 320, "height": 568},  # the narrowest phone
        {"width": 640, "height": 400},  # 1280 x 800 at 200 %
        {"width": 320, "height": 256},  # 1280 x 1024 at 400 % (WCAG 1.4.10)
    ],
    ids=["320 px", "200 %", "400 %"],
)
def test_nothing_is_lost_in_a_small_window(
    new_chat: Callable[..., Chat], viewport: ViewportSize
) -> None:
    chat = new_chat(viewport=viewport)
    _busy_screen(chat)
    overflow = "(each) => each.scrollWidth - each.clientWidth"
    assert chat.page.locator("html").evaluate(overflow) == 0
    for part in (".panel", ".scroller", ".foot"):
        assert chat.page.locator(part).evaluate(overflow) <= 0
    for name in ("Send", "Start again", "Talk to a person", "Download the letter as PDF"):
        button = chat.button(name)
        button.scroll_into_view_if_needed()
        expect(button).to_be_in_viewport(ratio=0.9)


def test_a_long_answer_is_shown_from_its_beginning(chat: Chat) -> None:
    chat.open().say("Tell me everything")
    chat.sees("You said: Tell me everything")
    chat.stand_in.replies = {"More": [{"text": f"Begin. {'word ' * 600}End."}]}
    chat.say("More")
    answer = chat.page.locator(".line.bot").last
    expect(answer).to_contain_text("Begin.")
    top = answer.evaluate("(line) => line.getBoundingClientRect().top")
    header = chat.page.locator("header").evaluate("(each) => each.getBoundingClientRect().bottom")
    assert header <= top < header + 100
    chat.button("Go to the newest message").click()
    expect(chat.button("Go to the newest message")).to_be_hidden()


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_those_who_asked_for_calm(
    new_chat: Callable[..., Chat], motion: str, moves: bool
) -> None:
    chat = new_chat(reduced_motion=motion).open()
    chat.stand_in.only.typing = True
    dots = chat.page.locator(".typing span")
    dots.first.wait_for()
    running: Any = dots.first.evaluate("(dot) => dot.getAnimations().length > 0")
    assert running is moves


def test_paper_gets_the_transcript_alone(chat: Chat) -> None:
    chat.open().say("My order is late")
    chat.sees("You said: My order is late")
    chat.page.emulate_media(media="print")
    expect(chat.box).to_be_hidden()
    expect(chat.button("Menu")).to_be_hidden()
    expect(chat.page.locator(".line.consumer .unseen")).to_have_css("position", "static")
    chat.sees("You said: My order is late")
