"""A stamp is taken only when it is right in every point, and is never waited for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from casework.evidence import FileStore, receive
from casework.evidence.manifest import write_manifest
from casework.evidence.stamping import StampRefused, ask, roots_of, stamp_next
from casework.settings import Settings
from casework.store.cases import open_case
from casework.store.conversations import touch
from casework.store.database import reading, transaction
from casework.store.models import Manifest, TimeStamp
from casework.store.testing import database_in_use
from tests.unit.evidence.authority import Authority, Twist, openssl_accepts, served

CONTENT = b'{"case":"RD-0000-0000"}'


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def settings(authority: Authority) -> Iterator[Settings]:
    authority.twist, authority.status, authority.asked = None, 200, 0
    with served(authority) as address:
        yield Settings(timestamp_urls=[address], timestamp_roots=authority.roots)


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def clock(tmp_path: Path, now: datetime) -> Iterator[Clock]:
    """Give a clock, and a case with an exhibit and a manifest."""
    files = FileStore(tmp_path / "exhibits")
    with database_in_use(tmp_path):
        with transaction() as session:
            touch(session, "web-1", "web", now)
            case = open_case(session, "web-1", now)
            receive(session, io.BytesIO(b"A receipt."), "r.txt", "web-1", files, 1000, now)
            write_manifest(session, case, "filed", now)
        yield Clock(now)


def the_stamp() -> TimeStamp:
    with reading() as session:
        return session.scalars(select(TimeStamp)).one()


def test_a_manifest_is_stamped_and_openssl_agrees(
    settings: Settings, http: requests.Session, clock: Clock, tmp_path: Path, authority: Authority
) -> None:
    assert stamp_next(http, settings, clock)
    assert not stamp_next(http, settings, clock)
    stamp = the_stamp()
    assert (stamp.state, stamp.last_error) == ("stamped", None)
    assert stamp.stamped_at is not None
    with reading() as session:
        content = session.scalars(select(Manifest.content)).one()
    (tmp_path / "m.json").write_bytes(content.encode())
    (tmp_path / "m.tsr").write_bytes(stamp.reply or b"")
    assert openssl_accepts(tmp_path / "m.tsr", tmp_path / "m.json", authority.roots)
    (tmp_path / "m.json").write_bytes(content.encode() + b" ")
    assert not openssl_accepts(tmp_path / "m.tsr", tmp_path / "m.json", authority.roots)


def other_nonce(authority: Authority, _query: bytes) -> bytes:
    return authority.true_answer(authority.query_for(CONTENT))


def other_imprint(authority: Authority, query: bytes) -> bytes:
    """Answer about another hash, under the nonce that was asked for."""
    at = query.index(b"\x04\x20") + 2
    return authority.true_answer(query[:at] + bytes(32) + query[at + 32 :])


def spoilt_signature(authority: Authority, query: bytes) -> bytes:
    reply = bytearray(authority.true_answer(query))
    reply[-1] ^= 1
    return bytes(reply)


def spoilt_time(authority: Authority, query: bytes) -> bytes:
    reply = authority.true_answer(query)
    at = reply.index(b"\x18\x0f20") + 2  # GeneralizedTime, the year
    return reply[: at + 3] + bytes([reply[at + 3] ^ 1]) + reply[at + 4 :]


def no_stamp_at_all(_authority: Authority, _query: bytes) -> bytes:
    return b"<html>Sign in to the hotel's network</html>"


@pytest.mark.parametrize(
    ("twist", "code"),
    [
        (other_nonce, "wrong_nonce"),
        (other_imprint, "wrong_imprint"),
        (spoilt_signature, "bad_signature"),
        (spoilt_time, "bad_signature"),
        (no_stamp_at_all, "not_a_stamp"),
        (lambda *_: b"x" * 300_000, "not_a_stamp"),
        (lambda *_: b"", "not_a_stamp"),
    ],
    ids=["nonce", "imprint", "signature", "time", "page", "endless", "empty"],
)
def test_an_answer_that_is_wrong_in_any_point_is_refused(
    settings: Settings, http: requests.Session, authority: Authority, twist: Twist, code: str
) -> None:
    authority.twist = twist
    with pytest.raises(StampRefused) as refused:
        ask(http, settings.timestamp_urls[0], CONTENT, roots_of(settings))
    assert refused.value.code == code


def test_a_stamp_of_an_authority_that_nobody_trusts_is_refused(
    settings: Settings, http: requests.Session, tmp_path: Path
) -> None:
    stranger = Authority(tmp_path / "stranger")
    strange = Settings(timestamp_roots=stranger.roots)
    with pytest.raises(StampRefused) as refused:
        ask(http, settings.timestamp_urls[0], CONTENT, roots_of(strange))
    assert refused.value.code == "bad_signature"


def test_offline_the_stamp_stays_pending_and_is_tried_again_later(
    http: requests.Session, clock: Clock, authority: Authority
) -> None:
    away = Settings(timestamp_urls=["http://127.0.0.1:1/"], timestamp_roots=authority.roots)
    assert stamp_next(http, away, clock)
    stamp = the_stamp()
    assert (stamp.state, stamp.attempts) == ("pending", 1)
    assert "127.0.0.1" in (stamp.last_error or "")
    assert not stamp_next(http, away, clock), "it is not tried again at once"
    clock.now += timedelta(minutes=1)
    assert stamp_next(http, away, clock)
    assert the_stamp().attempts == 2


def test_a_wrong_answer_leaves_the_stamp_pending_until_a_right_one_comes(
    settings: Settings, http: requests.Session, clock: Clock, authority: Authority
) -> None:
    authority.twist = other_nonce
    assert stamp_next(http, settings, clock)
    assert (the_stamp().state, the_stamp().reply) == ("pending", None)
    assert (the_stamp().last_error or "").startswith("wrong_nonce")
    authority.twist = None
    clock.now += timedelta(minutes=1)
    assert stamp_next(http, settings, clock)
    assert the_stamp().state == "stamped"


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_authority_that_only_says_no_is_tried_again(
    settings: Settings, http: requests.Session, clock: Clock, authority: Authority, status: int
) -> None:
    authority.status = status
    assert stamp_next(http, settings, clock)
    assert the_stamp().last_error == f"http_status: {status}"


def test_without_roots_no_answer_is_believed(
    settings: Settings, http: requests.Session, clock: Clock, authority: Authority
) -> None:
    blind = Settings(timestamp_urls=settings.timestamp_urls)
    assert stamp_next(http, blind, clock)
    assert (the_stamp().state, authority.asked) == ("pending", 0)


def test_without_an_authority_in_the_settings_nothing_is_asked(
    http: requests.Session, clock: Clock
) -> None:
    assert not stamp_next(http, Settings(timestamp_urls=[]), clock)
    with reading() as session:
        assert session.scalars(select(TimeStamp)).all() == []
