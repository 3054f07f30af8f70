"""The chat server around the channels: its page, its health, its errors, the open REST channel."""

from pathlib import Path
from typing import Any

import pytest
import requests
from rasa.core.run import create_http_input_channels
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import read_endpoint_config
from sqlalchemy import select

from bot.channels import web
from bot.channels.app import action_endpoint, channels, is_loopback
from bot.server import find_model
from bot.tracker_store import CaseTrackerStore
from casework.settings import Settings
from casework.store.database import reading
from casework.store.models import Message

REPOSITORY = Path(__file__).parents[3]


def fetch(server: Any, path: str, **headers: str) -> requests.Response:
    return requests.get(server.address + path, headers=headers, timeout=10)


def test_the_chat_page_and_the_widget_are_served(server: Any) -> None:
    page = fetch(server, "/")
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    script = fetch(server, "/widget/chat.js")
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert script.text == "export const hello = 1;"


def test_nothing_runs_on_the_page_but_our_own_files(server: Any) -> None:
    policy = fetch(server, "/").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy


def test_an_unchanged_file_is_not_sent_again(server: Any, widget: Path) -> None:
    first = fetch(server, "/widget/chat.js")
    known = {"If-None-Match": first.headers["ETag"]}
    assert fetch(server, "/widget/chat.js", **known).status_code == 304
    (widget / "chat.js").write_text("export const hello = 2;", "utf-8")
    changed = fetch(server, "/widget/chat.js", **known)
    assert (changed.status_code, changed.text) == (200, "export const hello = 2;")


@pytest.mark.parametrize(
    "path",
    ["/widget/../redress.db", "/widget/%2e%2e/redress.db", "/widget/none.js", "/conversations/x"],
)
def test_what_is_not_there_is_a_plain_404(server: Any, path: str) -> None:
    answer = fetch(server, path)
    assert (answer.status_code, answer.json()) == (404, {"error": "not_found"})


def test_the_server_is_ready_only_with_model_and_action_server(server: Any) -> None:
    answer = fetch(server, "/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "model": True, "actions": False}


def test_the_open_rest_channel_answers_and_writes_a_transcript(server: Any) -> None:
    answer = requests.post(
        f"{server.address}/webhooks/rest/webhook",
        json={"sender": "dev-1", "message": "hello"},
        timeout=10,
    )
    assert answer.status_code == 200
    assert [line["text"] for line in answer.json()] == ["You said: hello"]
    with reading() as session:
        lines = session.scalars(select(Message).order_by(Message.sequence)).all()
    assert [(line.sender, line.text) for line in lines] == [
        ("consumer", "hello"),
        ("bot", "You said: hello"),
    ]
    assert lines[0].understood["intent"] == "echo"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_the_open_channel_is_served_on_loopback(settings: Settings, host: str) -> None:
    assert is_loopback(host)
    names = [channel.name() for channel in channels(settings.model_copy(update={"host": host}))]
    assert names == ["web", "rest"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "chat.example"])  # noqa: S104
def test_the_open_channel_is_never_served_to_others(settings: Settings, host: str) -> None:
    names = [channel.name() for channel in channels(settings.model_copy(update={"host": host}))]
    assert names == ["web"]


def test_the_open_channel_can_be_turned_off(settings: Settings) -> None:
    off = settings.model_copy(update={"rest_channel": False})
    assert [channel.name() for channel in channels(off)] == ["web"]


def test_a_shop_may_load_the_widget_and_talk_but_not_use_the_open_channel(server: Any) -> None:
    origin = {"Origin": "https://shop.example"}
    for path in ("/widget/chat.js", "/webhooks/web/sessions/current"):
        assert fetch(server, path, **origin).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in fetch(server, "/webhooks/rest/", **origin).headers


def test_a_browser_is_told_that_it_may_send_its_token(server: Any) -> None:
    answer = requests.options(
        f"{server.address}/webhooks/web/messages",
        headers={
            "Origin": "https://shop.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization, content-type",
        },
        timeout=10,
    )
    assert answer.status_code in {200, 204}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    allowed = answer.headers["Access-Control-Allow-Headers"].lower()
    assert "authorization" in allowed
    assert "content-type" in allowed


def test_an_unexpected_error_shows_no_stack_trace(
    server: Any, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(web, "_find", broken)
    answer = browser.get("sessions/current")
    assert (answer.status_code, answer.json()) == (500, {"error": "server_error"})


def test_answers_of_the_channel_are_never_kept_by_a_browser(browser: Any) -> None:
    headers = browser.get("sessions/current").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_model_of_the_environment_goes_before_the_newest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REDRESS_MODEL", raising=False)
    assert find_model() is None
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "one.tar.gz").touch()
    assert find_model() == Path("models/one.tar.gz")
    monkeypatch.setenv("REDRESS_MODEL", "other.tar.gz")
    assert find_model() == Path("other.tar.gz")


def test_the_files_for_the_stock_server_name_channels_and_store_that_exist() -> None:
    made = create_http_input_channels(None, str(REPOSITORY / "credentials.yml"))
    assert [channel.name() for channel in made] == ["web", "rest"]
    config = read_endpoint_config(str(REPOSITORY / "endpoints.yml"), "tracker_store")
    assert isinstance(TrackerStore.create(config, Domain.empty()), CaseTrackerStore)
    endpoint = read_endpoint_config(str(REPOSITORY / "endpoints.yml"), "action_endpoint")
    assert endpoint is not None
    assert endpoint.url == action_endpoint(Settings()).url
