"""Errors as people and programs get them: a code, never a stack trace."""

import logging

from sanic.exceptions import SanicException
from sanic.handlers import ErrorHandler
from sanic.request import Request
from sanic.response import HTTPResponse, json

logger = logging.getLogger(__name__)

_CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "message_too_long",
    503: "try_again",
}


class PlainErrors(ErrorHandler):
    """Answers every error that no route has an answer to."""

    def default(self, request: Request, exception: Exception) -> HTTPResponse:
        """Return status and code; what only the operator can use goes to the log."""
        status = 500
        if isinstance(exception, SanicException):
            status = getattr(exception, "status_code", 500)
        if status >= 500:
            path = getattr(request, "path", "?")
            logger.error("A request to %s failed", path, exc_info=exception)
        code = _CODES.get(status, "server_error" if status >= 500 else "bad_request")
        return json({"error": code}, status=status)
