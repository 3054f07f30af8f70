"""Every route: closed to who has no login, and dressed in the same headers."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy.exc import OperationalError

from casework.store.database import StoreBusy
from mediation.console import case_list
from tests.services.console.serving import Visitor

OPEN = {"/login", "/healthz", "/"}


def routes_of(app: FastAPI) -> list[tuple[str, str]]:
    return [
        (method, route.path)
        for route in iter_route_contexts(app.routes)
        if isinstance(route.route, APIRoute)
        for method in sorted(route.methods)
    ]


def filled(path: str) -> str:
    values = {"number": "RD-0000-0000", "exhibit_id": "1", "letter_id": "1", "form": "pdf"}
    return path.format(**values)


def test_every_route_but_login_and_health_leads_to_the_login(
    app: FastAPI, visitor: Visitor
) -> None:
    closed = [(method, path) for method, path in routes_of(app) if path not in OPEN]
    assert len(closed) >= 5
    for method, path in closed:
        answer = visitor.get(filled(path)) if method == "GET" else visitor.post(filled(path))
        assert answer.status_code == 303, (method, path)
        assert answer.headers["Location"].startswith("/login"), (method, path)


def test_every_form_without_the_sessions_token_is_refused(app: FastAPI, mediator: Visitor) -> None:
    posts = [path for method, path in routes_of(app) if method == "POST"]
    assert "/logout" in posts
    for path in posts:
        assert mediator.post(filled(path)).status_code == 403, path


def test_the_start_leads_to_the_cases(visitor: Visitor) -> None:
    assert visitor.get("/").headers["Location"] == "/cases"


@pytest.mark.parametrize(
    "path", ["/login", "/cases", "/healthz", "/nothing", "/static/console.css"]
)
def test_every_answer_carries_the_security_headers(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy  # so that default-src 'none' holds for scripts


def test_pages_with_personal_data_are_kept_by_no_cache(mediator: Visitor) -> None:
    assert mediator.get("/cases").headers["Cache-Control"] == "no-store"


def test_pages_bring_no_script_and_no_inline_style(mediator: Visitor) -> None:
    for path in ("/login", "/cases"):
        page = mediator.get(path).text
        assert "<script" not in page
        assert "style=" not in page


def test_an_unknown_address_gets_a_page_of_our_own(visitor: Visitor) -> None:
    answer = visitor.get("/nothing/here")

    assert answer.status_code == 404
    assert "Nothing is here" in answer.text


def test_a_wrong_method_gets_a_page_of_our_own(visitor: Visitor) -> None:
    answer = visitor.post("/cases")

    assert answer.status_code == 405
    assert "This address does not do that" in answer.text


def test_a_fault_shows_no_stack_trace(mediator: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise RuntimeError("secret detail of the inside")

    monkeypatch.setattr(case_list, "queue", broken)
    answer = mediator.get("/cases")

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_locked_database_asks_for_a_moment(
    mediator: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> object:
        raise StoreBusy("the database is locked by another process")

    monkeypatch.setattr(case_list, "queue", locked)
    answer = mediator.get("/cases")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "busy" in answer.text


def test_health_is_good_while_the_database_answers(visitor: Visitor) -> None:
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_health_is_bad_when_the_database_does_not_answer(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediation.web import health

    def gone() -> object:
        raise OperationalError("SELECT 1", {}, Exception("no such file"))

    monkeypatch.setattr(health, "reading", gone)
    answer = visitor.get("/healthz")

    assert (answer.status_code, answer.json()) == (503, {"status": "store_unavailable"})


def test_the_description_of_the_interface_is_not_served(visitor: Visitor) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert visitor.get(path).status_code == 404


def test_static_files_stay_in_their_folder(visitor: Visitor) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert visitor.get(path).status_code == 404
