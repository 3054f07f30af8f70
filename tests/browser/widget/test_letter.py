"""The letter in the chat: read in a new tab, saved as PDF or DOCX."""

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import Chat

pytestmark = pytest.mark.browser

LETTER = {"id": "11", "number": "RD-7F3K-92QX"}


@pytest.fixture
def letter(chat: Chat) -> Chat:
    """Return a chat in which the letter has come."""
    chat.open()
    chat.stand_in.say("Your letter is ready.", letter=LETTER)
    chat.sees("Case RD-7F3K-92QX")
    return chat


@pytest.mark.parametrize(("kind", "name"), [("pdf", "PDF"), ("docx", "Word file (DOCX)")])
def test_the_letter_is_saved_with_the_number_of_the_case(
    letter: Chat, kind: str, name: str
) -> None:
    with letter.page.expect_download() as saved:
        letter.button(f"Download the letter as {'a ' if kind == 'docx' else ''}{name}").click()
    assert saved.value.suggested_filename == f"letter-RD-7F3K-92QX.{kind}"
    assert saved.value.path().read_bytes() == f"letter 11.{kind}".encode()
    expect(letter.page.locator(".card-note")).to_have_text("The letter is in your downloads.")


def test_the_letter_can_be_read_in_a_new_tab_where_nothing_runs(letter: Chat) -> None:
    with letter.page.context.expect_page() as opened:
        letter.button("Read the letter in a new tab").click()
    tab = opened.value
    expect(tab.get_by_role("heading")).to_have_text("Delivery of order 4711")
    assert tab.title() == "Letter RD-7F3K-92QX"
    assert tab.evaluate("window.opener") is None


def test_nothing_of_a_letter_runs_on_a_page_without_a_policy(chat: Chat) -> None:
    script = f'<script type="module" src="{chat.stand_in.address}widget/redress-chat.js"></script>'
    chat.open_html(f"<redress-chat position=page></redress-chat>{script}")
    chat.sees("Hello. What went wrong?")
    chat.stand_in.say("Your letter is ready.", letter=LETTER)
    with chat.page.context.expect_page() as opened:
        chat.button("Read the letter in a new tab").click()
    expect(opened.value.get_by_role("heading")).to_have_css("color", "rgb(1, 2, 3)")
    assert opened.value.title() == "Letter RD-7F3K-92QX"


def test_the_letter_is_laid_out_where_a_strict_page_drops_its_own_style(letter: Chat) -> None:
    with letter.page.context.expect_page() as opened:
        letter.button("Read the letter in a new tab").click()
    expect(opened.value.locator(".letter")).to_have_css("max-width", "672px")


def test_a_letter_that_cannot_be_had_is_said_in_plain_words(letter: Chat) -> None:
    letter.stand_in.letters_work = False
    letter.button("Download the letter as PDF").click()
    note = letter.page.locator(".card-note")
    expect(note).to_have_text("We could not get the letter. Please try again.")
    letter.stand_in.letters_work = True
    with letter.page.expect_download():
        letter.button("Download the letter as PDF").click()


def test_a_tab_that_got_no_letter_is_closed_again(letter: Chat) -> None:
    letter.stand_in.letters_work = False
    with letter.page.context.expect_page() as opened:
        letter.button("Read the letter in a new tab").click()
    expect(letter.page.locator(".card-note")).to_contain_text("We could not get the letter.")
    assert opened.value.is_closed()


def test_a_double_click_saves_one_file(letter: Chat) -> None:
    saved: list[str] = []
    letter.page.on("download", lambda download: saved.append(download.suggested_filename))
    letter.button("Download the letter as PDF").dblclick()
    expect(letter.page.locator(".card-note")).to_have_text("The letter is in your downloads.")
    letter.say("and then")
    letter.sees("You said: and then")
    assert saved == ["letter-RD-7F3K-92QX.pdf"]
