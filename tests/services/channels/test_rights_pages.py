"""The pages of rights: public, complete, and without anything that runs."""

import re
from typing import Any

import pytest
import requests

from casework.law.outcome import Jurisdiction
from casework.rights import Right, rights_of, words

LAWS = list(Jurisdiction)


def fetch(server: Any, path: str) -> requests.Response:
    return requests.get(server.address + path, timeout=10)


def test_the_first_page_leads_to_each_law(server: Any) -> None:
    page = fetch(server, "/rights")
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    links = re.findall(r'href="(rights/[a-z]+)"', page.text)
    assert links == [f"rights/{law.lower()}" for law in LAWS]
    assert all(fetch(server, f"/{link}").status_code == 200 for link in links)


@pytest.mark.parametrize("law", LAWS)
def test_a_page_tells_each_right_with_its_sources(server: Any, law: Jurisdiction) -> None:
    html = fetch(server, f"/rights/{law.lower()}").text
    text = html.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&")
    for right in Right:
        assert f'id="{right}"' in html
        assert words().rights[right].name in html
        for statement in rights_of(law).rights[right]:
            assert statement.says in text
            assert "; ".join(statement.sources) in text


def test_what_is_not_certain_is_marked(server: Any) -> None:
    assert words().page["not_certain"] in fetch(server, "/rights/uk").text
    assert words().page["not_certain"] not in fetch(server, "/rights/eu").text


def test_soft_law_is_said_to_be_no_law(server: Any) -> None:
    assert "This is not a law." in fetch(server, "/rights/oecd").text


def test_nothing_runs_on_a_page_of_rights(server: Any) -> None:
    page = fetch(server, "/rights/eu")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert page.headers["X-Content-Type-Options"] == "nosniff"


def test_the_style_of_the_pages_is_there(server: Any) -> None:
    style = fetch(server, "/rights/rights.css")
    assert (style.status_code, style.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
    assert "prefers-color-scheme: dark" in style.text


@pytest.mark.parametrize(
    "path", ["/rights/", "/rights/xx", "/rights/EU/more", "/rights/%2e%2e%2fredress.db"]
)
def test_there_are_no_other_pages(server: Any, path: str) -> None:
    answer = fetch(server, path)
    assert (answer.status_code, answer.json()) == (404, {"error": "not_found"})
