"""The docs tell the truth about what can be set."""

from pathlib import Path

from casework.settings import Settings

ROOT = Path(__file__).parents[2]


def test_every_setting_is_documented() -> None:
    documented = (ROOT / "docs" / "settings.md").read_text("utf-8")
    missing = [n for n in Settings.model_fields if f"`REDRESS_{n.upper()}`" not in documented]
    assert missing == []


def test_every_page_that_the_readme_names_exists() -> None:
    import re

    readme = (ROOT / "README.md").read_text("utf-8")
    pages = re.findall(r"\]\((docs/[^)#]+)\)", readme)
    assert pages
    assert [page for page in pages if not (ROOT / page).exists()] == []
