"""Single modules of the widget, run in the browser that they are written for."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import textstat
from playwright.sync_api import Page

from tests.browser.widget.conftest import Chat

pytestmark = pytest.mark.browser

STREAM = (
    ': keep-alive\n\nevent: message\r\ndata: {"text":\r\ndata: "Grüße 😞"}\r\n\r\n'
    "event: typing\rdata: {}\r\rdata: plain\n\nevent: nothing\n\n"
)
PARSED = [
    {"type": "message", "data": '{"text":\n"Grüße 😞"}'},
    {"type": "typing", "data": "{}"},
    {"type": "message", "data": "plain"},
]
MAX_WORDS = 20
SIXTH_GRADE = 6.0


@pytest.fixture
def page_of_widget(chat: Chat) -> Page:
    """Return a page on which the widget's modules can be imported."""
    return chat.open().page


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_events_are_read_however_the_stream_is_cut(page_of_widget: Page, size: int) -> None:
    chunks = [STREAM[start : start + size] for start in range(0, len(STREAM), size)]
    events = page_of_widget.evaluate(
        """async (chunks) => {
          const { EventParser } = await import('./widget/channel.js');
          const parser = new EventParser();
          return chunks.flatMap((chunk) => parser.feed(chunk));
        }""",
        chunks,
    )
    assert events == PARSED


def test_waiting_grows_with_each_failure_up_to_half_a_minute(page_of_widget: Page) -> None:
    bounds: list[list[float]] = page_of_widget.evaluate(
        """async () => {
          const { Patience } = await import('./widget/channel.js');
          const count = [...Array(8).keys()];
          return count.map((n) => [Patience.delay(n + 1, 0), Patience.delay(n + 1, 1)]);
        }"""
    )
    assert bounds[0] == [750, 1250]
    assert bounds == sorted(bounds)
    assert bounds[-1] == [22_500, 37_500]


def test_a_full_disk_keeps_values_as_long_as_the_page_is_open(page_of_widget: Page) -> None:
    kept = page_of_widget.evaluate(
        """async () => {
          const { Drawer, Outbox } = await import('./widget/storage.js');
          Storage.prototype.setItem = () => { throw new DOMException('full') };
          const outbox = new Outbox(new Drawer('https://host/'));
          ['one', 'two', 'three'].forEach((text) => outbox.put(text));
          return outbox.entries().map(({ text }) => text);
        }"""
    )
    assert kept == ["one", "two", "three"]


def test_ids_are_uuids_also_on_a_page_without_https(page_of_widget: Page) -> None:
    ids: list[str] = page_of_widget.evaluate(
        """async () => {
          const { newId } = await import('./widget/storage.js');
          const secure = newId();
          Object.defineProperty(crypto, 'randomUUID', { value: undefined });
          return [secure, newId(), newId()];
        }"""
    )
    uuid4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(uuid4.fullmatch(each) for each in ids)
    assert len(set(ids)) == len(ids)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


@pytest.fixture
def sentences(page_of_widget: Page) -> list[str]:
    """Return every sentence that the widget can say."""
    words = page_of_widget.evaluate("import('./widget/strings/en.js').then((m) => m.default)")
    return [s for text in _texts(words) for s in re.split(r"(?<=[.?!])\s+", text)]


def test_every_sentence_is_short(sentences: list[str]) -> None:
    assert [s for s in sentences if len(s.split()) > MAX_WORDS] == []


def test_the_words_can_be_read_after_six_years_of_school(sentences: list[str]) -> None:
    # The automated readability index counts letters: it needs no dictionary of syllables.
    prose = " ".join(s for s in sentences if s.endswith((".", "?")))
    assert textstat.automated_readability_index(prose) <= SIXTH_GRADE


def test_nothing_is_promised_that_a_machine_cannot_give(sentences: list[str]) -> None:
    never = re.compile(r"lawyer|guarantee|official|legal advice|must win", re.IGNORECASE)
    assert [s for s in sentences if never.search(s)] == []
