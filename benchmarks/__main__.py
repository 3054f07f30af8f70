"""``python -m benchmarks [NAME ...]``: run the named measurements, or all of them."""

import importlib
import sys

ALL = ("chat", "long_talk", "law_assess", "uploads")


def main(names: list[str]) -> None:
    """Run each measurement's ``main`` and print what it found."""
    for name in names or ALL:
        print(f"\n## {name}\n", flush=True)
        importlib.import_module(f"benchmarks.{name}").main()


main(sys.argv[1:])
