"""1,000 photos of 1 MB through the web channel, 8 at a time: none lost, memory flat.

Everything is real but the dialogue: the channel, the quarantine, the sealed files, the safe copies
made in processes of their own, the database. Beside it, the same photos are copied as plain files.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import requests
from PIL import Image, ImageFilter
from sqlalchemy import select

from benchmarks.chat import QUIET, ROOT, free_port
from casework.evidence import FileStore, open_original
from casework.store.database import make_engine, reading, use_engine
from casework.store.migrate import upgrade
from casework.store.models import Exhibit

UPLOADS = 1_000
AT_A_TIME = 8
SIZE = 1024 * 1024
PIXELS = (1600, 1200)
_LONGEST_COMMENT = 65_000
PATIENCE = 300


def photo_maker() -> Callable[[int], bytes]:
    """Return a maker of photos: the same picture, a different comment, each of ``SIZE`` bytes."""
    noise = Image.frombytes("RGB", PIXELS, _bytes(1, PIXELS[0] * PIXELS[1] * 3))
    target = io.BytesIO()
    noise.filter(ImageFilter.GaussianBlur(2)).save(target, "JPEG", quality=85)
    picture = target.getvalue()

    def make(number: int) -> bytes:
        comments, missing = b"", SIZE - len(picture)
        filling = _bytes(number, SIZE)
        while missing > 0:
            length = min(missing - 4, _LONGEST_COMMENT)
            length = length if missing - 4 - length not in range(1, 5) else length - 10
            comments += b"\xff\xfe" + (length + 2).to_bytes(2) + filling[:length]
            missing = SIZE - len(picture) - len(comments)
        return picture[:2] + comments + picture[2:]

    return make


def _bytes(seed: int, size: int) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - the same bytes in every run


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, int]]:
    """Run the channel; give its address and process id."""
    port = free_port()
    environment = os.environ | QUIET
    environment |= {"REDRESS_DATA_DIR": str(folder), "REDRESS_CHAT_PORT": str(port)}
    environment |= {"REDRESS_ACTIONS_PORT": "1"}  # nobody is there, and that is soon found out
    upgrade(f"sqlite:///{folder / 'redress.db'}")
    command = [sys.executable, "-m", "benchmarks.upload_server"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield address, process.pid
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            requests.get(f"{address}/healthz", timeout=2)
        except requests.RequestException:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the server did not start")


class Memory(threading.Thread):
    """Watches the resident memory of a process and of its children, twice a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.own: list[float] = []
        self.children: list[float] = []
        self.ended = threading.Event()

    def run(self) -> None:
        """Take a sample until the end."""
        while not self.ended.wait(0.5):
            self.own.append(_resident(self.pid))
            self.children.append(sum(map(_resident, _children(self.pid))))


def _resident(pid: int) -> float:
    """Return the resident memory of a process in MB; nothing where it has ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, path.read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def upload_all(address: str, make: Callable[[int], bytes]) -> tuple[dict[str, str], list[float]]:
    """Send every photo; return hash by exhibit id, and the seconds that each took."""
    local = threading.local()

    def send(number: int) -> tuple[str, str, float]:
        if not hasattr(local, "http"):
            local.http = requests.Session()
            answer = local.http.post(f"{address}/webhooks/web/sessions", json={}, timeout=PATIENCE)
            local.headers = {"Authorization": f"Bearer {answer.json()['token']}"}
        data = make(number)
        form = {"client_id": str(uuid.uuid4())}
        began = time.perf_counter()
        answer = local.http.post(
            f"{address}/webhooks/web/uploads",
            data=form,
            files={"file": (f"{number}.jpg", data)},
            headers=local.headers,
            timeout=PATIENCE,
        )
        assert answer.status_code == 201, answer.text
        took = time.perf_counter() - began
        return answer.json()["exhibit"]["id"], hashlib.sha256(data).hexdigest(), took

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        done = list(pool.map(send, range(UPLOADS)))
    return {exhibit: digest for exhibit, digest, _ in done}, [took for *_, took in done]


def kept_whole(folder: Path, sent: dict[str, str]) -> int:
    """Return how many exhibits open with exactly the bytes that were sent."""
    files = FileStore(folder / "exhibits")
    engine = make_engine(f"sqlite:///{folder / 'redress.db'}")
    use_engine(engine)
    with reading() as session:
        exhibits = list(session.scalars(select(Exhibit)))
    use_engine(None)
    engine.dispose()
    whole = 0
    for exhibit in exhibits:
        with open_original(files, exhibit) as content:
            digest = hashlib.sha256(content.read()).hexdigest()
        whole += digest == sent.get(exhibit.id) == exhibit.sha256 and exhibit.copy_state == "made"
    return whole


def copy_plainly(folder: Path, make: Callable[[int], bytes], *, synced: bool) -> float:
    """Write the same photos as plain files, as many at a time; return the seconds it took."""
    folder.mkdir()

    def write(number: int) -> float:
        data = make(number)
        began = time.perf_counter()
        with (folder / str(number)).open("wb") as target:
            target.write(data)
            if synced:
                os.fsync(target.fileno())
        return time.perf_counter() - began

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return sum(pool.map(write, range(UPLOADS))) / AT_A_TIME


def main() -> None:
    """Measure and print."""
    folder = Path(tempfile.mkdtemp(prefix="redress-uploads-"))
    try:
        _measure(folder)
    finally:
        shutil.rmtree(folder)


def _measure(folder: Path) -> None:
    make = photo_maker()
    with server(folder / "var") as (address, pid):
        memory = Memory(pid)
        memory.start()
        began = time.perf_counter()
        sent, seconds = upload_all(address, make)
        total = time.perf_counter() - began
        memory.ended.set()
        memory.join()
    whole = kept_whole(folder / "var", sent)
    quarter = max(1, len(memory.own) // 4)
    first, last = (statistics.median(part) for part in _ends(memory.own, quarter))
    megabytes = UPLOADS * SIZE / 1e6
    print(f"uploads sent {UPLOADS}, kept whole {whole}, {AT_A_TIME} at a time")
    print(f"{total:.0f} s, {UPLOADS / total:.1f} uploads/s, {megabytes / total:.1f} MB/s")
    print(f"median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s for one upload")
    print(f"server: {first:.0f} MB in the 1st quarter, {last:.0f} MB in the last", end=", ")
    print(
        f"at most {max(memory.own):.0f} MB; its copy workers at most {max(memory.children):.0f} MB"
    )
    for synced in (False, True):
        took = copy_plainly(folder / f"plain-{synced}", make, synced=synced)
        kind = "plain files, synced to disk" if synced else "plain files"
        print(f"{kind}: {took:.1f} s, {megabytes / took:.0f} MB/s")


def _ends(samples: list[float], size: int) -> tuple[list[float], list[float]]:
    return samples[:size], samples[-size:]
