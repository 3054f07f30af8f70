"""Nothing is lost, nothing arrives twice: reloads, cuts, busy servers, ended sessions."""

import re

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.browser.widget.conftest import Chat

pytestmark = pytest.mark.browser

UNREACHABLE = re.compile("You are offline|We cannot reach the chat")


def test_a_reload_in_mid_conversation_resumes_it(chat: Chat) -> None:
    chat.open().say("My order is late")
    chat.sees("You said: My order is late")
    before = chat.lines
    chat.page.reload()
    chat.sees("You said: My order is late")
    assert chat.lines == before
    chat.say("It was a lamp")
    chat.sees("You said: It was a lamp")
    assert len(chat.stand_in.sessions) == 1
    assert chat.stand_in.turns == ["My order is late", "It was a lamp"]


def test_choices_are_there_again_after_a_reload(chat: Chat) -> None:
    chat.stand_in.greeting = [{"text": "Which?", "buttons": [{"title": "A", "payload": "/a"}]}]
    chat.open()
    chat.page.reload()
    chat.button("A").click()
    chat.sees("You said: A")


def test_half_typed_words_survive_a_reload(chat: Chat) -> None:
    chat.open().box.fill("I was just about to")
    chat.page.reload()
    expect(chat.box).to_have_value("I was just about to")


def test_words_written_without_a_network_arrive_once_and_in_order(chat: Chat) -> None:
    chat.open().say("before")
    chat.sees("You said: before")
    chat.offline(True)
    chat.say("during one")
    chat.say("during two")
    expect(chat.page.get_by_text(UNREACHABLE)).to_be_visible()
    chat.offline(False)
    chat.sees("You said: during two")
    expect(chat.page.get_by_text(UNREACHABLE)).to_be_hidden()
    chat.say("after")
    chat.sees("You said: after")
    assert chat.stand_in.turns == ["before", "during one", "during two", "after"]
    assert [line for line in chat.lines if not line.startswith(("You said", "Hello"))] == [
        "before",
        "during one",
        "during two",
        "after",
    ]


def test_words_written_without_a_network_survive_a_reload(chat: Chat) -> None:
    chat.open()
    chat.page.route("**/messages", lambda route: route.abort())
    chat.say("Do not lose me")
    expect(chat.page.get_by_text("Waiting. It will be sent by itself.")).to_be_visible()
    chat.page.unroute("**/messages")
    chat.page.reload()
    chat.sees("You said: Do not lose me")
    assert chat.stand_in.turns == ["Do not lose me"]
    assert chat.lines.count("Do not lose me") == 1


def test_a_lost_answer_does_not_double_the_turn(chat: Chat) -> None:
    lost: list[APIResponse] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort("connectionreset")

    chat.open()
    chat.page.route("**/messages", lose_the_first_answer)
    chat.say("Once only")
    chat.sees("You said: Once only")
    chat.say("And then")
    chat.sees("You said: And then")
    assert chat.stand_in.turns == ["Once only", "And then"]
    assert chat.lines.count("Once only") == 1


def test_a_busy_server_is_asked_again(chat: Chat) -> None:
    chat.open()
    chat.stand_in.refusals = [(503, {"error": "try_again"})]
    chat.say("Are you there?")
    chat.sees("You said: Are you there?")
    assert chat.stand_in.turns == ["Are you there?"]


@pytest.mark.parametrize("abrupt", [False, True], ids=["in good order", "in mid-stream"])
def test_messages_said_while_the_stream_was_down_are_caught_up(chat: Chat, abrupt: bool) -> None:
    chat.open()
    chat.stand_in.hang_up(abrupt=abrupt)
    for number in range(1, 6):
        chat.stand_in.say(f"line {number}")
    chat.sees("line 5")
    assert chat.stand_in.requests[-1] == "GET /webhooks/web/events?after=1"
    assert chat.lines == ["Hello. What went wrong?", *[f"line {n}" for n in range(1, 6)]]


def test_a_message_that_the_stream_repeats_is_shown_once(chat: Chat) -> None:
    chat.stand_in.stammers = True
    chat.open().say("Once")
    chat.sees("You said: Once")
    assert chat.lines == ["Hello. What went wrong?", "Once", "You said: Once"]


def test_what_a_mediator_wrote_meanwhile_is_there_after_a_cut(chat: Chat) -> None:
    chat.open()
    chat.offline(True)
    chat.stand_in.say("I read your case.", sender="mediator")
    chat.offline(False)
    chat.sees("I read your case.")
    assert chat.lines.count("I read your case.") == 1


def test_an_ended_session_keeps_the_transcript_and_can_start_again(chat: Chat) -> None:
    chat.open().say("My long story")
    chat.sees("You said: My long story")
    chat.stand_in.forget_sessions()
    expect(chat.page.get_by_text("This chat has ended on this device.")).to_be_visible()
    chat.say("More of it")
    expect(chat.box).to_have_value("More of it")
    chat.button("Start again").click()
    expect(chat.page.get_by_text("A new conversation starts here.")).to_be_visible()
    chat.box.press("Enter")
    chat.sees("You said: More of it")
    chat.sees("You said: My long story")
    assert chat.stand_in.turns == ["More of it"]


def test_words_on_their_way_when_the_session_ended_return_to_the_box(chat: Chat) -> None:
    chat.open()
    chat.stand_in.refusals = [(401, {"error": "session_invalid"})]
    chat.say("Do not lose me")
    chat.button("Start again").click()
    expect(chat.box).to_have_value("Do not lose me")
    assert len(chat.stand_in.sessions) == 2


def test_a_kept_token_that_is_refused_is_explained_not_replaced(chat: Chat) -> None:
    chat.open()
    chat.stand_in.forget_sessions()
    chat.page.reload()
    chat.button("Start again").click()
    chat.sees("Hello. What went wrong?")


def test_a_second_page_of_the_browser_shows_the_same_conversation(chat: Chat) -> None:
    chat.open().say("Told on the first page")
    second = Chat(chat.page.context.new_page(), chat.stand_in).open()
    second.sees("You said: Told on the first page")
    second.say("Told on the second page")
    chat.sees("You said: Told on the second page")
    assert len(chat.stand_in.sessions) == 1


def test_a_new_conversation_on_one_page_is_followed_on_the_other(chat: Chat) -> None:
    chat.open().say("Old story")
    second = Chat(chat.page.context.new_page(), chat.stand_in).open()
    second.sees("You said: Old story")
    second.button("Menu").click()
    second.button("New conversation").click()
    second.button("Start new").click()
    second.say("New story")
    chat.sees("You said: New story")
    expect(chat.page.get_by_text("Old story")).to_have_count(0)


def test_a_chat_works_where_the_browser_blocks_storage(page: Page, chat: Chat) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked') }})"
    )
    chat.open().say("Still here")
    chat.sees("You said: Still here")


def test_a_server_that_is_not_there_yet_is_found_when_it_comes(chat: Chat) -> None:
    chat.page.route("**/sessions", lambda route: route.abort())
    chat.page.goto(chat.stand_in.address)
    chat.say("Anybody there?")
    expect(chat.page.get_by_text("We cannot reach the chat right now.")).to_be_visible()
    chat.page.unroute("**/sessions")
    chat.button("Try now").click()
    chat.sees("You said: Anybody there?")
    assert chat.stand_in.turns == ["Anybody there?"]
