"""The case page says what is proved, what is weak, and what would help most next."""

from __future__ import annotations

import re


def section_of(page: str) -> str:
    match = re.search(r'<section id="proof".*?</section>', page, re.S)
    assert match is not None
    return match.group()


def test_the_mediator_sees_how_each_element_of_the_claim_stands(page: str) -> None:
    section = section_of(page)
    assert "The order" in section
    assert re.search(r'<span class="tag (ok|warn|danger)">(Proved|Weak|Unproved)</span>', section)
    assert "has to prove" in section


def test_the_mediator_sees_what_would_help_most(page: str) -> None:
    assert "Most help next:" in section_of(page)
