"""The chat widget stays light enough for a phone on a bad line."""

import gzip
from pathlib import Path

WIDGET = Path(__file__).parents[2] / "bot" / "widget"
LIMIT = 35_000  # bytes, gzipped, all files together
OF_THE_DEMO = {"embed-demo.css"}  # the made-up shop's own style


def test_the_widget_is_at_most_35_kb_gzipped() -> None:
    files = [
        path
        for path in WIDGET.rglob("*")
        if path.suffix in {".js", ".css"} and path.name not in OF_THE_DEMO
    ]
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in files}
    assert {"redress-chat.js", "en.js", "style.css"} <= sizes.keys()
    assert sum(sizes.values()) <= LIMIT, sizes
