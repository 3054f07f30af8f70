"""From the freeze on, both sides speak of the same set; what comes later is marked late."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.evidence import FileStore, receive
from casework.evidence.custody import rows
from casework.evidence.erasing import erase_exhibit
from casework.evidence.freezing import freeze
from casework.evidence.manifest import manifests, write_manifest
from casework.store.cases import case_exhibits, open_case
from casework.store.models import AuditEntry, Case, Exhibit


@pytest.fixture
def case(session: Session, files: FileStore, now: datetime) -> Case:
    case = open_case(session, "web-1", now)
    for words in (b"first", b"second"):
        hand_in(session, files, words, now)
        now += timedelta(minutes=1)
    return case


def hand_in(session: Session, files: FileStore, words: bytes, now: datetime) -> Exhibit:
    return receive(session, io.BytesIO(words), "a.txt", "web-1", files, 1000, now)


def test_the_frozen_set_is_labelled_listed_and_noted(
    session: Session, files: FileStore, case: Case, now: datetime
) -> None:
    freeze(session, case, "console:ana", now)
    exhibits = case_exhibits(session, case)
    (manifest,) = manifests(session, case)
    assert [exhibit.label for exhibit in exhibits] == ["A", "B"]
    assert [row["act"] for row in rows(session, exhibits)].count("frozen") == 2
    assert (manifest.reason, json.loads(manifest.content)["frozen_at"]) == (
        "frozen",
        "2026-11-24T10:00:00.000000+00:00",
    )
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "evidence_frozen")).one()
    assert entry.details["sha256"] == manifest.sha256


def test_evidence_that_comes_later_is_taken_and_marked_late(
    session: Session, files: FileStore, case: Case, now: datetime
) -> None:
    freeze(session, case, "console:ana", now)
    late = hand_in(session, files, b"third", now + timedelta(days=1))
    assert late.late
    assert [exhibit.late for exhibit in case_exhibits(session, case)] == [False, False, True]
    described = json.loads(write_manifest(session, case, "exported", now).content)["exhibits"]
    assert [(e["label"], e["late"]) for e in described] == [("A", False), ("B", False), ("C", True)]


def test_freezing_again_changes_nothing(session: Session, case: Case, now: datetime) -> None:
    freeze(session, case, "console:ana", now)
    freeze(session, case, "console:bob", now + timedelta(days=2))
    assert case.frozen_at == now
    assert len(manifests(session, case)) == 1


def test_the_label_of_erased_evidence_is_not_given_to_another(
    session: Session, files: FileStore, case: Case, now: datetime
) -> None:
    freeze(session, case, "console:ana", now)
    erase_exhibit(session, case_exhibits(session, case)[0], files, "operator", now)
    hand_in(session, files, b"third", now + timedelta(days=1))
    described = json.loads(write_manifest(session, case, "exported", now).content)["exhibits"]
    assert [(e["label"], e["state"]) for e in described] == [
        ("A", "erased"),
        ("B", "kept"),
        ("C", "kept"),
    ]


def test_a_manifest_outlives_an_erasure_since_it_names_nothing_private(
    session: Session, files: FileStore, now: datetime
) -> None:
    case = open_case(session, "web-1", now)
    data = io.BytesIO(b"words")
    receive(session, data, "Letter of Xanthippe.txt", "web-1", files, 1000, now)
    assert "Xanthippe" not in write_manifest(session, case, "filed", now).content
