"""The outbox: messages to other systems, committed together with what they tell of.

A row is ``waiting`` until it is ``delivered`` or has ``failed``. A worker that claims a row moves
its next attempt into the future, so that no other worker takes it; where the worker dies, the row
becomes due again by itself, under the same idempotency key.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.store.models import Case, OutboxItem

WAITING = "waiting"
DELIVERED = "delivered"
FAILED = "failed"

LEASE = timedelta(minutes=2)
"""How long a claimed row is left to its worker: well over the time that one delivery may take."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed row, ready to be sent; ``attempt`` counts from 1."""

    item_id: int
    kind: str
    idempotency_key: str
    body: bytes  # JSON, UTF-8; the same bytes at every attempt
    attempt: int


def enqueue(
    session: Session, case: Case, *, kind: str, key: str, payload: Mapping[str, Any], now: datetime
) -> OutboxItem:
    """Put a message into the outbox; the same ``key`` is the same message."""
    known = session.scalar(select(OutboxItem).filter_by(idempotency_key=key))
    if known is not None:
        return known
    item = OutboxItem(
        case_id=case.id,
        kind=kind,
        idempotency_key=key,
        payload=dict(payload),
        status=WAITING,
        attempts=0,
        next_attempt_at=now,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(item)
    except IntegrityError:  # another process enqueued it in the meantime
        return session.scalars(select(OutboxItem).filter_by(idempotency_key=key)).one()
    return item


def claim_next(session: Session, now: datetime, kinds: Collection[str]) -> Parcel | None:
    """Take the row of these kinds that is due longest, for this worker alone; None if none is."""
    due = (
        select(OutboxItem)
        .where(
            OutboxItem.status == WAITING,
            OutboxItem.next_attempt_at <= now,
            OutboxItem.kind.in_(kinds),
        )
        .order_by(OutboxItem.next_attempt_at, OutboxItem.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    item = session.scalar(due)
    if item is None:
        return None
    item.attempts += 1
    item.next_attempt_at = now + LEASE
    body = json.dumps(item.payload, ensure_ascii=False, separators=(",", ":")).encode()
    return Parcel(item.id, item.kind, item.idempotency_key, body, item.attempts)


def note_delivered(session: Session, parcel: Parcel, now: datetime) -> None:
    """Note that the receiver has it."""
    item = session.get_one(OutboxItem, parcel.item_id)
    item.status, item.delivered_at, item.last_error = DELIVERED, now, None


def note_delay(session: Session, parcel: Parcel, error: str, next_attempt_at: datetime) -> None:
    """Note what went wrong and when to try again; what is no longer waiting stays as it is."""
    item = session.get_one(OutboxItem, parcel.item_id)
    if item.status == WAITING:
        item.last_error, item.next_attempt_at = error, next_attempt_at


def note_failed(session: Session, parcel: Parcel, error: str) -> None:
    """Give the message up until somebody requeues it."""
    item = session.get_one(OutboxItem, parcel.item_id)
    if item.status == WAITING:
        item.status, item.last_error = FAILED, error


def requeue_failed(session: Session, now: datetime) -> int:
    """Let every failed message wait again, with its tries counted anew; return how many."""
    failed = select(OutboxItem).where(OutboxItem.status == FAILED)
    items = session.scalars(failed).all()
    for item in items:
        item.status, item.attempts, item.next_attempt_at = WAITING, 0, now
    return len(items)
