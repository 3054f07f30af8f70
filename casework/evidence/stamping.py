"""Time stamps (RFC 3161): an authority's word that a manifest was there at a moment.

A stamp never holds anything up: it is ``pending`` until the worker has one that is right in every
point: our nonce, our hash, and a signature that leads to one of the roots in the settings.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import requests
from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.backoff import doubled
from casework.clock import Clock
from casework.settings import Settings
from casework.store.database import transaction
from casework.store.models import Manifest, TimeStamp

PENDING = "pending"
STAMPED = "stamped"

TIMEOUTS = (5, 15)
"""Seconds to connect, and to wait for the answer."""
LEASE = timedelta(minutes=2)
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=6)
_LARGEST_REPLY = 256 * 1024  # bytes; certificates make up most of one


class StampRefused(Exception):
    """The authority's answer is not a stamp of what was sent; ``code`` says why."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(f"{code}: {why}" if why else code)
        self.code = code


@dataclass(frozen=True)
class Reply:
    """A checked answer: its bytes (TimeStampResp, DER) and the time that it names."""

    data: bytes
    at: datetime


def roots_of(settings: Settings) -> list[Certificate]:
    """Return the trusted roots; raises StampRefused where none can be read."""
    if settings.timestamp_roots is None:
        raise StampRefused("no_roots", "REDRESS_TIMESTAMP_ROOTS is not set")
    try:
        return load_pem_x509_certificates(settings.timestamp_roots.read_bytes())
    except (OSError, ValueError) as error:
        raise StampRefused("no_roots", str(error)) from error


def ask(http: requests.Session, authority: str, content: bytes, roots: list[Certificate]) -> Reply:
    """Ask an authority to stamp the SHA-256 of ``content``, and check its answer.

    Raises StampRefused for an answer that is wrong, requests.RequestException where none came.
    """
    request = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256).build()
    data = _post(http, authority, request.as_bytes())
    try:
        response = decode_timestamp_response(data)
        VerifierBuilder(roots=roots, nonce=request.nonce).build().verify(
            response, hashlib.sha256(content).digest()
        )
    except VerificationError as error:
        raise StampRefused(_code(response, request.nonce, content), str(error)) from error
    except ValueError as error:
        raise StampRefused("not_a_stamp", str(error)) from error
    return Reply(data, response.tst_info.gen_time.astimezone(UTC))


def _post(http: requests.Session, authority: str, query: bytes) -> bytes:
    headers = {"Content-Type": "application/timestamp-query", "User-Agent": "Redress"}
    with http.post(
        authority,
        data=query,
        headers=headers,
        timeout=TIMEOUTS,
        allow_redirects=False,
        stream=True,
    ) as response:
        if response.status_code != requests.codes.ok:
            raise StampRefused("http_status", str(response.status_code))
        reply: bytes = response.raw.read(_LARGEST_REPLY + 1, decode_content=True)
    if len(reply) > _LARGEST_REPLY:
        raise StampRefused("not_a_stamp", "the answer is too large")
    return reply


def _code(response: TimeStampResponse, nonce: int | None, content: bytes) -> str:
    """Return the plainest reason why an answer was not accepted."""
    if response.status not in (0, 1):
        return "refused_by_authority"
    if response.tst_info.nonce != nonce:
        return "wrong_nonce"
    if response.tst_info.message_imprint.message != hashlib.sha256(content).digest():
        return "wrong_imprint"
    return "bad_signature"


def plan_stamps(session: Session, authorities: list[str], now: datetime) -> None:
    """Wish for a stamp of each authority on each manifest that has none yet."""
    for authority in authorities:
        known = select(TimeStamp.manifest_id).where(TimeStamp.authority == authority)
        for manifest in session.scalars(select(Manifest.id).where(Manifest.id.not_in(known))):
            session.add(
                TimeStamp(
                    manifest_id=manifest, authority=authority, state=PENDING, next_attempt_at=now
                )
            )
    session.flush()


def stamp_next(
    http: requests.Session, settings: Settings, clock: Clock, case_id: int | None = None
) -> bool:
    """Try to get the stamp (of this case, if one is given) that has been due longest.

    Returns whether there was one.
    """
    if not settings.timestamp_urls:
        return False
    with transaction() as session:
        plan_stamps(session, settings.timestamp_urls, clock())
        wish = _claim(session, settings.timestamp_urls, clock(), case_id)
    if wish is None:
        return False
    try:
        reply = ask(http, wish.authority, wish.content, roots_of(settings))
    except (StampRefused, requests.RequestException) as error:
        _note_delay(wish, str(error) or type(error).__name__, clock())
    else:
        _note_stamped(wish, reply)
    return True


@dataclass(frozen=True)
class _Wish:
    stamp_id: int
    authority: str
    content: bytes
    attempt: int


def _claim(
    session: Session, authorities: list[str], now: datetime, case_id: int | None
) -> _Wish | None:
    due = (
        select(TimeStamp)
        .where(
            TimeStamp.state == PENDING,
            TimeStamp.next_attempt_at <= now,
            TimeStamp.authority.in_(authorities),
        )
        .order_by(TimeStamp.next_attempt_at, TimeStamp.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if case_id is not None:
        of_case = select(Manifest.id).where(Manifest.case_id == case_id)
        due = due.where(TimeStamp.manifest_id.in_(of_case))
    stamp = session.scalar(due)
    if stamp is None:
        return None
    stamp.attempts += 1
    stamp.next_attempt_at = now + LEASE
    return _Wish(stamp.id, stamp.authority, stamp.manifest.content.encode(), stamp.attempts)


def _note_delay(wish: _Wish, error: str, now: datetime) -> None:
    delay = doubled(FIRST_DELAY, wish.attempt, LONGEST_DELAY)
    with transaction() as session:
        stamp = session.get_one(TimeStamp, wish.stamp_id)
        stamp.last_error, stamp.next_attempt_at = error[:500], now + delay


def _note_stamped(wish: _Wish, reply: Reply) -> None:
    with transaction() as session:
        stamp = session.get_one(TimeStamp, wish.stamp_id)
        stamp.state, stamp.reply, stamp.stamped_at = STAMPED, reply.data, reply.at
        stamp.last_error = None
