"""The public pages of rights: ``/rights`` and one page a body of law, rendered on the server."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic import Blueprint
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from bot.channels import security
from casework.law.outcome import Jurisdiction
from casework.law.schema import Certainty
from casework.rights import Right, rights_of, words
from casework.rights.book import next_time
from casework.words import spoken_date

FOLDER = Path(__file__).parent.parent / "rights_pages"
STYLE = "rights.css"
_HTML = "text/html; charset=utf-8"
HEADERS = security.ALWAYS | {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": security.reading_policy(),
}


def rights_pages() -> Blueprint:
    """Return the routes of the pages of rights, and of their style."""
    blueprint = Blueprint("redress_rights", strict_slashes=True)

    async def choice(_request: Request) -> HTTPResponse:
        return _answer(page_of(None), _HTML)

    async def law(_request: Request, law: str) -> HTTPResponse:
        if law == STYLE:
            return _answer((FOLDER / STYLE).read_text("utf-8"), "text/css; charset=utf-8")
        if law not in {place.lower() for place in Jurisdiction}:
            raise NotFound("there is no such page")
        return _answer(page_of(Jurisdiction(law.upper())), _HTML)

    blueprint.add_route(choice, "/rights", methods=["GET", "HEAD"])
    blueprint.add_route(law, "/rights/<law:str>", methods=["GET", "HEAD"])
    return blueprint


def _answer(text: str, media_type: str) -> HTTPResponse:
    return raw(text.encode(), content_type=media_type, headers=HEADERS)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache(maxsize=8)
def page_of(place: Jurisdiction | None) -> str:
    """Return the page of a body of law as HTML; without one, the page to choose it."""
    told: dict[str, Any] = {"words": words(), "rights": list(Right), "places": list(Jurisdiction)}
    if place is None:
        # A browser takes links from here relative to "/", and from a law's page to "/rights/".
        return _environment().get_template("choice.html").render(home="", root="rights/", **told)
    law = rights_of(place)
    return (
        _environment()
        .get_template("law.html")
        .render(
            home="../",
            root="",
            place=place,
            law=law,
            soft=place is Jurisdiction.OECD,
            certain=Certainty.HIGH,
            tips=list(next_time().tips.values()),
            reviewed=words().page["reviewed"].format(date=spoken_date(law.reviewed_on)),
            **told,
        )
    )
