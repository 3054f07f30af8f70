"""Who is at the door of the console: the session cookie, and the token that each form carries."""

import secrets
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, FastAPI, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from casework.accounts import SignedIn, signed_in
from casework.store.database import reading

START = "/cases"


class NotSignedIn(Exception):
    """The request carries no valid session; it is led to the login page."""

    code = "not_signed_in"


def present(request: Request) -> datetime:
    """Return the moment that the application's clock shows."""
    moment: datetime = request.app.state.clock()
    return moment


Now = Annotated[datetime, Depends(present)]


def cookie_name(request: Request, purpose: str) -> str:
    """Return the cookie's name; over https the browser itself guards it by its prefix."""
    # RFC 6265bis section 4.1.3.2: __Host- is taken from this host only, over https, for path /.
    return f"__Host-redress_{purpose}" if is_https(request) else f"redress_{purpose}"


def is_https(request: Request) -> bool:
    """Tell whether the browser reached the application over https."""
    return request.url.scheme == "https"


def session_token(request: Request) -> str | None:
    """Return the token in the session cookie, unchecked."""
    return request.cookies.get(cookie_name(request, "session"))


def who_is_it(request: Request, now: Now) -> SignedIn | None:
    """Return whose session the request carries, or None."""
    token = session_token(request)
    if token is None:
        return None
    with reading() as session:
        return signed_in(session, token, now)


def must_be_signed_in(
    request: Request, who: Annotated[SignedIn | None, Depends(who_is_it)]
) -> SignedIn:
    """Return who is signed in, for pages that are for nobody else.

    Raises NotSignedIn where there is no valid session.
    """
    if who is None:
        raise NotSignedIn
    request.state.signed_in = who
    return who


CurrentUser = Annotated[SignedIn, Depends(must_be_signed_in)]


def must_carry_token(who: CurrentUser, csrf_token: Annotated[str, Form()] = "") -> SignedIn:
    """Return who is signed in, for forms: they carry the session's own token.

    Raises HTTPException 403 where the token is missing or another one.
    """
    if not same_token(csrf_token, who.csrf_token):
        raise HTTPException(status_code=403)
    return who


FormSender = Annotated[SignedIn, Depends(must_carry_token)]


def same_token(given: str, expected: str) -> bool:
    """Compare two tokens without telling by the time taken how much of them agrees."""
    return secrets.compare_digest(given.encode(), expected.encode())


def safe_next(wanted: str) -> str:
    """Return the page of this console that was asked for before the login, or the list."""
    parts = urlsplit(wanted)
    inside = parts.path == START or parts.path.startswith(f"{START}/")
    return wanted if inside and not parts.scheme and not parts.netloc else START


def install(app: FastAPI) -> None:
    """Make the application lead everybody without a session to the login page."""
    app.add_exception_handler(NotSignedIn, _to_login)


def _to_login(request: Request, _error: Exception) -> Response:
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    keep = request.method in ("GET", "HEAD") and safe_next(path) == path and path != START
    target = "/login?" + urlencode({"next": path}) if keep else "/login"
    return RedirectResponse(target, status_code=303)
