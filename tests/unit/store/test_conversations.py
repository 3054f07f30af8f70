from datetime import datetime

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.store import conversations


def test_a_conversation_is_made_once_and_remembers_when_it_was_last_seen(
    session: Session, now: datetime, later: datetime
) -> None:
    first = conversations.touch(session, "web-2", "web", now)
    again = conversations.touch(session, "web-2", "web", later)
    assert again is first
    assert (first.created_at, first.last_seen_at) == (now, later)


def test_the_same_message_sent_twice_is_accepted_once(session: Session, now: datetime) -> None:
    first, is_new = conversations.accept_inbound(session, "web-1", "c-1", "hello", {}, now)
    second, again = conversations.accept_inbound(session, "web-1", "c-1", "hello", {}, now)
    assert (is_new, again) == (True, False)
    assert second is first


def test_the_same_client_id_in_another_conversation_is_another_message(
    session: Session, now: datetime
) -> None:
    conversations.touch(session, "web-2", "web", now)
    conversations.accept_inbound(session, "web-1", "c-1", "hello", {}, now)
    _, is_new = conversations.accept_inbound(session, "web-2", "c-1", "hello", {}, now)
    assert is_new


def test_a_message_waits_until_it_was_worked_on(session: Session, now: datetime) -> None:
    one, _ = conversations.accept_inbound(session, "web-1", "c-1", "one", {}, now)
    two, _ = conversations.accept_inbound(session, "web-1", "c-2", "two", {"lang": "en"}, now)
    assert conversations.pending_inbound(session) == [one, two]
    conversations.mark_processed(session, one.id, now)
    assert conversations.pending_inbound(session) == [two]


def test_the_first_note_that_a_message_was_worked_on_stands(
    session: Session, now: datetime, later: datetime
) -> None:
    message, _ = conversations.accept_inbound(session, "web-1", "c-1", "one", {}, now)
    conversations.mark_processed(session, message.id, now)
    conversations.mark_processed(session, message.id, later)
    assert message.processed_at == now


def test_a_message_of_an_unknown_conversation_is_refused(session: Session, now: datetime) -> None:
    with pytest.raises(IntegrityError):
        conversations.accept_inbound(session, "nobody", "c-1", "one", {}, now)


def test_lines_of_the_transcript_are_counted_from_one_in_each_conversation(
    session: Session, now: datetime
) -> None:
    conversations.touch(session, "web-2", "web", now)
    for key in ("a", "b"):
        conversations.append_message(
            session, "web-1", key=key, sender="bot", text=key, turn_id="t-1", now=now
        )
    other = conversations.append_message(session, "web-2", key="a", sender="bot", text="a", now=now)
    lines = conversations.messages_after(session, "web-1", 0)
    assert [(line.sequence, line.text, line.turn_id) for line in lines] == [
        (1, "a", "t-1"),
        (2, "b", "t-1"),
    ]
    assert other.sequence == 1


def test_a_line_with_the_same_key_is_written_once(session: Session, now: datetime) -> None:
    first = conversations.append_message(
        session, "web-1", key="a", sender="bot", text="Hello", payload={"buttons": []}, now=now
    )
    again = conversations.append_message(
        session, "web-1", key="a", sender="bot", text="Hello again", now=now
    )
    assert again is first
    assert [line.text for line in conversations.messages_after(session, "web-1", 0)] == ["Hello"]


def test_a_reader_gets_only_the_lines_that_it_has_not_seen(session: Session, now: datetime) -> None:
    for key in "abc":
        conversations.append_message(session, "web-1", key=key, sender="bot", text=key, now=now)
    assert [m.text for m in conversations.messages_after(session, "web-1", 2)] == ["c"]


def test_broken_characters_do_not_stop_a_message(session: Session, now: datetime) -> None:
    message, _ = conversations.accept_inbound(
        session, "web-1", "c-1", "half a face \ud83d, a nul \x00", {"\ud83d": ["\ud83d"]}, now
    )
    session.refresh(message)
    assert message.text == "half a face ?, a nul "
    assert message.extra == {"?": ["?"]}
