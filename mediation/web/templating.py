"""Templates: everything is escaped, and a missing value is an error instead of a gap."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from mediation.web import formats

TEMPLATES = Path(__file__).parent.parent / "templates"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(formats.FILTERS)
    return environment


_templates = Jinja2Templates(env=_environment())


def add_filter(name: str, function: Callable[..., Any]) -> None:
    """Give the templates a further filter."""
    _templates.env.filters[name] = function


def render(
    request: Request,
    name: str,
    context: dict[str, Any],
    status_code: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    """Return the page that template ``name`` makes of ``context``."""
    who = getattr(request.state, "signed_in", None)
    return _templates.TemplateResponse(
        request, name, {"who": who} | context, status_code=status_code, headers=headers
    )
