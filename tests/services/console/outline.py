"""What a page is made of, as a test looks at it."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser


class Outline(HTMLParser):
    """What elements, ids and inner links a page has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value and value.startswith("#"):
                self.targets.add(value[1:])


def plain_text(page: str) -> str:
    """Return the words of a page without its tags, on one line."""
    flowing = re.sub(r"</?(?:a|del|span|strong|sup|time)\b[^>]*>", "", page)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", flowing)))
