"""The custody log tells each act, in order, and cannot be changed unseen."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from casework.evidence import FileStore, receive
from casework.evidence.custody import Act, head, note, rows
from casework.evidence.passport.verify import BEFORE_THE_FIRST, row_hash
from casework.store.models import AuditEntry, Exhibit

LIMIT = 10_000


@pytest.fixture
def exhibit(session: Session, files: FileStore, now: datetime) -> Exhibit:
    return receive(session, io.BytesIO(b"A receipt."), "r.txt", "web-1", files, LIMIT, now)


def test_the_first_rows_tell_that_a_file_came_was_scanned_and_copied(
    session: Session, exhibit: Exhibit
) -> None:
    log = rows(session, [exhibit])
    assert [(row["sequence"], row["act"], row["actor"]) for row in log] == [
        (1, "received", "consumer"),
        (2, "scanned", "system"),
        (3, "copied", "system"),
    ]
    assert log[0]["details"]["sha256"] == exhibit.sha256


def test_each_row_holds_the_hash_of_the_one_before(session: Session, exhibit: Exhibit) -> None:
    log = rows(session, [exhibit])
    assert log[0]["previous"] == BEFORE_THE_FIRST
    assert [row["previous"] for row in log[1:]] == [row["hash"] for row in log[:-1]]
    assert all(row["hash"] == row_hash(row) for row in log)
    assert head(session, exhibit) == (3, log[-1]["hash"])


def test_the_hash_is_the_same_after_the_row_was_written_and_read_again(
    session: Session, exhibit: Exhibit, now: datetime
) -> None:
    odd = now + timedelta(microseconds=7)
    note(session, exhibit, Act.VIEWED, "console:zoë", odd, {"what": "copy", "who": "Zoë ✓"})
    session.flush()
    session.expire_all()
    last = rows(session, [exhibit])[-1]
    assert last["at"] == "2026-11-24T10:00:00.000007+00:00"
    assert row_hash(last) == last["hash"]


def test_the_audit_log_holds_the_head_of_the_chain_after_each_act(
    session: Session, exhibit: Exhibit
) -> None:
    query = select(AuditEntry).where(AuditEntry.subject == f"exhibit:{exhibit.id}")
    entries = session.scalars(query.order_by(AuditEntry.id)).all()
    assert [entry.action for entry in entries] == [
        "exhibit_received",
        "exhibit_scanned",
        "exhibit_copied",
    ]
    assert entries[-1].details == {"sequence": 3, "head": head(session, exhibit)[1]}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE custody_log SET actor = 'nobody'",
        "DELETE FROM custody_log",
        "INSERT OR REPLACE INTO custody_log SELECT * FROM custody_log",
    ],
)
def test_the_database_refuses_to_change_or_delete_a_row(
    session: Session, exhibit: Exhibit, statement: str
) -> None:
    with pytest.raises(DatabaseError, match="append-only"), session.begin_nested():
        session.execute(text(statement))
    assert len(rows(session, [exhibit])) == 3
