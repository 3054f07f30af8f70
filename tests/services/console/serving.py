"""The real application on a real port, and a mediator with a browser's manners."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import requests
import uvicorn
from fastapi import FastAPI


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Serve the application on a free port of the loopback; give its address."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="critical", lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    give_up = time.monotonic() + 10
    while not server.started and time.monotonic() < give_up:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


class Visitor:
    """Somebody with a cookie jar, who follows no redirect unasked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.http = requests.Session()

    def get(self, path: str, **kwargs: object) -> requests.Response:
        return self.http.get(self.address + path, allow_redirects=False, timeout=10, **kwargs)

    def post(self, path: str, **fields: str) -> requests.Response:
        return self.http.post(self.address + path, data=fields, allow_redirects=False, timeout=10)

    def log_in(self, username: str, password: str, **fields: str) -> requests.Response:
        token = csrf_token(self.get("/login").text)
        return self.post("/login", username=username, password=password, csrf_token=token, **fields)

    @property
    def session_cookie(self) -> str | None:
        return self.http.cookies.get("redress_session")


def csrf_token(page: str) -> str:
    """Return the token that the page's form carries."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None, "the page has no form with a token"
    return found[1]
