"""Security headers on every answer, also on errors and static files.

There is no script in the console, so none is allowed to run, whatever a case may contain.
"""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
DOWNLOAD_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "X-Robots-Tag": "noindex, nofollow",
}
_TWO_YEARS_HTTPS = "max-age=63072000"


def add_security_headers(headers: MutableHeaders, scope: Scope) -> None:
    """Add what is not set yet; pages are not kept by caches, static files are checked again."""
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    static = scope["path"].startswith("/static/")
    headers.setdefault("Cache-Control", "no-cache" if static else "no-store")
    if scope["scheme"] == "https":
        headers.setdefault("Strict-Transport-Security", _TWO_YEARS_HTTPS)


class SecurityHeaders:
    """ASGI middleware that puts the headers on each answer that passes through it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request with the headers added to the start of the answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_security_headers(MutableHeaders(scope=message), scope)
            await send(message)

        wanted = send_with_headers if scope["type"] == "http" else send
        await self._app(scope, receive, wanted)
