"""Uploads: hashed as they arrive, refused with a reason, and acknowledged by the bot."""

import hashlib
import io
import uuid
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image
from sqlalchemy import select

from casework.evidence import evidence_store, open_original
from casework.settings import Settings
from casework.store.database import reading
from casework.store.models import Exhibit, InboundMessage

LIMIT = 10 * 1024 * 1024
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00".ljust(4096, b"\0")


def photo(colour: str = "teal") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(target, "JPEG")
    return target.getvalue()


def files_of(settings: Settings) -> list[Path]:
    return [path for path in settings.exhibits_dir.rglob("*") if path.is_file()]


def test_a_photo_becomes_an_exhibit_with_the_hash_of_its_bytes(
    server: Any, browser: Any, settings: Settings
) -> None:
    browser.read_until("greeting")
    answer = browser.upload("../broken cup.jpg", photo())
    assert answer.status_code == 201
    exhibit = answer.json()["exhibit"]
    assert exhibit["title"] == "broken cup.jpg"
    assert exhibit["media_type"] == "image/jpeg"
    assert exhibit["sha256"] == hashlib.sha256(photo()).hexdigest()
    assert exhibit["duplicate"] is False
    with reading() as session:
        stored = session.get_one(Exhibit, exhibit["id"])
    with open_original(evidence_store(settings), stored) as original:
        assert original.read() == photo()
    assert not any(photo() in path.read_bytes() for path in files_of(settings))


def test_the_bot_is_told_of_an_upload_and_the_transcript_shows_the_file(
    server: Any, browser: Any
) -> None:
    browser.read_until("greeting")
    exhibit = browser.upload("cup.jpg", photo()).json()["exhibit"]
    own, reply = browser.read_until("You said: /upload_evidence")
    assert (own["sender"], own["text"]) == ("consumer", "cup.jpg")
    assert own["attachment"]["id"] == exhibit["id"]
    assert reply["attachment"] is None
    with reading() as session:
        message = session.scalars(select(InboundMessage).order_by(InboundMessage.id.desc())).first()
        assert message is not None
        assert message.extra["exhibit"]["id"] == exhibit["id"]


def test_the_same_photo_twice_is_one_exhibit_and_is_said_to_be_known(
    browser: Any, settings: Settings
) -> None:
    first = browser.upload("cup.jpg", photo()).json()["exhibit"]
    again = browser.upload("other name.jpg", photo()).json()["exhibit"]
    assert again["id"] == first["id"]
    assert again["duplicate"] is True
    assert len(files_of(settings)) == 2  # the original and its safe copy


def test_an_upload_that_was_sent_again_after_a_cut_is_not_a_double_of_itself(
    server: Any, browser: Any
) -> None:
    browser.read_until("greeting")
    client_id = str(uuid.uuid4())
    answers = [browser.upload("cup.jpg", photo(), client_id).json() for _ in range(2)]
    assert answers[0] == answers[1]
    browser.say("the end")
    browser.read_until("You said: the end")
    assert server.agent.turns.count("/upload_evidence") == 1


@pytest.mark.parametrize(
    ("data", "status", "error"),
    [
        (b"", 400, {"error": "empty_file"}),
        (b"x" * (11 * 1024 * 1024), 413, {"error": "file_too_large", "limit": LIMIT}),
        (b"x" * (60 * 1024 * 1024), 413, {"error": "file_too_large", "limit": LIMIT}),
        (b"x" * (LIMIT + 1), 413, {"error": "file_too_large", "limit": LIMIT}),
    ],
    ids=["0 bytes", "11 MB", "60 MB", "one byte too many"],
)
def test_an_upload_of_a_wrong_size_is_refused_and_leaves_nothing(
    browser: Any, settings: Settings, data: bytes, status: int, error: dict[str, Any]
) -> None:
    answer = browser.upload("photo.jpg", data)
    assert (answer.status_code, answer.json()) == (status, error)
    assert files_of(settings) == []
    with reading() as session:
        assert session.scalars(select(Exhibit)).all() == []


def test_a_file_of_exactly_the_limit_is_taken(browser: Any) -> None:
    text = b"All of it is text.\n" * (LIMIT // 19)
    answer = browser.upload("chat.txt", text.ljust(LIMIT, b"."))
    assert answer.status_code == 201
    assert answer.json()["exhibit"]["size"] == LIMIT


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("photo.jpg", PROGRAM),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("page.txt", b"<!doctype html><script>alert(1)</script>"),
    ],
    ids=["program named .jpg", "SVG", "HTML named .txt"],
)
def test_what_is_no_evidence_is_refused_with_the_list_of_what_is(
    browser: Any, settings: Settings, name: str, data: bytes
) -> None:
    answer = browser.upload(name, data)
    assert answer.status_code == 415
    assert answer.json()["error"] == "type_not_accepted"
    assert ".jpg" in answer.json()["accept"]
    assert files_of(settings) == []


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b"{}"),
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b"no part of a form"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="client_id"\r\n\r\n1\r\n--x--\r\n',
        ),
    ],
    ids=["no form", "no boundary", "broken form", "no file"],
)
def test_a_request_without_a_file_is_refused_plainly(
    browser: Any, content_type: str, body: bytes
) -> None:
    headers = browser.headers | {"Content-Type": content_type}
    answer = requests.post(
        f"{browser.address}/webhooks/web/uploads", data=body, headers=headers, timeout=10
    )
    assert answer.status_code == 400
    assert answer.json()["error"] in {"bad_upload", "bad_request"}


def test_the_connection_stays_usable_after_a_refusal(browser: Any) -> None:
    assert browser.upload("photo.jpg", b"x" * (11 * 1024 * 1024)).status_code == 413
    assert browser.upload("photo.jpg", photo()).status_code == 201


def test_an_upload_without_a_session_is_refused(server: Any) -> None:
    answer = requests.post(
        f"{server.address}/webhooks/web/uploads", files={"file": ("a.jpg", photo())}, timeout=10
    )
    assert answer.status_code == 401
