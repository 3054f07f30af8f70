"""Adding files: chosen, dropped, pasted; with progress, cancel, refusals and cut lines."""

from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.browser.widget.conftest import Chat
from tests.browser.widget.stand_in import MEGABYTE

pytestmark = pytest.mark.browser

BIG = 6 * MEGABYTE  # more than the sockets hold, so that a stalled server stalls the progress
DROP = """(target, files) => {
  const dataTransfer = new DataTransfer();
  for (const [name, size] of files) {
    dataTransfer.items.add(new File([new Uint8Array(size)], name));
  }
  const init = { dataTransfer, bubbles: true, cancelable: true, composed: true };
  target.dispatchEvent(new DragEvent('dragover', init));
  target.dispatchEvent(new DragEvent('drop', init));
}"""
PASTE = """(target, name) => {
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File(['content'], name));
  const init = { clipboardData, bubbles: true, cancelable: true };
  target.dispatchEvent(new ClipboardEvent('paste', init));
}"""


def _file(name: str, size: int = 1000) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": b"x" * size}


def _choose(chat: Chat, *files: FilePayload) -> None:
    with chat.page.expect_file_chooser() as chooser:
        chat.button("Add files").click()
    chooser.value.set_files(list(files))


def _drop(chat: Chat, *files: tuple[str, int]) -> None:
    """Drop files that are made in the page: large ones would be slow to hand over."""
    chat.page.locator(".panel").evaluate(DROP, [list(file) for file in files])


def _row(chat: Chat, name: str) -> Locator:
    return chat.page.get_by_role("list", name="Files on their way").locator("li", has_text=name)


def _progress(chat: Chat) -> float:
    return chat.page.get_by_role("progressbar").evaluate("(bar) => bar.value")


def test_the_limits_are_said_before_a_file_is_chosen(chat: Chat) -> None:
    chat.open()
    limits = "Files up to 10 MB: JPG, PNG, WEBP, HEIC, PDF, EML, TXT"
    expect(chat.page.get_by_text(limits)).to_be_visible()
    expect(chat.button("Add files")).to_have_accessible_description(limits)
    accept = chat.page.locator("input[type=file]").get_attribute("accept")
    assert accept == ".jpg,.png,.webp,.heic,.pdf,.eml,.txt"


def test_files_arrive_one_after_the_other(chat: Chat) -> None:
    names = ["order.pdf", "photo.jpg", "mail.eml"]
    _choose(chat.open(), *[_file(name) for name in names])
    chat.sees("I have your file mail.eml.")
    assert chat.stand_in.uploads == names
    expect(chat.page.locator(".line.consumer .card-title")).to_have_text(names)
    expect(_row(chat, "order.pdf")).to_have_count(0)


def test_files_do_not_push_the_heading_off_a_phone(chat: Chat) -> None:
    chat.page.set_viewport_size({"width": 390, "height": 844})
    chat.open()
    for name in ("order.pdf", "photo.jpg", "mail.eml", "label.png"):
        _choose(chat, _file(name))
        chat.sees(f"I have your file {name}.")
    panel = chat.page.locator(".panel")
    assert panel.evaluate("(box) => box.scrollHeight - box.clientHeight") == 0
    assert chat.page.evaluate("() => document.documentElement.scrollHeight - innerHeight") == 0


def test_a_large_file_shows_its_progress(chat: Chat) -> None:
    chat.open().stand_in.uploading.clear()
    _drop(chat, ("photo.jpg", BIG))
    expect(_row(chat, "photo.jpg")).to_contain_text("% sent")
    expect(chat.page.get_by_role("progressbar")).to_be_visible()
    assert 0 <= _progress(chat) < 1
    chat.stand_in.uploading.set()
    chat.sees("I have your file photo.jpg.")


def test_a_cancelled_file_does_not_arrive_and_the_next_one_does(chat: Chat) -> None:
    chat.open().stand_in.uploading.clear()
    _drop(chat, ("wrong.jpg", BIG), ("right.jpg", 1000))
    expect(_row(chat, "right.jpg")).to_contain_text("Waiting")
    chat.button("Cancel wrong.jpg").click()
    expect(_row(chat, "wrong.jpg")).to_have_count(0)
    chat.stand_in.uploading.set()
    chat.sees("I have your file right.jpg.")
    assert chat.stand_in.uploads == ["right.jpg"]


def test_a_waiting_file_can_be_cancelled(chat: Chat) -> None:
    chat.open().stand_in.uploading.clear()
    _drop(chat, ("first.jpg", BIG), ("second.jpg", 1000))
    chat.button("Cancel second.jpg").click()
    chat.stand_in.uploading.set()
    chat.sees("I have your file first.jpg.")
    chat.say("done")
    chat.sees("You said: done")
    assert chat.stand_in.uploads == ["first.jpg"]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (_file("empty.pdf", 0), "This file is empty. Please choose another one."),
        (_file("film.mov", MEGABYTE + 1), "This file is too large. Files can have up to 1 MB."),
    ],
    ids=["empty", "too large"],
)
def test_what_needs_no_server_to_know_is_refused_without_one(
    chat: Chat, file: FilePayload, reason: str
) -> None:
    chat.stand_in.limits["max_upload_bytes"] = MEGABYTE
    _choose(chat.open(), file)
    expect(_row(chat, file["name"])).to_contain_text(reason)
    assert "POST /webhooks/web/uploads" not in chat.stand_in.requests
    chat.button(f"Remove {file['name']} from the list").click()
    expect(_row(chat, file["name"])).to_have_count(0)


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (
            415,
            {"error": "type_not_accepted", "accept": [".jpg", ".pdf"]},
            "We cannot take this kind of file. We take JPG, PDF.",
        ),
        (
            413,
            {"error": "file_too_large", "limit": 2 * MEGABYTE},
            "This file is too large. Files can have up to 2 MB.",
        ),
        (400, {"error": "empty_file"}, "This file is empty. Please choose another one."),
        (400, {"error": "never_heard_of"}, "Something went wrong. Please try again."),
    ],
    ids=["type", "size", "empty", "unknown"],
)
def test_each_refusal_of_the_server_is_said_in_plain_words(
    chat: Chat, status: int, body: dict[str, Any], reason: str
) -> None:
    chat.open().stand_in.upload_refusals = [(status, body)]
    _choose(chat, _file("thing.jpg"), _file("next.jpg"))
    expect(_row(chat, "thing.jpg")).to_contain_text(reason)
    chat.sees("I have your file next.jpg.")
    assert chat.stand_in.uploads == ["next.jpg"]


def test_a_busy_server_gets_the_file_later_and_once(chat: Chat) -> None:
    chat.open().stand_in.upload_refusals = [(503, {"error": "try_again"})]
    _choose(chat, _file("photo.jpg"))
    chat.sees("I have your file photo.jpg.")
    assert chat.stand_in.uploads == ["photo.jpg"]


def test_a_file_that_the_server_knows_is_said_to_be_known(chat: Chat) -> None:
    _choose(chat.open(), _file("photo.jpg"))
    chat.sees("I have your file photo.jpg.")
    chat.stand_in.uploading.clear()
    _drop(chat, ("photo.jpg", BIG))
    expect(_row(chat, "photo.jpg")).to_be_visible()
    chat.stand_in.hang_up()  # the answer to the upload is faster than the stream
    chat.stand_in.uploading.set()
    expect(_row(chat, "photo.jpg")).to_have_count(0)


def test_a_network_cut_in_the_middle_of_a_file_sends_it_once(chat: Chat) -> None:
    chat.open().stand_in.uploading.clear()
    _drop(chat, ("photo.jpg", BIG))
    expect(_row(chat, "photo.jpg")).to_contain_text("% sent")
    chat.offline(True)
    expect(_row(chat, "photo.jpg")).to_contain_text("The network is gone.")
    chat.stand_in.uploading.set()
    chat.offline(False)
    chat.sees("I have your file photo.jpg.")
    assert chat.stand_in.uploads == ["photo.jpg"]
    expect(chat.page.locator(".line.consumer")).to_have_count(1)


def test_files_can_be_dropped_on_the_chat(chat: Chat) -> None:
    _drop(chat.open(), ("a.jpg", 10), ("b.pdf", 10))
    chat.sees("I have your file b.pdf.")
    assert chat.stand_in.uploads == ["a.jpg", "b.pdf"]


def test_a_picture_can_be_pasted_into_the_box(chat: Chat) -> None:
    chat.open().box.evaluate(PASTE, "screenshot.png")
    chat.sees("I have your file screenshot.png.")
    assert chat.stand_in.uploads == ["screenshot.png"]


def test_the_focus_goes_to_the_box_when_a_focused_row_leaves(chat: Chat) -> None:
    _choose(chat.open(), _file("empty.pdf", 0))
    chat.button("Remove empty.pdf from the list").focus()
    chat.page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()
