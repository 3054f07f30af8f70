"""How long an assessment takes: each worked case, many times, packs read once before.

Run it with ``python benchmarks/law_assess.py``. It prints the median and the slowest tenth for each
case in milliseconds of processor time (so that other work on the machine counts as little as
possible), once with the packs of the case's own jurisdiction read and once with all.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casework.facts.yamlfile import read_yaml
from casework.law import assess
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.packs import book_of, packs_of

CASES = Path(__file__).parents[1] / "tests" / "unit" / "law" / "scenarios"
ROUNDS = 60


def main() -> None:
    """Print a line for each worked case and one for all."""
    cases = [case for path in sorted(CASES.glob("*.yml")) if _has_rules(case := read_yaml(path))]
    alone = {case["id"]: _measured(case) for case in cases}
    for jurisdiction in Jurisdiction:
        packs_of(jurisdiction)
    together = {case["id"]: _measured(case) for case in cases}
    print(f"{'case':8} {'median':>8} {'p90':>8} {'median, all packs read':>24}   (ms CPU)")
    for name, times in alone.items():
        print(f"{name:8} {_median(times):8.2f} {_p90(times):8.2f} {_median(together[name]):24.2f}")
    everything = [t for times in together.values() for t in times]
    print(f"{'all':8} {_median(everything):8.2f} {_p90(everything):8.2f}")


def _has_rules(case: dict[str, Any]) -> bool:
    return bool(book_of(Jurisdiction(case["jurisdiction"]), ClaimType(case["claim_type"])).rules)


def _measured(case: dict[str, Any]) -> list[float]:
    """Return the time of each round in milliseconds, after one that warms up."""

    def once() -> object:
        facts = case["facts"]
        return assess(case["jurisdiction"], case["claim_type"], facts, facts["today"])

    once()
    return [_milliseconds(once) for _ in range(ROUNDS)]


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def _median(times: list[float]) -> float:
    return statistics.median(times)


def _p90(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.9)]


if __name__ == "__main__":
    main()
