"""Error pages of our own: plain words and a way back, never a stack trace."""

import logging
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from casework.store.database import StoreBusy
from mediation.web.headers import add_security_headers
from mediation.web.templating import render

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Words:
    title: str
    text: str


_PAGES = {
    403: _Words(
        "This form has gone stale",
        "Nothing was changed. Go back, load the page again, and send the form once more.",
    ),
    404: _Words(
        "Nothing is here",
        "The address may be mistyped, or it belongs to another case.",
    ),
    405: _Words("This address does not do that", "Nothing was changed."),
    413: _Words("That is too much at once", "Nothing was changed. Send less text."),
    500: _Words(
        "Something went wrong on our side",
        "It has been noted. Nothing that was stored is lost. Try again in a moment.",
    ),
    503: _Words("The case store is busy", "Nothing is lost. Try again in a few seconds."),
}
_OTHER = _Words("This request was not understood", "Nothing was changed.")


def install(app: FastAPI) -> None:
    """Make the application answer each kind of error with a page."""
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(StoreBusy, _store_busy)
    app.add_exception_handler(Exception, _unexpected)


def error_page(request: Request, status: int, headers: dict[str, str] | None = None) -> Response:
    """Return the page for an HTTP status."""
    words = _PAGES.get(status, _OTHER)
    context = {"status": status, "title": words.title, "text": words.text}
    response = render(request, "error.html", context, status_code=status, headers=headers)
    # The page of an unexpected error is sent from outside of the middleware.
    add_security_headers(response.headers, request.scope)
    return response


def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    return error_page(request, error.status_code, dict(error.headers or {}))


def _not_understood(request: Request, _error: Exception) -> Response:
    return error_page(request, 400)


def _store_busy(request: Request, _error: Exception) -> Response:
    return error_page(request, 503, {"Retry-After": "5"})


def _unexpected(request: Request, _error: Exception) -> Response:
    return error_page(request, 500)
