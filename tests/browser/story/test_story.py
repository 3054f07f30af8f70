"""One whole story in a real browser: chat, photo, reload, broken network, case, letter, console."""

from __future__ import annotations

import re
import signal
import time
from io import BytesIO
from os import kill
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.story.conftest import ROOT, Served

pytestmark = pytest.mark.browser

PATIENCE = 30.0  # seconds
PHOTO = ROOT / "tests" / "data" / "broken_lamp.jpg"
ANSWERS = (
    (r"Is that right|Is it all right|file the case", "yes"),
    (r"Which country do you live", "Germany"),
    (r"What did you buy", "a blue desk lamp from Northlight Lamps"),
    (r"Who is the seller", "Northlight Lamps, service@northlight.example"),
    (r"When did you order, and by", "ordered on 3 October 2026, promised for 20 October 2026"),
    (r"When did you order, and when", "ordered on 3 October 2026, arrived on 8 October 2026"),
    (r"By which day", "20 October 2026"),
    (r"On which day did it arrive", "8 October 2026"),
    (r"What is wrong", "it does not switch on, since 10 October 2026"),
    (r"On which day did you find", "10 October 2026"),
    (r"When did you first tell", "12 October 2026, they did not answer"),
    (r"ask for a repair", "no"),
    (r"What happened with your data", "they do not show me my data"),
    (r"Which data", "my orders and my address"),
    (r"Since when", "1 October 2026"),
    (r"Did you ask them", "yes, on 2 October 2026, they did not answer"),
    (r"How much", "45 euros by credit card"),
    (r"What did the seller say|What did they answer", "they blame the courier"),
    (r"How did (?:the seller|they) answer", "they did not answer"),
    (r"letter reach them", "service@northlight.example, Germany"),
    (r"last date", "12 November 2026"),
    (r"prove[s]? it|Is that all", "that is all"),
    (r"What do you want", None),  # a button: the first remedy
    (r"What are your name", "Ada Berg, ada.berg@example.org, Lindenweg 4, 10115 Berlin, Germany"),
    (r"full name", "Ada Berg"),
    (r"e-mail address can", "ada.berg@example.org"),
    (r"postal address\?", "Lindenweg 4, 10115 Berlin, Germany"),
    (r"address of the seller", "service@northlight.example"),
)


class Consumer:
    """Somebody in front of the chat page."""

    def __init__(self, page: Page, served: Served) -> None:
        self.page = page
        self.served = served

    def open(self) -> None:
        self.page.goto(self.served.chat)
        self.hears("machine")

    def hears(self, text: str) -> None:
        expect(self.page.locator(".line", has_text=re.compile(text)).last).to_be_visible()

    @property
    def lines(self) -> list[str]:
        return self.page.locator(".line .text").all_inner_texts()

    def say(self, text: str) -> None:
        """Type, send, and wait for the answer."""
        before = len(self.lines)
        box = self.page.get_by_role("textbox", name="Your message")
        box.fill(text)
        box.press("Enter")
        self.waits_for_answer(before + 2)

    def waits_for_answer(self, lines: int) -> None:
        give_up = time.monotonic() + PATIENCE
        while len(self.lines) < lines:
            assert time.monotonic() < give_up, self.lines
            self.page.wait_for_timeout(50)
        self.page.wait_for_timeout(300)  # an answer of several lines comes at once

    def press_first_reply(self) -> None:
        before = len(self.lines)
        self.page.locator("button.choice").first.click()
        self.waits_for_answer(before + 2)

    def answer_until(self, done: str) -> None:
        """Answer whatever is asked until the bot says ``done``."""
        for _ in range(40):
            if re.search(done, "\n".join(self.lines[-12:])):
                return
            self._answer(self.lines[-1])
        raise AssertionError("\n".join(self.lines))

    def _answer(self, question: str) -> None:
        for pattern, answer in ANSWERS:
            if re.search(pattern, question):
                self.say(answer) if answer else self.press_first_reply()
                return
        raise AssertionError(f"not expected: {question}")

    def sends_photo(self) -> None:
        before = len(self.lines)
        self.page.locator("input[type=file]").set_input_files(str(PHOTO))
        self.hears("broken_lamp")
        self.waits_for_answer(before + 1)

    def letter(self) -> str:
        """Download the letter and return its text."""
        with self.page.expect_download() as saved:
            self.page.get_by_role("button", name="Download the letter as PDF").last.click()
        pages = PdfReader(BytesIO(Path(saved.value.path()).read_bytes())).pages
        return "\n".join(page.extract_text() for page in pages)

    def number(self) -> str:
        found = re.findall(r"RD-[0-9A-Z]{4}-[0-9A-Z]{4}", "\n".join(self.lines))
        assert found, self.lines
        return str(found[0])


@pytest.fixture
def consumer(page: Page, served: Served) -> Consumer:
    made = Consumer(page, served)
    made.open()
    return made


def test_a_late_parcel_from_the_first_word_to_the_letter(consumer: Consumer) -> None:
    consumer.say("my parcel never came")
    consumer.sends_photo()
    consumer.page.reload()
    consumer.hears("broken_lamp")
    consumer.page.context.set_offline(True)
    box = consumer.page.get_by_role("textbox", name="Your message")
    box.fill("Germany")
    box.press("Enter")
    consumer.page.context.set_offline(False)
    consumer.hears("What did you buy")
    consumer.answer_until("case is filed")
    text = consumer.letter()
    assert consumer.number() in text
    assert "Northlight Lamps" in text
    assert "45" in text
    assert "Ada Berg" in text


@pytest.mark.parametrize(
    ("story", "law"),
    [
        ("the lamp I bought online is broken, it does not switch on", "2019/771"),
        ("a shop does not show me the personal data they have about me", "GDPR"),
    ],
)
def test_the_other_claims_lead_to_a_case_and_a_letter(
    consumer: Consumer, story: str, law: str
) -> None:
    consumer.say(story)
    consumer.sends_photo()
    consumer.answer_until("case is filed")
    text = consumer.letter()
    assert consumer.number() in text
    assert law in text


@pytest.mark.parametrize("victim", ["rasa_sdk", "bot.server", "mediation.app"])
def test_a_killed_server_loses_no_answer(consumer: Consumer, served: Served, victim: str) -> None:
    consumer.say("my parcel never came")
    consumer.say("Germany")
    for pid in served.pids(victim):
        kill(pid, signal.SIGKILL)
    box = consumer.page.get_by_role("textbox", name="Your message")
    box.fill("a blue desk lamp from Northlight Lamps")
    box.press("Enter")
    served.wait_until_ready()
    consumer.page.set_default_timeout(120_000)
    expect(
        consumer.page.locator(".line", has_text=re.compile("When did you order, and by")).last
    ).to_be_visible(timeout=120_000)
    assert consumer.lines.count("a blue desk lamp from Northlight Lamps") == 1


def test_the_mediator_finds_the_case_in_the_console(
    browser: Browser, consumer: Consumer, served: Served
) -> None:
    consumer.say("my parcel never came")
    consumer.answer_until("case is filed")
    name, password = served.login()
    console = browser.new_context().new_page()
    console.goto(served.console)
    console.get_by_label("User name").fill(name)
    console.get_by_label("Password").fill(password)
    console.get_by_role("button", name="Log in").click()
    console.get_by_role("link", name=consumer.number()).first.click()
    expect(console.get_by_text("Northlight Lamps").first).to_be_visible()
    expect(console.get_by_text("my parcel never came").first).to_be_visible()
