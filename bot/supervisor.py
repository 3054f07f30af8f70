"""Starts the servers as child processes, starts a dead one again, and ends them all together."""

import os
import signal
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field

QUIET_AFTER_SECONDS = 30.0
"""A child that ran this long was healthy: its next start is not delayed."""
LONGEST_PAUSE_SECONDS = 30.0
GRACE_SECONDS = 10.0
"""How long a child may take to end by itself before it is killed."""


class PortTaken(Exception):
    """Another program already listens where a server of ours should."""

    code = "port_taken"

    def __init__(self, host: str, port: int, setting: str) -> None:
        super().__init__(
            f"Port {port} on {host} is taken by another program. "
            f"Stop that program, or choose another port with {setting}."
        )


def check_port(host: str, port: int, setting: str) -> None:
    """Raise PortTaken unless ``port`` can be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(host, port, setting) from error


@dataclass
class Child:
    """One server: its name, its command, and how often it had to be started."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    started_at: float = 0.0
    start_again_at: float = 0.0

    def start(self) -> None:
        """Start the process in a group of its own, so that Ctrl-C reaches only the supervisor."""
        self.process = subprocess.Popen(
            self.command, env=os.environ | self.environment, start_new_session=True
        )
        self.starts += 1
        self.started_at = time.monotonic()

    def is_dead(self) -> bool:
        """Tell whether the process was started and has ended."""
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> float:
        """Set and return the pause (seconds) before the next start: longer each time it fails."""
        if time.monotonic() - self.started_at > QUIET_AFTER_SECONDS:
            self.starts = 0
        pause = min(2.0 ** max(self.starts - 1, 0) * 0.5, LONGEST_PAUSE_SECONDS)
        self.process = None
        self.start_again_at = time.monotonic() + pause
        return pause

    def signal(self, number: int) -> None:
        """Send a signal to the process and whatever it started."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)


class Supervisor:
    """Keeps a list of children running until it is told to stop."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children
        self.stopping = threading.Event()

    def start(self) -> None:
        """Start every child, in the given order."""
        for child in self.children:
            child.start()

    def watch(self, pause: float = 0.2) -> None:
        """Start dead children again until ``stop`` is called; look every ``pause`` seconds."""
        while not self.stopping.wait(pause):
            for child in self.children:
                self._tend(child)

    def _tend(self, child: Child) -> None:
        if child.is_dead():
            wait = child.plan_restart()
            print(f"{child.name} ended unexpectedly; starting it again in {wait:.1f} s", flush=True)
        elif child.process is None and time.monotonic() >= child.start_again_at:
            child.start()

    def stop(self) -> None:
        """End all children: politely first, by force after the grace time."""
        self.stopping.set()
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            self._await_end(child, deadline)

    @staticmethod
    def _await_end(child: Child, deadline: float) -> None:
        if child.process is None:
            return
        try:
            child.process.wait(max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            child.signal(signal.SIGKILL)
            child.process.wait()
