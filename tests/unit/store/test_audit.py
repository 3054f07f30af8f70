from datetime import datetime

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from casework.store import audit
from casework.store.models import AuditEntry


def test_an_entry_says_who_did_what_to_what(session: Session, now: datetime) -> None:
    entry = audit.record(
        session,
        actor="mediator:mia",
        action="case_read",
        subject="RD-1",
        details={"from": now},
        now=now,
    )
    session.refresh(entry)
    assert (entry.at, entry.actor, entry.action, entry.subject) == (
        now,
        "mediator:mia",
        "case_read",
        "RD-1",
    )
    assert entry.details == {"from": now.isoformat()}


@pytest.mark.parametrize(
    "statement",
    [
        update(AuditEntry).values(actor="nobody"),
        delete(AuditEntry),
        text("UPDATE audit_log SET action = 'nothing'"),
        text("DELETE FROM audit_log"),
    ],
    ids=["orm-update", "orm-delete", "sql-update", "sql-delete"],
)
def test_the_database_refuses_to_change_the_audit_log(
    session: Session, now: datetime, statement: object
) -> None:
    audit.record(session, actor="a", action="b", subject="c", now=now)
    with pytest.raises(DatabaseError, match="append-only"), session.begin_nested():
        session.execute(statement)  # type: ignore[call-overload]


def test_an_entry_cannot_be_replaced(session: Session, now: datetime) -> None:
    entry = audit.record(session, actor="a", action="b", subject="c", now=now)
    replacing = (
        "INSERT OR REPLACE INTO audit_log (id, at, actor, action, subject, details)"
        " VALUES (:id, :at, 'x', 'y', 'z', '{}')"
        if session.get_bind().dialect.name == "sqlite"
        else "INSERT INTO audit_log (id, at, actor, action, subject, details)"
        " VALUES (:id, :at, 'x', 'y', 'z', '{}') ON CONFLICT (id) DO UPDATE SET actor = 'x'"
    )
    with pytest.raises(DatabaseError, match="append-only"), session.begin_nested():
        session.execute(text(replacing), {"id": entry.id, "at": now.isoformat()})
