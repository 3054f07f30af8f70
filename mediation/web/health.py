"""``/healthz``: tells the supervisor that pages can be served."""

import logging

from fastapi import APIRouter
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse

from casework.store.database import StoreBusy, reading

logger = logging.getLogger(__name__)
router = APIRouter()


@router.get("/healthz")
def healthz() -> JSONResponse:
    """Answer 200 when the database can be read, 503 when not."""
    try:
        with reading() as session:
            session.execute(text("SELECT 1"))
    except (SQLAlchemyError, StoreBusy):
        logger.exception("the database cannot be read")
        return JSONResponse({"status": "store_unavailable"}, status_code=503)
    return JSONResponse({"status": "ok"})
