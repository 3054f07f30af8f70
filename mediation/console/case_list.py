"""The list of cases: who wants a person first, then what is due next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from casework.law.outcome import ClaimType
from casework.store.cases import CANCELLED
from casework.store.console_queries import Order, QueueEntry, QueueFilter, people_wanted, queue
from casework.store.database import reading
from mediation.console.access import START, Now, must_be_signed_in
from mediation.console.due import Due, due
from mediation.console.words import choices
from mediation.web.templating import render

PER_PAGE = 25

router = APIRouter(dependencies=[Depends(must_be_signed_in)])
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True)
class Line:
    """What the list tells of one case."""

    number: str
    status: str
    claim_types: tuple[str, ...]
    consumer: str | None
    trader: str | None
    goods: str | None
    wants_person: bool
    entry: QueueEntry
    dates: tuple[Due, ...]  # overdue, and next
    delivery: str | None  # the worst state of what is to be sent


@router.get("/cases")
def list_cases(request: Request, now: Now) -> Response:
    """Show one page of the cases that the search leaves."""
    wanted, page = read_filter(request.query_params), _page(request.query_params)
    with reading() as session:
        entries, total = queue(session, wanted, now.date(), page, PER_PAGE)
        waiting = people_wanted(session)
    pages = max(ceil(total / PER_PAGE), 1)
    if page > pages:
        return RedirectResponse(_address(wanted, pages), status_code=303)
    context = {
        "lines": [_line(entry, now.date()) for entry in entries],
        "total": total,
        "waiting": waiting,
        "now": now,
    }
    context |= _search_form(wanted) | _paging(wanted, page, pages)
    return render(request, "cases.html", context)


def _search_form(wanted: QueueFilter) -> dict[str, Any]:
    return {
        "filter": wanted,
        "filtered": bool(wanted.text or wanted.status or wanted.claim_type),
        "statuses": choices("statuses"),
        "claims": choices("claims"),
        "orders": choices("orders"),
    }


def _paging(wanted: QueueFilter, page: int, pages: int) -> dict[str, Any]:
    return {
        "page": page,
        "pages": pages,
        "first": (page - 1) * PER_PAGE + 1,
        "previous": _address(wanted, page - 1) if page > 1 else None,
        "following": _address(wanted, page + 1) if page < pages else None,
    }


def read_filter(query: Mapping[str, str]) -> QueueFilter:
    """Read the search form; what is not one of the choices is as if it were left open."""
    status = query.get("status", "")
    claim_type = _one_of(ClaimType, query.get("claim", ""))
    return QueueFilter(
        text=query.get("q", "").replace("\x00", "").strip()[:200],
        status=status if status in choices("statuses") else None,
        claim_type=claim_type.value if claim_type else None,
        order=_one_of(Order, query.get("sort", "")) or Order.DUE,
    )


def _one_of(kind: type[_Choice], text: str) -> _Choice | None:
    return next((choice for choice in kind if choice.value == text), None)


def _page(query: Mapping[str, str]) -> int:
    text = query.get("page", "1")
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _address(wanted: QueueFilter, page: int) -> str:
    fields = {
        "q": wanted.text,
        "status": wanted.status or "",
        "claim": wanted.claim_type or "",
        "sort": "" if wanted.order is Order.DUE else wanted.order.value,
        "page": str(page) if page > 1 else "",
    }
    query = urlencode({name: value for name, value in fields.items() if value})
    return f"{START}?{query}" if query else START


def _line(entry: QueueEntry, today: date) -> Line:
    case, parties = entry.case, {party.role: party.name for party in entry.case.parties}
    open_case = case.status != CANCELLED
    return Line(
        number=case.number,
        status=case.status,
        claim_types=tuple(c.claim_type for c in case.claims if c.withdrawn_at is None),
        consumer=parties.get("consumer") or entry.facts.get("consumer_name"),
        trader=parties.get("trader") or entry.facts.get("seller_name"),
        goods=entry.facts.get("goods"),
        wants_person=open_case and case.person_wanted_at is not None,
        entry=entry,
        dates=_dates(entry, today) if open_case else (),
        delivery=_worst(entry),
    )


def _dates(entry: QueueEntry, today: date) -> tuple[Due, ...]:
    begun = entry.case.created_at.date()
    found = (entry.overdue, entry.next_deadline)
    return tuple(due(d.name, d.due_on, today, begun) for d in found if d is not None)


def _worst(entry: QueueEntry) -> str | None:
    states = {item.status for item in entry.outgoing}
    return next((s for s in ("failed", "waiting", "delivered") if s in states), None)
