from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.accounts import reset_password
from casework.accounts.login import FREE_TRIES, wait_after
from casework.settings import Settings
from casework.store.database import transaction
from casework.store.models import ConsoleSession
from tests.services.console.seeding import NOW
from tests.services.console.serving import Visitor, csrf_token
from tests.services.moved_clock import MovedClock


def test_a_mediator_logs_in_and_sees_the_cases(visitor: Visitor, password: str) -> None:
    answer = visitor.log_in("ana", password)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/cases")
    assert visitor.get("/cases").status_code == 200


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    visitor: Visitor, password: str
) -> None:
    cookie = visitor.log_in("ana", password).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie


def test_over_https_the_cookie_is_secure_and_bound_to_the_host(
    settings: Settings, password: str, app: object
) -> None:
    from starlette.testclient import TestClient

    client = TestClient(app, base_url="https://console.example", follow_redirects=False)
    token = csrf_token(client.get("/login").text)
    answer = client.post(
        "/login", data={"username": "ana", "password": password, "csrf_token": token}
    )

    assert answer.headers["Set-Cookie"].startswith("__Host-redress_session=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert client.get("/cases").status_code == 200


def test_the_cookie_is_not_in_the_database(visitor: Visitor, password: str) -> None:
    visitor.log_in("ana", password)
    with transaction() as session:
        row = session.scalars(select(ConsoleSession)).one()

    assert visitor.session_cookie is not None
    assert visitor.session_cookie.encode() not in row.token_hash
    assert visitor.session_cookie != row.csrf_token


def test_an_unknown_user_and_a_wrong_password_get_the_same_page(
    visitor: Visitor, password: str
) -> None:
    wrong = visitor.log_in("ana", "wrong")
    unknown = visitor.log_in("nobody", "wrong")

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.text == unknown.text
    assert "That did not work" in wrong.text


def test_after_five_failures_the_right_password_has_to_wait(
    visitor: Visitor, password: str, clock: MovedClock
) -> None:
    pages = [visitor.log_in("ana", "wrong").text for _ in range(FREE_TRIES)]
    locked = visitor.log_in("ana", password)
    clock.move(wait_after(FREE_TRIES))

    assert locked.status_code == 401
    assert locked.text == pages[0]  # a lock-out tells nobody that the user exists
    assert visitor.log_in("ana", password).status_code == 303


def test_a_login_form_without_its_token_is_refused(visitor: Visitor, password: str) -> None:
    visitor.get("/login")
    answer = visitor.post("/login", username="ana", password=password)

    assert answer.status_code == 403
    assert visitor.session_cookie is None


def test_a_login_form_from_another_browser_is_refused(
    visitor: Visitor, password: str, address: str
) -> None:
    foreign = csrf_token(Visitor(address).get("/login").text)
    visitor.get("/login")
    answer = visitor.post("/login", username="ana", password=password, csrf_token=foreign)

    assert answer.status_code == 403


def test_a_login_form_without_any_cookie_is_refused(visitor: Visitor, password: str) -> None:
    answer = visitor.post("/login", username="ana", password=password, csrf_token="")
    assert answer.status_code == 403


def test_a_planted_session_cookie_does_not_survive_the_login(
    visitor: Visitor, password: str, address: str
) -> None:
    planted = "planted-by-somebody-else"
    visitor.http.cookies.set("redress_session", planted, domain="127.0.0.1", path="/")
    visitor.log_in("ana", password)
    thief = Visitor(address)
    thief.http.cookies.set("redress_session", planted)

    assert visitor.session_cookie != planted
    assert thief.get("/cases").status_code == 303


def test_a_login_over_a_login_ends_the_old_session(
    mediator: Visitor, password: str, address: str
) -> None:
    old = mediator.session_cookie
    token = csrf_token(Visitor(address).get("/login").text)
    mediator.http.cookies.set("redress_login", token, domain="127.0.0.1", path="/")
    mediator.post("/login", username="ana", password=password, csrf_token=token)
    left_behind = Visitor(address)
    left_behind.http.cookies.set("redress_session", old)

    assert mediator.get("/cases").status_code == 200
    assert left_behind.get("/cases").status_code == 303


def test_after_logout_a_stolen_cookie_opens_nothing(mediator: Visitor, address: str) -> None:
    thief = Visitor(address)
    thief.http.cookies.set("redress_session", mediator.session_cookie)
    assert thief.get("/cases").status_code == 200
    token = csrf_token(mediator.get("/cases").text)
    answer = mediator.post("/logout", csrf_token=token)

    assert answer.headers["Location"] == "/login"
    assert mediator.session_cookie is None
    assert thief.get("/cases").status_code == 303


@pytest.mark.parametrize("token", ["", "wrong"])
def test_a_logout_without_the_sessions_token_is_refused(mediator: Visitor, token: str) -> None:
    assert mediator.post("/logout", csrf_token=token).status_code == 403
    assert mediator.get("/cases").status_code == 200


def test_a_session_ends_after_its_hours(
    mediator: Visitor, clock: MovedClock, settings: Settings
) -> None:
    clock.move(timedelta(hours=settings.console_session_hours) - timedelta(seconds=1))
    assert mediator.get("/cases").status_code == 200
    clock.move(timedelta(seconds=1))
    assert mediator.get("/cases").status_code == 303


def test_a_new_password_ends_the_open_session(mediator: Visitor) -> None:
    with transaction() as session:
        reset_password(session, "ana", NOW)
    assert mediator.get("/cases").status_code == 303


def test_the_page_that_was_asked_for_comes_after_the_login(visitor: Visitor, password: str) -> None:
    led_away = visitor.get("/cases?q=boots&page=2").headers["Location"]
    token = csrf_token(visitor.get(led_away).text)
    assert 'name="next" value="/cases?q=boots&amp;page=2"' in visitor.get(led_away).text
    answer = visitor.post(
        "/login",
        username="ana",
        password=password,
        csrf_token=token,
        next="/cases?q=boots&page=2",
    )

    assert answer.headers["Location"] == "/cases?q=boots&page=2"


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/cases",
        "/\\evil.example",
        "javascript:alert(1)",
        "/casesevil",
        "/cases@evil.example",
        "\t//evil.example",
        "http:/cases",
    ],
)
def test_a_login_leads_to_no_other_site(visitor: Visitor, password: str, wanted: str) -> None:
    answer = visitor.log_in("ana", password, next=wanted)
    assert answer.headers["Location"] == "/cases"


def test_who_is_logged_in_needs_no_login_page(mediator: Visitor) -> None:
    assert mediator.get("/login").headers["Location"] == "/cases"


def test_a_form_of_a_megabyte_is_refused_unread(visitor: Visitor) -> None:
    visitor.get("/login")
    answer = visitor.post("/login", username="a" * 1_000_000, password="x")
    assert answer.status_code == 413


def test_a_form_that_hides_its_length_is_refused_as_well(visitor: Visitor) -> None:
    def endless() -> object:
        yield b"username="
        for _ in range(200):
            yield b"a" * 1000

    answer = visitor.http.post(
        visitor.address + "/login",
        data=endless(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        timeout=10,
    )
    assert answer.status_code == 413
