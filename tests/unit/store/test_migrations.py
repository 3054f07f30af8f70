"""Each step is run with data in the tables, up and down."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.orm import Session

from casework.store import models
from casework.store.database import make_engine
from casework.store.migrate import downgrade, upgrade
from casework.store.testing import empty_database
from tests.unit.store.life_rows import one_row_of_each


@pytest.fixture
def empty_url(tmp_path: Path) -> Iterator[str]:
    with empty_database(tmp_path) as url:
        yield url


@pytest.fixture
def migrated(empty_url: str) -> Iterator[Engine]:
    upgrade(empty_url)
    engine = make_engine(empty_url)
    yield engine
    engine.dispose()


def one_row_of_everything(now: datetime) -> list[models.Base]:
    """Return a row for every table, in an order in which they can be written."""
    return [
        models.Conversation(id="web-1", channel="web", created_at=now, last_seen_at=now),
        models.InboundMessage(
            conversation_id="web-1", client_id="c", text="ä", extra={"a": 1}, received_at=now
        ),
        models.Message(
            conversation_id="web-1", sequence=1, key="k", sender="bot", text="ß", created_at=now
        ),
        models.Case(
            id=1,
            number="RD-0000-0001",
            conversation_id="web-1",
            status="filed",
            created_at=now,
            updated_at=now,
        ),
        models.Party(case_id=1, role="consumer", name="Zoë"),
        models.Claim(case_id=1, claim_type="delivery", opened_at=now),
        models.Exhibit(
            id="e-1",
            conversation_id="web-1",
            case_id=1,
            title="Photo",
            original_name="p.jpg",
            media_type="image/jpeg",
            size=3,
            sha256="0" * 64,
            storage_key="00/0",
            received_at=now,
        ),
        models.CustodyEntry(
            exhibit_id="e-1",
            sequence=1,
            act="received",
            actor="consumer",
            at=now,
            previous="0" * 64,
            hash="1" * 64,
        ),
        models.Manifest(
            id=1,
            case_id=1,
            version=1,
            reason="filed",
            content="{}",
            sha256="2" * 64,
            created_at=now,
        ),
        models.TimeStamp(
            manifest_id=1,
            authority="https://time.example",
            state="pending",
            next_attempt_at=now,
        ),
        models.Fact(
            case_id=1,
            name="amount",
            value=49.9,
            standing="known",
            confirmed=True,
            exhibit_id="e-1",
            recorded_at=now,
        ),
        models.Letter(id="l-1", case_id=1, version=1, content={"text": "Dear"}, created_at=now),
        models.Deadline(
            case_id=1,
            claim_type="delivery",
            name="refund_by",
            due_on=date(2026, 12, 8),
            basis="Article 13",
            computation={},
        ),
        models.OutboxItem(
            case_id=1,
            kind="case_filed",
            idempotency_key="i",
            payload={},
            status="waiting",
            next_attempt_at=now,
            created_at=now,
        ),
        models.AuditEntry(at=now, actor="a", action="b", subject="c"),
        models.ConsoleUser(
            id=1, username="mia", password_hash="x", role="mediator", created_at=now
        ),
        models.ConsoleSession(
            token_hash=b"\x00" * 32, user_id=1, csrf_token="t", created_at=now, expires_at=now
        ),
        *one_row_of_each(now),
    ]


def test_an_empty_database_gets_all_tables(migrated: Engine) -> None:
    assert set(inspect(migrated).get_table_names()) >= set(models.Base.metadata.tables)


def test_the_steps_lead_to_exactly_the_tables_of_the_models(migrated: Engine) -> None:
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _same_type})
        assert compare_metadata(context, models.Base.metadata) == []


def _same_type(
    context: MigrationContext, inspected: object, column: object, found: object, wanted: object
) -> bool | None:
    # SQLite forgets that a DateTime has a zone; UtcDateTime gives it back.
    return False if isinstance(wanted, models.UtcDateTime) else None


def test_every_table_keeps_what_is_written_to_it(migrated: Engine, now: datetime) -> None:
    rows = one_row_of_everything(now)
    assert {row.__tablename__ for row in rows} == set(models.Base.metadata.tables)
    with Session(migrated) as session, session.begin():
        for row in rows:
            session.add(row)
            session.flush()
    with Session(migrated) as session:
        fact = session.scalars(select(models.Fact)).one()
        assert (fact.value, fact.recorded_at) == (49.9, now)
        assert session.scalars(select(models.Party)).one().name == "Zoë"


def test_running_the_steps_again_keeps_the_data(
    migrated: Engine, empty_url: str, now: datetime
) -> None:
    with Session(migrated) as session, session.begin():
        session.add(models.Conversation(id="x", channel="web", created_at=now, last_seen_at=now))
    upgrade(empty_url)
    with Session(migrated) as session:
        assert session.get_one(models.Conversation, "x").created_at == now


def test_the_way_back_to_nothing_and_up_again_works_with_data(
    migrated: Engine, empty_url: str, now: datetime
) -> None:
    with Session(migrated) as session, session.begin():
        for row in one_row_of_everything(now):
            session.add(row)
            session.flush()
    downgrade(empty_url, "base")
    assert inspect(migrated).get_table_names() == ["alembic_version"]
    upgrade(empty_url)
    with Session(migrated) as session:
        assert session.scalars(select(models.Case)).all() == []


def test_evidence_of_the_first_release_is_kept_by_the_step_to_the_passport(
    empty_url: str, now: datetime
) -> None:
    upgrade(empty_url, "0001")
    engine = make_engine(empty_url)
    with engine.begin() as connection:
        for statement in _EVIDENCE_OF_THE_FIRST_RELEASE:
            connection.execute(text(statement), {"now": now})
    upgrade(empty_url)
    with Session(engine) as session:
        exhibit = session.scalars(select(models.Exhibit)).one()
        assert (exhibit.state, exhibit.scan, exhibit.found) == ("kept", "unscanned", {})
        assert (exhibit.wrapped_key, exhibit.late, exhibit.proves) == (None, False, [])
    downgrade(empty_url, "0001")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT title FROM exhibits")).scalars().all() == ["Photo"]
    engine.dispose()


_EVIDENCE_OF_THE_FIRST_RELEASE = (
    "INSERT INTO conversations (id, channel, created_at, last_seen_at) "
    "VALUES ('web-1', 'web', :now, :now)",
    "INSERT INTO exhibits (id, conversation_id, title, original_name, media_type, size, sha256, "
    "storage_key, received_at) "
    "VALUES ('e-1', 'web-1', 'Photo', 'p.jpg', 'image/jpeg', 3, '0', '00/0', :now)",
)


def test_processes_that_start_at_once_migrate_once(empty_url: str) -> None:
    with ThreadPoolExecutor(1) as first, ThreadPoolExecutor(1) as second:
        done = [first.submit(upgrade, empty_url), second.submit(upgrade, empty_url)]
        assert [future.result() for future in done] == [None, None]
