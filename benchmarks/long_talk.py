"""One conversation of 400 turns: whether its end is slower than its beginning.

Two servers on loopback and the stock REST channel, as in ``benchmarks.chat``; a warm-up by another
consumer comes first. The talk answers, asks in between, corrects, steps back and starts over.
"""

import shutil
import statistics
import tempfile
import time
import uuid
from itertools import cycle, islice
from pathlib import Path

import requests

from benchmarks.chat import ROOT, TALK, servers, train

TURNS = 400
ENDS = 40
WARM_UP = 24
WANDERING = (*TALK, "go back", "are you a robot?", "how long will it take?", "start over")


def timed_talk(address: str, turns: int) -> list[float]:
    """Talk for ``turns`` turns as one new consumer; return the milliseconds of each."""
    sender, taken = f"bench-{uuid.uuid4()}", []
    with requests.Session() as client:
        for text in islice(cycle(WANDERING), turns):
            started = time.perf_counter()
            body = {"sender": sender, "message": text}
            answer = client.post(f"{address}/webhooks/rest/webhook", json=body, timeout=60)
            taken.append((time.perf_counter() - started) * 1000)
            answer.raise_for_status()
    return taken


def report(taken: list[float]) -> str:
    """Return the measurement as a Markdown table."""
    first, last = statistics.median(taken[:ENDS]), statistics.median(taken[-ENDS:])
    p95 = sorted(taken)[int(len(taken) * 0.95)]
    return (
        f"| turns | median of first {ENDS} | median of last {ENDS} | last / first | p95 of all |\n"
        "|---|---|---|---|---|\n"
        f"| {len(taken)} | {first:.0f} ms | {last:.0f} ms | {last / first:.2f} | {p95:.0f} ms |"
    )


def main() -> None:
    """Train, start, warm up, talk, and print."""
    folder = Path(tempfile.mkdtemp(prefix="redress-bench-"))
    try:
        train(folder, (ROOT / "config.yml").read_text("utf-8"))
        with servers(folder) as (address, _):
            timed_talk(address, WARM_UP)
            print(report(timed_talk(address, TURNS)), flush=True)
    finally:
        shutil.rmtree(folder)
