"""Every reason for which an answer is refused is documented and has words in the domain."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[3]
SOURCES = sorted((ROOT / "casework" / "interview").rglob("*.py"))
CODES = sorted(
    {
        code
        for source in SOURCES
        for code in re.findall(r"Refused\(\s*\"([a-z_]+)\"", source.read_text("utf-8"))
    }
    | {"date_impossible", "date_before_order", "date_before_delivered_date"}
)


@pytest.mark.parametrize("code", CODES)
def test_every_reason_is_documented_and_has_its_words(code: str) -> None:
    assert f"`{code}`" in (ROOT / "docs" / "interview.md").read_text("utf-8")
    refusals = yaml.safe_load((ROOT / "domain" / "refusals.yml").read_text("utf-8"))
    assert f"utter_refused_{code}" in refusals["responses"]
