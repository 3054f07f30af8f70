"""Logging in and out."""

import secrets
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from casework.accounts import LoginRefused, OpenedSession, SignedIn, close_session, log_in
from casework.store import audit
from casework.store.database import transaction
from mediation.console.access import (
    FormSender,
    Now,
    cookie_name,
    is_https,
    safe_next,
    same_token,
    session_token,
    who_is_it,
)
from mediation.web.templating import render

router = APIRouter()


@router.get("/login")
def login_page(
    request: Request,
    who: Annotated[SignedIn | None, Depends(who_is_it)],
    wanted: Annotated[str, Query(alias="next")] = "",
) -> Response:
    """Show the login form, or go on where there is a login already."""
    if who is not None:
        return RedirectResponse(safe_next(wanted), status_code=303)
    return _form(request, wanted)


@router.post("/login")
def login(
    request: Request,
    now: Now,
    username: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    wanted: Annotated[str, Form(alias="next")] = "",
    csrf_token: Annotated[str, Form()] = "",
) -> Response:
    """Check name and password; every refusal gives the same page."""
    _check_form(request, csrf_token)
    lasting = timedelta(hours=request.app.state.settings.console_session_hours)
    try:
        opened = log_in(username, password, now, lasting, old_token=session_token(request))
    except LoginRefused:
        return _form(request, wanted, refused=True)
    response = RedirectResponse(safe_next(wanted), status_code=303)
    _set_cookie(request, response, opened, lasting)
    return response


@router.post("/logout")
def logout(request: Request, who: FormSender, now: Now) -> Response:
    """End the session, here and in the store."""
    with transaction() as session:
        close_session(session, session_token(request) or "")
        actor, subject = f"console:{who.username}", f"user:{who.username}"
        audit.record(session, actor=actor, action="logged_out", subject=subject, now=now)
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(
        cookie_name(request, "session"), secure=is_https(request), httponly=True, samesite="lax"
    )
    return response


def _form(request: Request, wanted: str, *, refused: bool = False) -> Response:
    # Nobody has a session here yet, so the form's token is held against a cookie of its own.
    token = request.cookies.get(cookie_name(request, "login")) or secrets.token_urlsafe(32)
    context = {"csrf_token": token, "next": safe_next(wanted), "refused": refused}
    response = render(request, "login.html", context, status_code=401 if refused else 200)
    response.set_cookie(
        cookie_name(request, "login"),
        token,
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )
    return response


def _check_form(request: Request, csrf_token: str) -> None:
    expected = request.cookies.get(cookie_name(request, "login"), "")
    if not expected or not same_token(csrf_token, expected):
        raise HTTPException(status_code=403)


def _set_cookie(
    request: Request, response: Response, opened: OpenedSession, lasting: timedelta
) -> None:
    response.set_cookie(
        cookie_name(request, "session"),
        opened.token,
        max_age=int(lasting.total_seconds()),
        secure=is_https(request),
        httponly=True,
        samesite="lax",
    )
