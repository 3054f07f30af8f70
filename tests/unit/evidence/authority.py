"""A time-stamping authority on loopback: ``openssl ts`` behind HTTP, with a CA of its own."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

OPENSSL = shutil.which("openssl") or "openssl"
CONFIGURATION = """
[tsa]
default_tsa = test_tsa
[test_tsa]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[leaf]
extendedKeyUsage = critical,timeStamping
"""

Twist = Callable[["Authority", bytes], bytes]


class Authority:
    """Makes true answers; ``answer`` may be replaced by one that does not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "ts.cnf").write_text(CONFIGURATION.format(folder=folder))
        (folder / "serial").write_text("01")
        self._make_certificates()
        self.roots = folder / "ca.pem"
        self.twist: Twist | None = None
        self.status = 200
        self.asked = 0

    def _make_certificates(self) -> None:
        new = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        self._openssl("req", "-x509", *new, "-keyout", "ca.key", "-out", "ca.pem", *CA)
        self._openssl("req", *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=TSA")
        sign = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "3650"]
        extension = ["-extfile", "ts.cnf", "-extensions", "leaf"]
        self._openssl("x509", "-req", "-in", "tsa.csr", "-out", "tsa.pem", *sign, *extension)

    def true_answer(self, query: bytes) -> bytes:
        """Return ``openssl``'s answer to a request."""
        (self.folder / "query.tsq").write_bytes(query)
        files = ["-queryfile", "query.tsq", "-out", "reply.tsr"]
        self._openssl("ts", "-reply", "-config", "ts.cnf", *files)
        return (self.folder / "reply.tsr").read_bytes()

    def query_for(self, data: bytes) -> bytes:
        """Return a request about ``data`` as ``openssl`` makes it, with a nonce of its own."""
        (self.folder / "data").write_bytes(data)
        self._openssl("ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "made.tsq")
        return (self.folder / "made.tsq").read_bytes()

    def answer(self, query: bytes) -> bytes:
        self.asked += 1
        return self.twist(self, query) if self.twist else self.true_answer(query)

    def _openssl(self, *arguments: str) -> None:
        subprocess.run([OPENSSL, *arguments], cwd=self.folder, check=True, capture_output=True)


CA = ["-subj", "/CN=Test CA", "-days", "3650", "-addext", "keyUsage=critical,keyCertSign"]


@contextmanager
def served(authority: Authority) -> Iterator[str]:
    """Serve an authority on a free port of the loopback; give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            reply = authority.answer(query)
            self.send_response(authority.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


def openssl_accepts(stamp: Path, data: Path, roots: Path) -> bool:
    """Say whether ``openssl ts -verify`` finds that ``stamp`` is one of ``data``."""
    command = [OPENSSL, "ts", "-verify", "-in", stamp, "-data", data, "-CAfile", roots]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode == 0 and "Verification: OK" in done.stdout
