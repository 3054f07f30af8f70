"""How ``redress law`` prints routes, law and forum, and the parties of a case."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from casework.law.forum import Forum
from casework.law.parties import Party
from casework.law.routes import Clock, PlannedRoute, RoutePlan

_WIDTH = 110


def plan_as_text(plan: RoutePlan) -> str:
    """Return a plan for people: what expires first, then what is closed and what excludes."""
    console = Console(width=_WIDTH, markup=False)
    with console.capture() as captured:
        console.print(f"routes on {plan.today}  ({plan.jurisdiction} {plan.claim_type})")
        console.print(_routes(plan) if plan.routes else "No route is open.")
        for closed in plan.closed:
            console.print(f"closed: {closed.name} ({closed.id}). {closed.why}")
        for conflict in plan.conflicts:
            console.print(f"{conflict.route} closes {', '.join(conflict.closes)}. {conflict.says}")
        for doubt in dict.fromkeys(d for route in plan.routes for d in route.doubts):
            console.print(f"doubt: {doubt}")
    return captured.get().rstrip()


def _routes(plan: RoutePlan) -> Table:
    table = Table("last day", "route", "open", "why", "to find out", "source")
    for route in plan.routes:
        table.add_row(
            _last_day(route),
            f"{route.name} ({route.id})" + (f"\n{route.web}" if route.web else ""),
            route.available,
            route.condition or "",
            ", ".join(route.needs),
            "; ".join(route.cite),
        )
    return table


def _last_day(route: PlannedRoute) -> str:
    if route.expires is not None:
        return f"{route.expires.date}" + ("" if route.expires_certainty == "high" else " (?)")
    return "not known" if route.clock is Clock.UNKNOWN else "none"


def forum_as_text(forum: Forum) -> str:
    """Return law and forum for people."""
    console = Console(width=_WIDTH, markup=False)
    with console.capture() as captured:
        table = Table("law and forum", "what holds", "source")
        for topic, note in forum.notes():
            table.add_row(topic.replace("_", " "), note.says, "; ".join(note.cite))
        if table.row_count:
            console.print(table)
        if forum.needs:
            console.print(f"would tell more on law and forum: {', '.join(forum.needs)}")
        for doubt in forum.doubts:
            console.print(f"doubt: {doubt}")
    return captured.get().rstrip()


def parties_as_text(parties: tuple[Party, ...]) -> str:
    """Return who may have to answer, for people."""
    console = Console(width=_WIDTH, markup=False)
    with console.capture() as captured:
        table = Table("party", "answers", "known as", "to find out")
        for party in parties:
            left = [*(f"{lead.value}: {lead.says}" for lead in party.leads), *party.find_out]
            plays = "" if party.plays else " (maybe)"
            table.add_row(f"{party.role}{plays}", party.answers, party.name or "-", "\n".join(left))
        console.print(table)
    return captured.get().rstrip()
