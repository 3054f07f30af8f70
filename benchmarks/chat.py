"""Training, start and turns of the chat, with Rasa's default pipeline measured beside it.

Everything is real: two servers on loopback (chat and action server), the stock REST channel, a
database of its own. One client sends one message after the other ("idle").
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import requests
import yaml

from casework.store.migrate import upgrade

ROOT = Path(__file__).parents[1]
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}
RASAS_DEFAULT = files("rasa.engine") / "recipes/config_files/default_config.yml"
EPOCHS = 1
CLAIMS = 12
TALK = (
    "My parcel from Northlight Lamps never came. I ordered a blue lamp on 3 October for 45 euros.",
    "yes",
    "Germany",
    "Germany",
    "nothing has arrived",
    "it was promised for 20 October",
    "no",
    "what does this cost?",
    "no answer",
    "actually the price was 54 euros",
    "no more",
    "my money back",
)


@dataclass(frozen=True)
class Measured:
    """Seconds for training and start, milliseconds for turns."""

    name: str
    training: float
    ready: float
    turns: list[float]

    def row(self) -> str:
        """Return the measurement as a line of a Markdown table."""
        turns = sorted(self.turns)
        median, p95 = statistics.median(turns), turns[int(len(turns) * 0.95)]
        return (
            f"| {self.name} | {self.training:.0f} s | {self.ready:.0f} s "
            f"| {median:.0f} ms | {p95:.0f} ms | {len(turns)} |"
        )


def free_port() -> int:
    """Return a port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def default_pipeline(epochs: int) -> str:
    """Return our configuration with Rasa's default pipeline and policies in place of ours.

    Rasa trains them for 100 epochs, which takes hours on this data; a turn takes as long after one.
    """
    config = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))
    default = yaml.safe_load(RASAS_DEFAULT.read_text("utf-8"))
    for part in ("pipeline", "policies"):
        config[part] = [
            step | {"epochs": epochs} if "epochs" in step else step for step in default[part]
        ]
    return str(yaml.safe_dump(config))


def train(folder: Path, config: str) -> float:
    """Train a model with ``config`` into ``folder``; return the seconds it took."""
    (folder / "config.yml").write_text(config, "utf-8")
    command = [sys.executable, "-m", "rasa", "train", "--quiet", "--fixed-model-name", "model"]
    command += ["--config", str(folder / "config.yml"), "--out", str(folder), "--force"]
    started = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=os.environ | QUIET, check=True, capture_output=True)
    return time.perf_counter() - started


@contextmanager
def servers(folder: Path) -> Iterator[tuple[str, float]]:
    """Run action and chat server on the model in ``folder``; yield address and start-up seconds."""
    chat, actions = free_port(), free_port()
    environment = os.environ | QUIET
    environment |= {
        "REDRESS_DATA_DIR": str(folder / "var"),
        "REDRESS_CHAT_PORT": str(chat),
        "REDRESS_ACTIONS_PORT": str(actions),
        "REDRESS_MODEL": str(folder / "model.tar.gz"),
        "SANIC_HOST": "127.0.0.1",
    }
    upgrade(f"sqlite:///{folder / 'var' / 'redress.db'}")
    commands = (
        ["-m", "rasa_sdk", "--actions", "actions", "--port", str(actions)],
        ["-m", "bot.server"],
    )
    started = time.perf_counter()
    running = [
        subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    try:
        address = f"http://127.0.0.1:{chat}"
        yield address, wait_until_ready(address, started)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)


def wait_until_ready(address: str, started: float) -> float:
    """Wait for the chat server; return the seconds since ``started``."""
    while time.perf_counter() - started < 300:
        try:
            if requests.get(f"{address}/healthz", timeout=2).status_code == 200:
                return time.perf_counter() - started
        except requests.RequestException:
            time.sleep(0.2)
    raise TimeoutError("the chat server did not get ready within 300 s")


def turns(address: str) -> list[float]:
    """Tell the story of ``TALK`` several times, each as a new consumer; return milliseconds."""
    taken = []
    with requests.Session() as client:
        for _ in range(CLAIMS):
            sender = f"bench-{uuid.uuid4()}"
            for text in TALK:
                started = time.perf_counter()
                body = {"sender": sender, "message": text}
                client.post(f"{address}/webhooks/rest/webhook", json=body, timeout=60)
                taken.append((time.perf_counter() - started) * 1000)
    return taken[len(TALK) :]  # the first claim warms up


def measure(name: str, config: str) -> Measured:
    """Train, start and talk with one configuration."""
    folder = Path(tempfile.mkdtemp(prefix="redress-bench-"))
    try:
        training = train(folder, config)
        with servers(folder) as (address, ready):
            return Measured(name, training, ready, turns(address))
    finally:
        shutil.rmtree(folder)


def main() -> None:
    """Measure our configuration and Rasa's default one, and print both."""
    print("| pipeline | training | ready | median turn | p95 turn | turns |")
    print("|---|---|---|---|---|---|")
    print(measure("ours", (ROOT / "config.yml").read_text("utf-8")).row(), flush=True)
    name = f"Rasa's default (DIET, TED), {EPOCHS} of 100 epochs"
    print(measure(name, default_pipeline(EPOCHS)).row(), flush=True)
