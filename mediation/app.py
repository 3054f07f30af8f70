"""The web application: ``uvicorn mediation.app:create_app --factory``."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from casework.clock import Clock, system_clock
from casework.evidence.disclosure import original_may_be_seen
from casework.evidence.filestore import evidence_store
from casework.settings import Settings, get_settings
from casework.store.database import make_engine, use_engine
from mediation.console import access, case_list, case_page, downloads, freezing, login
from mediation.console.words import say, show_amount
from mediation.web import errors, health
from mediation.web.headers import SecurityHeaders
from mediation.web.templating import add_filter

STATIC = Path(__file__).parent / "static"
LARGEST_FORM = 64 * 1024
"""The console posts short forms only; a route that takes more says so itself. In bytes."""


def create_app(settings: Settings | None = None, clock: Clock = system_clock) -> FastAPI:
    """Build the application.

    Settings given here bring their own database with them; without, those of the environment
    are used, as every other part of the process does.
    """
    if settings is not None:
        use_engine(make_engine(settings.database))
    app = FastAPI(title="Redress", openapi_url=None, max_body_size=LARGEST_FORM)
    app.state.settings = settings or get_settings()
    app.state.clock = clock
    app.state.file_store = evidence_store(app.state.settings)
    app.add_middleware(SecurityHeaders)
    errors.install(app)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(health.router)
    _include_console(app)
    return app


def _include_console(app: FastAPI) -> None:
    access.install(app)
    add_filter("say", say)
    add_filter("amount", show_amount)
    add_filter("open_to_others", original_may_be_seen)
    app.add_api_route("/", _start, methods=["GET"], include_in_schema=False)
    app.include_router(login.router)
    app.include_router(case_list.router)
    app.include_router(case_page.router)
    app.include_router(downloads.router)
    app.include_router(freezing.router)


def _start() -> RedirectResponse:
    return RedirectResponse("/cases", status_code=303)
