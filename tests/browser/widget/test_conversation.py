"""Telling the story: lines, choices, the text box."""

import pytest
from playwright.sync_api import expect

from tests.browser.widget.conftest import Chat

pytestmark = pytest.mark.browser

CHOICES = [{"title": "Yes", "payload": "/yes{}"}, {"title": "No", "payload": "/no{}"}]


def test_typed_words_are_answered_in_order(chat: Chat) -> None:
    chat.open().say("My order is late")
    chat.sees("You said: My order is late")
    chat.say("It was a lamp")
    chat.sees("You said: It was a lamp")
    assert chat.lines == [
        "Hello. What went wrong?",
        "My order is late",
        "You said: My order is late",
        "It was a lamp",
        "You said: It was a lamp",
    ]


def test_own_words_stand_there_before_the_server_has_them(chat: Chat) -> None:
    chat.open()
    chat.stand_in.answering.clear()
    chat.say("My order is late")
    expect(chat.page.get_by_text("Sending…")).to_be_visible()
    chat.stand_in.answering.set()
    chat.sees("You said: My order is late")
    expect(chat.page.get_by_text("Sending…")).to_have_count(0)
    assert chat.lines.count("My order is late") == 1


def test_words_written_quickly_arrive_in_the_order_of_writing(chat: Chat) -> None:
    chat.open()
    chat.stand_in.answering.clear()
    written = ["one", "two", "three", "four"]
    for word in written:
        chat.say(word)
    chat.stand_in.answering.set()
    chat.sees("You said: four")
    assert chat.stand_in.turns == written


def test_a_double_click_on_a_choice_makes_one_turn(chat: Chat) -> None:
    chat.stand_in.greeting = [{"text": "Is that right?", "buttons": CHOICES}]
    chat.open().button("Yes").dblclick()
    chat.sees("You said: Yes")
    chat.say("and then")
    chat.sees("You said: and then")
    assert chat.stand_in.turns == ["Yes", "and then"]


def test_a_pressed_choice_sends_its_payload_and_shows_its_title(chat: Chat) -> None:
    chat.stand_in.greeting = [{"text": "Is that right?", "buttons": CHOICES}]
    chat.stand_in.replies = {"/yes{}": [{"text": "Good."}]}
    chat.open().button("Yes").click()
    chat.sees("Good.")
    assert chat.lines == ["Is that right?", "Yes", "Good."]


def test_choices_go_when_the_person_types_instead(chat: Chat) -> None:
    chat.stand_in.greeting = [{"text": "Is that right?", "buttons": CHOICES}]
    chat.open().say("Almost")
    chat.sees("You said: Almost")
    expect(chat.button("Yes")).to_have_count(0)


def test_choices_stay_when_the_assistant_adds_a_line(chat: Chat) -> None:
    chat.stand_in.greeting = [{"text": "Is that right?", "buttons": CHOICES}]
    chat.open()
    chat.stand_in.say("Take your time.")
    chat.sees("Take your time.")
    expect(chat.button("Yes")).to_be_enabled()


def test_a_choice_that_is_closed_is_explained(chat: Chat) -> None:
    chat.stand_in.greeting = [{"text": "Is that right?", "buttons": CHOICES}]
    chat.stand_in.refusals = [(400, {"error": "unknown_button"})]
    chat.open().button("Yes").click()
    expect(chat.page.get_by_text("That choice is closed now.")).to_be_visible()
    expect(chat.button("Yes")).to_have_count(0)
    expect(chat.box).to_be_enabled()


def test_shift_enter_begins_a_line_and_enter_sends(chat: Chat) -> None:
    chat.open().box.press_sequentially("first")
    chat.box.press("Shift+Enter")
    chat.box.press_sequentially("second")
    chat.box.press("Enter")
    chat.sees("You said: first")
    assert chat.stand_in.turns == ["first\nsecond"]
    expect(chat.box).to_have_value("")


def test_enter_that_ends_a_composition_does_not_send(chat: Chat) -> None:
    chat.open().box.fill("訂單")
    composing = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    chat.box.dispatch_event("keydown", composing)
    expect(chat.box).to_have_value("訂單")
    chat.box.press("Enter")
    chat.sees("You said: 訂單")


def test_nothing_but_blanks_is_not_sent(chat: Chat) -> None:
    chat.open().say("   \n ")
    chat.say("real")
    chat.sees("You said: real")
    assert chat.stand_in.turns == ["real"]


def test_the_limit_shows_near_the_end_and_too_much_is_kept_not_cut(chat: Chat) -> None:
    chat.stand_in.limits["max_text"] = 100
    chat.open().box.fill("x" * 80)
    count = chat.page.locator(".count")
    expect(count).to_be_hidden()
    chat.box.fill("x" * 95)
    expect(count).to_have_text("5 characters left")
    chat.box.fill("x" * 103)
    expect(count).to_contain_text("3 characters too long")
    chat.box.press("Enter")
    expect(chat.box).to_have_value("x" * 103)
    chat.box.fill("x" * 100)
    chat.box.press("Enter")
    chat.sees("You said: xxx")
    assert chat.stand_in.turns == ["x" * 100]


def test_an_emoji_counts_as_one_character(chat: Chat) -> None:
    chat.stand_in.limits["max_text"] = 100
    chat.open().box.fill("😞" * 99)
    expect(chat.page.locator(".count")).to_have_text("1 character left")


def test_a_refused_message_can_be_edited_and_sent_again(chat: Chat) -> None:
    chat.stand_in.refusals = [(413, {"error": "message_too_long", "limit": 10})]
    chat.open().say("a long story")
    expect(chat.page.get_by_text("Not sent. It was too long.")).to_be_visible()
    chat.button("Edit and send again").click()
    expect(chat.box).to_have_value("a long story")
    expect(chat.box).to_be_focused()
    chat.say("short")
    chat.sees("You said: short")
    assert chat.lines[1:] == ["short", "You said: short"]


def test_the_assistants_text_knows_lists_bold_and_web_links_only(chat: Chat) -> None:
    chat.open()
    chat.stand_in.say(
        "I **noted**:\n- a lamp\n- 2 November\nSee https://law.example/a_(b)?c=1, or "
        "javascript:alert(1) and <b>not bold</b>."
    )
    chat.sees("I noted:")
    line = chat.page.locator(".line").last
    expect(line.locator("strong")).to_have_text("noted")
    expect(line.locator("li")).to_have_text(["a lamp", "2 November"])
    link = line.get_by_role("link")
    expect(link).to_have_count(1)
    expect(link).to_have_attribute("href", "https://law.example/a_(b)?c=1")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(line).to_contain_text("javascript:alert(1) and <b>not bold</b>.")


def test_markup_that_the_person_types_stays_what_was_typed(chat: Chat) -> None:
    words = '<img src=x onerror="document.title=1"> **a** https://shop.example\n- b'
    chat.open().say(words)
    chat.sees("You said:")
    own = chat.page.locator(".line.consumer .text")
    assert own.inner_text() == words
    expect(own.locator("*")).to_have_count(0)


def test_a_person_can_be_asked_with_one_press(chat: Chat) -> None:
    chat.open().button("Talk to a person").dblclick()
    chat.sees("You said: I want to talk to a person.")
    assert chat.stand_in.turns == ["I want to talk to a person."]


def test_a_mediator_is_shown_as_a_person(chat: Chat) -> None:
    chat.open()
    chat.stand_in.say("I read your case.", sender="mediator")
    chat.sees("I read your case.")
    expect(chat.page.locator(".line.mediator")).to_contain_text("Mediator A person")


def test_typing_shows_until_the_answer_comes(chat: Chat) -> None:
    chat.open()
    chat.stand_in.only.typing = True
    typing = chat.page.get_by_role("img", name="The assistant is writing")
    expect(typing).to_be_visible()
    chat.stand_in.say("Here is the answer.")
    chat.sees("Here is the answer.")
    expect(typing).to_be_hidden()


def test_a_new_conversation_needs_a_yes_and_clears_the_screen(chat: Chat) -> None:
    chat.open().say("My secret story")
    chat.sees("You said: My secret story")
    chat.button("Menu").click()
    chat.button("New conversation").click()
    chat.button("Keep this chat").click()
    chat.sees("You said: My secret story")
    chat.button("Menu").click()
    chat.button("New conversation").click()
    chat.button("Start new").click()
    expect(chat.page.get_by_text("My secret story")).to_have_count(0)
    chat.sees("Hello. What went wrong?")
    assert len(chat.stand_in.sessions) == 2


def test_the_transcript_can_be_downloaded_as_plain_text(chat: Chat) -> None:
    chat.open().say("My order is late")
    chat.sees("You said: My order is late")
    chat.button("Menu").click()
    with chat.page.expect_download() as saved:
        chat.button("Download transcript").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert saved.value.suggested_filename == "redress-conversation.txt"
    assert "Assistant (24 November 2026, 10:31):\nHello. What went wrong?" in text
    assert text.index("You (") < text.index("You said: My order is late")


def test_the_header_says_at_once_that_this_is_a_machine(chat: Chat) -> None:
    chat.open()
    header = chat.page.locator("header")
    expect(header).to_contain_text("A machine, not a person.")
    expect(header).to_contain_text("What you type is stored to build your case.")
    expect(header.get_by_role("button", name="Talk to a person")).to_be_visible()
