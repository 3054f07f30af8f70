"""A small web on loopback: pages good and bad, and a record of what was asked of it."""

from __future__ import annotations

import gzip
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PAGE = "<html><head><title>Lamp &amp; shade</title></head><body>A lamp, 20 €</body></html>".encode()


class Web(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.asked: list[tuple[str, str | None]] = []
        self.redirects: dict[str, str] = {}

    @property
    def end(self) -> tuple[str, int]:
        return "127.0.0.1", self.server_port

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of connections that the other side cut."""


class _Pages(BaseHTTPRequestHandler):
    server: Web

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Host"]))
        if self.path in self.server.redirects:
            self._answer(302, b"", {"Location": self.server.redirects[self.path]})
        else:
            getattr(self, f"_{self.path.strip('/').split('?')[0]}", self._missing)()

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def _lamp(self) -> None:
        self._answer(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})

    def _missing(self) -> None:
        self._answer(404, PAGE, {"Content-Type": "text/html"})

    def _picture(self) -> None:
        self._answer(200, b"\x89PNG", {"Content-Type": "image/png"})

    def _packed(self) -> None:
        body = gzip.compress(bytes(10_000_000))
        self._answer(200, body, {"Content-Type": "text/html", "Content-Encoding": "gzip"})

    def _endless(self) -> None:
        self._answer(200, b"a" * 200_000, {"Content-Type": "text/html"})

    def _dripping(self) -> None:
        self._answer(200, b"", {"Content-Type": "text/html", "Content-Length": "100000"})
        with suppress(OSError):
            for _ in range(100):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.1)

    def _silent(self) -> None:
        time.sleep(10)

    def _cookies(self) -> None:
        sent = self.headers["Cookie"] or "none"
        headers = {"Content-Type": "text/plain", "Set-Cookie": "a=b"}
        self._answer(200, sent.encode(), headers)

    def log_message(self, *_: object) -> None:
        """Keep the output of the tests clean."""


@contextmanager
def web(context: ssl.SSLContext | None = None) -> Iterator[Web]:
    server = Web()
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
