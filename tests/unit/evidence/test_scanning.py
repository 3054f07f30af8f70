"""Only a scanner that looked at the whole file can call it clean."""

import io
import socket
from pathlib import Path

import pytest

from casework.evidence.scanning import CLEAN, INFECTED, UNSCANNED, Scan, Scanner
from tests.unit.evidence.clamd import EICAR, clamd


def scanned(address: str | None, content: bytes) -> Scan:
    return Scanner(address, timeout=2).scan(io.BytesIO(content))


def test_a_harmless_file_is_clean_and_the_test_virus_is_named() -> None:
    with clamd() as address:
        assert scanned(address, b"x" * 300_000) == Scan(CLEAN)
        assert scanned(address, EICAR) == Scan(INFECTED, "Eicar-Test-Signature")


def test_without_a_scanner_nothing_is_clean() -> None:
    assert scanned(None, b"x").result == UNSCANNED


def test_a_scanner_that_is_down_leaves_the_file_unscanned() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    scan = scanned(f"127.0.0.1:{port}", b"x")
    assert scan == Scan(UNSCANNED, "scanner unreachable: ConnectionRefusedError")


def test_a_scanner_that_says_nothing_in_time_leaves_the_file_unscanned() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        assert Scanner(address, timeout=0.1).scan(io.BytesIO(b"x")).result == UNSCANNED


def test_a_file_over_the_limit_of_the_scanner_is_unscanned() -> None:
    with clamd(largest=1000) as address:
        scan = scanned(address, b"x" * 5_000_000)
    assert scan.result == UNSCANNED


@pytest.mark.parametrize("answer", [b"", b"stream: \0", b"Command read timed out. ERROR\0", b"OK"])
def test_an_answer_that_is_no_verdict_never_means_clean(answer: bytes) -> None:
    with clamd(answer=answer) as address:
        assert scanned(address, b"x").result == UNSCANNED


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1:port", "/no/such/socket"])
def test_an_address_that_is_none_leaves_the_file_unscanned(address: str) -> None:
    assert scanned(address, b"x").result == UNSCANNED


def test_the_scanner_may_listen_on_a_socket_of_the_file_system(tmp_path: Path) -> None:
    path = tmp_path / "clamd.sock"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        listening.listen()
        assert Scanner(str(path), timeout=0.1).scan(io.BytesIO(b"x")).note == (
            "scanner unreachable: TimeoutError"
        )
