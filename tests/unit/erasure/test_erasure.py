"""What a consumer wants deleted is gone; what must stay tells nothing of it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.erasure import CaseIsFiled, erase_conversation
from casework.evidence import FileStore, open_original, receive
from casework.store.cases import (
    ERASED,
    FILED,
    case_exhibits,
    current_case,
    find_case,
    open_case,
    open_claim,
    record_fact,
    want_person,
)
from casework.store.conversations import accept_inbound, append_message, messages_after, touch
from casework.store.database import current_engine, reading, transaction
from casework.store.models import AuditEntry, Base, CustodyEntry, Exhibit, InboundMessage
from casework.store.testing import database_in_use

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SECRET = "Xanthippe"
LIMIT = 10_000


@pytest.fixture(autouse=True)
def database(tmp_path: Path) -> Iterator[str]:
    with database_in_use(tmp_path) as url:
        yield url


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "exhibits")


def tell_all(session: Session, files: FileStore, conversation: str = "web-1") -> str:
    """Tell a story, a name and a file; return the number of the case."""
    touch(session, conversation, "web", NOW)
    case = open_case(session, conversation, NOW)
    open_claim(session, case, "delivery", NOW)
    record_fact(session, case, "consumer_name", SECRET, said=f"I am {SECRET}", now=NOW)
    append_message(
        session, conversation, key="a/0", sender="consumer", text=f"I am {SECRET}", now=NOW
    )
    message, _ = accept_inbound(session, conversation, "a", f"I am {SECRET}", {}, NOW)
    message.processed_at = NOW
    want_person(session, case, f"{SECRET} wants a person", NOW)
    data = io.BytesIO(f"{SECRET} bought a lamp".encode())
    receive(session, data, f"{SECRET}.txt", conversation, files, LIMIT, NOW)
    return case.number


def stored_words() -> str:
    """Return every value of every table as text."""
    with current_engine().connect() as connection:
        rows = [
            row
            for table in Base.metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    return repr(rows)


def contents(files: FileStore) -> list[Path]:
    return [path for path in files.root.rglob("*") if path.is_file()]


def test_nothing_that_was_told_or_sent_is_left(files: FileStore) -> None:
    with transaction() as session:
        tell_all(session, files)
    assert SECRET in stored_words()
    assert contents(files)
    with transaction() as session:
        erase_conversation(session, "web-1", files, NOW)
    assert SECRET not in stored_words()
    assert not contents(files)


def test_number_and_audit_log_stay(files: FileStore) -> None:
    with transaction() as session:
        number = tell_all(session, files)
        erase_conversation(session, "web-1", files, NOW)
    with reading() as session:
        case = find_case(session, number)
        assert case is not None
        assert case.status == ERASED
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == number))
        assert "case_erased" in list(actions)


def test_a_new_claim_can_begin_afterwards(files: FileStore) -> None:
    with transaction() as session:
        number = tell_all(session, files)
        erase_conversation(session, "web-1", files, NOW)
        assert current_case(session, "web-1") is None
        assert open_case(session, "web-1", NOW).number != number


def test_erased_lines_are_shown_to_nobody_and_keep_their_place(files: FileStore) -> None:
    with transaction() as session:
        tell_all(session, files)
        erase_conversation(session, "web-1", files, NOW)
        line = append_message(
            session, "web-1", key="b/1", sender="bot", text="All is deleted.", now=NOW
        )
        assert line.sequence == 2
        assert messages_after(session, "web-1", 0) == [line]


def test_a_message_sent_again_after_the_erasure_is_still_known(files: FileStore) -> None:
    with transaction() as session:
        tell_all(session, files)
        erase_conversation(session, "web-1", files, NOW)
        again, is_new = accept_inbound(session, "web-1", "a", f"I am {SECRET}", {}, NOW)
    assert not is_new
    assert again.text == ""


def test_the_message_in_work_keeps_its_words_until_its_turn_is_over(files: FileStore) -> None:
    with transaction() as session:
        tell_all(session, files)
        accept_inbound(session, "web-1", "b", "/confirm_deletion", {}, NOW)
        erase_conversation(session, "web-1", files, NOW)
        waiting = session.scalars(select(InboundMessage).where(InboundMessage.client_id == "b"))
        assert waiting.one().text == "/confirm_deletion"


def test_erasing_twice_does_no_harm(files: FileStore) -> None:
    with transaction() as session:
        number = tell_all(session, files)
        erase_conversation(session, "web-1", files, NOW)
    with transaction() as session:
        erase_conversation(session, "web-1", files, NOW)
    with reading() as session:
        entries = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == number))
        assert list(entries).count("case_erased") == 1


def test_the_same_file_in_another_conversation_stays(files: FileStore) -> None:
    with transaction() as session:
        tell_all(session, files, "web-1")
        tell_all(session, files, "web-2")
    with transaction() as session:
        erase_conversation(session, "web-1", files, NOW)
    assert len(contents(files)) == 2  # an original and its safe copy
    with transaction() as session:
        erase_conversation(session, "web-2", files, NOW)
    assert not contents(files)


def test_a_rollback_loses_no_file(files: FileStore) -> None:
    with transaction() as session:
        tell_all(session, files)
    with reading() as session:
        erase_conversation(session, "web-1", files, NOW)
        session.rollback()
    assert contents(files)
    assert SECRET in stored_words()


def test_of_a_filed_case_nothing_is_erased(files: FileStore) -> None:
    with transaction() as session:
        number = tell_all(session, files)
        case = find_case(session, number)
        assert case is not None
        case.status = FILED
    with transaction() as session, pytest.raises(CaseIsFiled) as refused:
        erase_conversation(session, "web-1", files, NOW)
    assert refused.value.number == number
    assert SECRET in stored_words()
    assert contents(files)


def test_a_row_with_the_hash_and_the_custody_log_remain_of_a_file(files: FileStore) -> None:
    with transaction() as session:
        tell_all(session, files)
        erase_conversation(session, "web-1", files, NOW)
    with reading() as session:
        exhibit = session.scalars(select(Exhibit)).one()
        acts = list(session.scalars(select(CustodyEntry.act).order_by(CustodyEntry.sequence)))
    expected = hashlib.sha256(f"{SECRET} bought a lamp".encode()).hexdigest()
    assert (exhibit.state, exhibit.sha256, exhibit.wrapped_key) == ("erased", expected, None)
    assert acts == ["received", "scanned", "copied", "erased"]


def test_an_erased_file_joins_no_later_case(files: FileStore) -> None:
    with transaction() as session:
        touch(session, "web-1", "web", NOW)
        receive(session, io.BytesIO(b"A lamp."), "lamp.txt", "web-1", files, LIMIT, NOW)
        erase_conversation(session, "web-1", files, NOW)
        assert case_exhibits(session, open_case(session, "web-1", NOW)) == []


def test_what_was_erased_and_is_sent_again_is_the_same_exhibit(files: FileStore) -> None:
    with transaction() as session:
        touch(session, "web-1", "web", NOW)
        first = receive(session, io.BytesIO(b"A lamp."), "a.txt", "web-1", files, LIMIT, NOW)
        erase_conversation(session, "web-1", files, NOW)
    with transaction() as session:
        again = receive(session, io.BytesIO(b"A lamp."), "b.txt", "web-1", files, LIMIT, NOW)
        assert (again.id, again.state, again.title) == (first.id, "kept", "b.txt")
        with open_original(files, again) as content:
            assert content.read() == b"A lamp."
