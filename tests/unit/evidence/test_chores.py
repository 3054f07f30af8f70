"""What the worker does for evidence while nobody watches."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from casework.evidence import ContentBlocked, ContentGone, FileStore, open_original, receive
from casework.evidence.chores import EvidenceChores
from casework.evidence.custody import rows
from casework.settings import Settings
from casework.store.cases import open_case
from casework.store.conversations import touch
from casework.store.database import current_engine, reading, transaction
from casework.store.models import Exhibit
from casework.store.testing import database_in_use
from tests.unit.evidence.clamd import EICAR, clamd


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock(tmp_path: Path, now: datetime) -> Iterator[Clock]:
    with database_in_use(tmp_path):
        yield Clock(now)


def hand_in(files: FileStore, clock: Clock, *contents: bytes) -> None:
    with transaction() as session:
        touch(session, "web-1", "web", clock())
        for content in contents:
            receive(session, io.BytesIO(content), "a.txt", "web-1", files, 1000, clock())


def exhibits() -> list[Exhibit]:
    with reading() as session:
        return list(session.scalars(select(Exhibit).order_by(Exhibit.received_at, Exhibit.size)))


def work(files: FileStore, clock: Clock, **settings: object) -> None:
    """Do the chores until there is nothing left to do."""
    with requests.Session() as http:
        chores = EvidenceChores(Settings(**settings), files, clock, http)
        for _ in range(20):
            if not chores():
                return
    raise AssertionError("the chores never end")


def test_what_came_while_the_scanner_was_away_is_scanned_later(
    files: FileStore, clock: Clock
) -> None:
    hand_in(files, clock, b"A receipt.", EICAR)
    work(files, clock, clamd="127.0.0.1:1")
    assert [exhibit.scan for exhibit in exhibits()] == ["unscanned", "unscanned"]
    with clamd() as address:
        work(files, clock, clamd=address)
    clean, infected = exhibits()
    assert (clean.scan, infected.scan) == ("clean", "infected")
    with pytest.raises(ContentBlocked):
        open_original(files, infected)
    with reading() as session:
        last = rows(session, [infected])[-1]
    assert (last["act"], last["details"]["note"]) == ("scanned", "Eicar-Test-Signature")


def test_without_a_scanner_the_chores_say_nothing_of_scans(files: FileStore, clock: Clock) -> None:
    hand_in(files, clock, b"A receipt.")
    work(files, clock)
    assert [exhibit.scan for exhibit in exhibits()] == ["unscanned"]


def test_evidence_goes_when_its_time_is_over_and_not_before(files: FileStore, clock: Clock) -> None:
    hand_in(files, clock, b"A receipt.")
    clock.now += timedelta(days=30)
    work(files, clock, evidence_retention_days=30)
    assert exhibits()[0].state == "kept"
    clock.now += timedelta(minutes=11)
    work(files, clock, evidence_retention_days=30)
    (erased,) = exhibits()
    assert (erased.state, erased.erased_at) == ("erased", clock())
    assert [path for path in files.root.rglob("*") if path.is_file()] == []
    with pytest.raises(ContentGone):
        open_original(files, erased)


def test_evidence_of_a_case_that_still_moves_is_kept(files: FileStore, clock: Clock) -> None:
    with transaction() as session:
        touch(session, "web-1", "web", clock())
        open_case(session, "web-1", clock())
    hand_in(files, clock, b"A receipt.")
    clock.now += timedelta(days=60)
    with transaction() as session:
        session.get_one(Exhibit, exhibits()[0].id).case.updated_at = clock()  # type: ignore[union-attr]
    work(files, clock, evidence_retention_days=30)
    assert exhibits()[0].state == "kept"


def test_what_a_process_that_died_left_in_quarantine_is_removed(
    files: FileStore, clock: Clock
) -> None:
    hand_in(files, clock, b"A receipt.")
    left = files.quarantine.put(io.BytesIO(b"half looked at"), 100)
    path = files.root / "quarantine" / left.key
    work(files, clock)
    os.utime(path, (clock().timestamp(),) * 2)
    work(files, clock)
    assert path.exists()
    clock.now += timedelta(hours=2)
    work(files, clock)
    assert not path.exists()
    with open_original(files, exhibits()[0]) as content:
        assert content.read() == b"A receipt."


def test_a_destroyed_key_is_nowhere_in_the_file_of_the_database(
    files: FileStore, clock: Clock, tmp_path: Path
) -> None:
    def in_database(key: bytes) -> bool:
        with current_engine().connect() as connection:
            connection.commit()
        raw = current_engine().raw_connection()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        return any(key in path.read_bytes() for path in tmp_path.glob("*.db*"))

    hand_in(files, clock, b"A receipt.")
    key = exhibits()[0].wrapped_key or b"none"
    assert in_database(key)
    clock.now += timedelta(days=2)
    work(files, clock, evidence_retention_days=1)
    assert not in_database(key)
