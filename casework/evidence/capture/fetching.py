"""Fetch one page as evidence: only from the public web, within limits of size, time and redirects.

The address that was checked is the address that is connected to, so that a name cannot answer the
check with one address and the connection with another (DNS rebinding).
"""

from __future__ import annotations

import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Timer
from typing import Any
from urllib.parse import urljoin

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from casework.evidence.capture.addresses import (
    Endpoint,
    PageRefused,
    WebAddress,
    endpoints,
    web_address,
)

MOST_BYTES = 3 * 1024 * 1024
SECONDS = 20.0
WAIT = 8.0  # seconds for one answer of the other side
MOST_REDIRECTS = 5
_CHUNK = 32 * 1024
_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
_HEADERS = {
    "User-Agent": "Redress/1.0 (keeps one page as evidence for a consumer)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
    "Accept-Encoding": "identity",  # what is packed can unpack without end
}


@dataclass(frozen=True)
class FetchedPage:
    """A page as its server sent it; ``url`` is where the redirects ended."""

    url: str
    content: bytes
    media_type: str
    charset: str | None


@dataclass
class _Watch:
    """Connects to checked addresses only, and can end the connections from another thread."""

    allowed: Collection[Endpoint]
    ended: bool = False
    sockets: list[socket.socket] = field(default_factory=list)

    def connect(self, host: str, port: int, wait: float) -> socket.socket:
        """Return a connection to a checked address of ``host``.

        Raises PageRefused, or OSError where none of the addresses answers.
        """
        failure: OSError | None = None
        for end in endpoints(host, port, self.allowed):
            try:
                opened = socket.create_connection(end, timeout=wait)
            except OSError as error:
                failure = error
                continue
            self.sockets.append(opened.dup())  # survives that TLS takes the first one over
            if self.ended:
                self.end()
            return opened
        raise failure or OSError("no address")

    def end(self) -> None:
        """End what is open: a server that sends a byte now and then would hold us for ever."""
        self.ended = True
        for kept in self.sockets:
            with suppress(OSError):
                kept.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of the sockets that were kept."""
        for kept in self.sockets:
            kept.close()


class _Checked:
    """Mixed into the connections of urllib3: opens the socket through the watch."""

    watch: _Watch
    host: str
    port: int

    def _new_conn(self) -> socket.socket:
        return self.watch.connect(self.host, self.port, WAIT)


class _CheckedAdapter(HTTPAdapter):
    """An adapter of requests whose connections are all checked."""

    def __init__(self, watch: _Watch) -> None:
        self._watch = watch
        super().__init__(max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **_: Any
    ) -> None:
        """Make the pools; urllib3 takes the class of its connections from the class of a pool."""
        kinds = {"watch": self._watch}
        plain = type("Plain", (_Checked, HTTPConnection), kinds)
        sealed = type("Sealed", (_Checked, HTTPSConnection), kinds)
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block)
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("SealedPool", (HTTPSConnectionPool,), {"ConnectionCls": sealed}),
        }


class PageFetcher:
    """Fetches pages from the public web; ``allowed`` lets single other endpoints through."""

    def __init__(
        self,
        allowed: Collection[Endpoint] = (),
        seconds: float = SECONDS,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._allowed = allowed
        self._seconds = seconds
        self._most_bytes = most_bytes

    def fetch(self, url: str) -> FetchedPage:
        """Return the page at ``url``, after at most ``MOST_REDIRECTS`` redirects.

        Raises PageRefused: ``address_not_web``, ``address_not_public``, ``page_unreachable``,
        ``page_not_there``, ``page_not_text``, ``page_too_large``, ``page_too_slow``,
        ``page_goes_in_circles``.
        """
        watch = _Watch(self._allowed)
        timer = Timer(self._seconds, watch.end)
        timer.start()
        try:
            return self._followed(web_address(url), watch)
        except (requests.RequestException, HTTPError, OSError, ValueError):
            raise PageRefused("page_too_slow" if watch.ended else "page_unreachable") from None
        finally:
            timer.cancel()
            watch.close()

    def _followed(self, address: WebAddress, watch: _Watch) -> FetchedPage:
        for _ in range(MOST_REDIRECTS + 1):
            with _answer(address, watch) as answer:
                target = answer.headers.get("Location") if answer.is_redirect else None
                if target is None:
                    return self._page(address, answer, watch)
            address = web_address(urljoin(address.url, target))
        raise PageRefused("page_goes_in_circles")

    def _page(self, address: WebAddress, answer: requests.Response, watch: _Watch) -> FetchedPage:
        media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if answer.status_code != requests.codes.ok:
            raise PageRefused("page_not_there")
        packed = answer.headers.get("Content-Encoding", "identity").lower() != "identity"
        if media_type not in _TEXTS or packed:
            raise PageRefused("page_not_text")
        content = self._content(answer)
        if watch.ended:  # a connection that was cut looks like a page without an end
            raise PageRefused("page_too_slow")
        declared = answer.encoding if "charset" in answer.headers["Content-Type"].lower() else None
        return FetchedPage(address.url, content, media_type, declared)

    def _content(self, answer: requests.Response) -> bytes:
        content = bytearray()
        for chunk in answer.raw.stream(_CHUNK, decode_content=False):
            content += chunk
            if len(content) > self._most_bytes:
                raise PageRefused("page_too_large")
        return bytes(content)


@contextmanager
def _answer(address: WebAddress, watch: _Watch) -> Iterator[requests.Response]:
    """Ask for a page without cookies, logins, proxies or a redirect that is followed unseen."""
    with requests.Session() as session:
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, _CheckedAdapter(watch))
        with session.get(
            address.url,
            headers=_HEADERS,
            timeout=(WAIT, WAIT),
            stream=True,
            allow_redirects=False,
        ) as answer:
            yield answer
