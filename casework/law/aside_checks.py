"""What ``redress law check`` looks at in the files beside the packs: routes, forum, parties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from casework.facts.catalogue import fact_catalogue
from casework.facts.values import FactError
from casework.law.aside import BUILT_IN, OUTCOME_NAMES, Aside, judged_case, known_names
from casework.law.book import expressions_in, names_in
from casework.law.complaints import Complaint, citations
from casework.law.forum import TOPICS, NoteTest, forum_file, forum_of
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.packs import PackError, book_of, packs_of, vocabulary
from casework.law.parties import roles
from casework.law.route_schema import Route, RoutesFile, RouteTest
from casework.law.routes import RoutePlan, plan_routes, routes_of


def check_routes(jurisdiction: Jurisdiction, today: date) -> list[Complaint]:
    """Return everything that is wrong with the routes of a jurisdiction on a day."""
    try:
        file = routes_of(jurisdiction)
    except PackError as error:
        return [Complaint(f"{jurisdiction}/routes", str(error))]
    found = [*check_aside(f"{jurisdiction}/routes", file, file.routes, today), *_untested(file)]
    for route in file.routes:
        found += [*_words(route, file), *_deadlines(route, jurisdiction)]
    for test in file.tests:
        found += run_route_test(jurisdiction, test)
    return found


def check_forum(jurisdiction: Jurisdiction, today: date) -> list[Complaint]:
    """Return everything that is wrong with the forum file of a jurisdiction on a day."""
    try:
        file = forum_file(jurisdiction)
    except PackError as error:
        return [Complaint(f"{jurisdiction}/forum", str(error))]
    found = [*check_aside(f"{jurisdiction}/forum", file, file.notes, today)]
    tested = {name for test in file.tests for name in test.notes}
    for note in file.notes:
        if note.topic not in TOPICS:
            found.append(Complaint(note.id, f"unknown topic {note.topic}"))
        if note.id not in tested:
            found.append(Complaint(note.id, "no test gives it"))
    for test in file.tests:
        found += _run_note_test(jurisdiction, test)
    return found


def _run_note_test(jurisdiction: Jurisdiction, test: NoteTest) -> Iterator[Complaint]:
    where = f"{jurisdiction}/forum test {test.name!r}"
    try:
        forum = forum_of(judged_case(jurisdiction, test.claim, test.facts, test.today))
    except FactError as error:
        yield Complaint(where, f"{error.code}: {error.message}")
        return
    found = {note.id for _, note in forum.notes()}
    if found != set(test.notes):
        yield Complaint(where, f"notes: wanted {sorted(test.notes)}, found {sorted(found)}")
    for fact in set(test.needs) - set(forum.needs):
        yield Complaint(where, f"needs: {fact} is not among {forum.needs}")


def check_parties() -> list[Complaint]:
    """Return everything that is wrong with the roles of parties."""
    try:
        known = roles()
    except PackError as error:
        return [Complaint("parties", str(error))]
    wanted = set(vocabulary()["parties"]) - {"consumer", "authority"}
    found = [Complaint("parties", f"{name} has no entry") for name in sorted(wanted - set(known))]
    for name, role in known.items():
        if name not in wanted:
            found.append(Complaint(f"parties/{name}", "no party of the vocabulary"))
        read = {*names_in(role), *role.named_by, *role.reached_by, *(x.fact for x in role.leads)}
        for unknown in sorted(read - set(fact_catalogue()) - OUTCOME_NAMES - BUILT_IN):
            found.append(Complaint(f"parties/{name}", f"no fact is called {unknown}"))
        found += _choices(f"parties/{name}", role)
    return found


def check_aside(
    where: str, file: Aside, entries: tuple[Any, ...], today: date
) -> Iterator[Complaint]:
    """Yield what is wrong with any file beside the packs: names, ids, citations, review days."""
    book = book_of(file.jurisdiction, ClaimType.DELIVERY)
    for name in sorted({*file.define} & {*book.define, *book.dates, *fact_catalogue()}):
        yield Complaint(where, f"{name} is already a fact, definition or date")
    known = known_names(book, file)
    for part in (*file.define.values(), *file.dates, *entries):
        name = getattr(part, "id", getattr(part, "name", where))
        for unknown in sorted(names_in(part) - known):
            yield Complaint(name, f"no fact, definition or date is called {unknown}")
        yield from _choices(name, part)
    yield from _reviews(where, file, today)
    yield from _ids(where, entries)
    for entry in entries:
        yield from cites_of(file.jurisdiction, entry)


def _choices(where: str, part: Any) -> Iterator[Complaint]:
    for expression in expressions_in(part):
        for name, groups in expression.groups.items():
            values = fact_catalogue()[name].values if name in fact_catalogue() else {}
            words = {c for group in groups for c in group if isinstance(c, str)}
            for word in sorted(words - set(values)) if values else ():
                yield Complaint(where, f"{name} is never {word!r}")


def _reviews(where: str, file: Aside, today: date) -> Iterator[Complaint]:
    if file.reviewed_on > today:
        yield Complaint(where, f"reviewed on {file.reviewed_on}, which is after today")
    if file.review_by < today:
        yield Complaint(where, f"past its review date {file.review_by}")


def _ids(where: str, entries: tuple[Any, ...]) -> Iterator[Complaint]:
    ids = [entry.id for entry in entries]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        yield Complaint(where, f"{twice} is written twice")


def cites_of(jurisdiction: Jurisdiction, entry: Any) -> Iterator[Complaint]:
    """Yield citations that name no known instrument, and words that cite what never may be."""
    instruments = tuple(citations()["instruments"][jurisdiction])
    for cite in entry.cite:
        if not cite.text.startswith(instruments):
            yield Complaint(entry.id, f"unknown citation {cite.text!r}")
    for text in _texts(entry):
        for never in citations()["never"]:
            if re.search(never["pattern"], text):
                yield Complaint(entry.id, f"never cite {text!r}: {never['why']}")


def _texts(part: Any) -> Iterator[str]:
    """Yield every text of an entry, at any depth."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _texts(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _texts(value)
    elif hasattr(part, "model_fields"):
        for name in type(part).model_fields:
            yield from _texts(getattr(part, name))


def _words(route: Route, file: RoutesFile) -> Iterator[Complaint]:
    kinds, ids = set(vocabulary()["route_kinds"]), {r.id for r in file.routes}
    for kind in (route.kind, *(kind for closing in route.closes for kind in closing.kinds)):
        if kind not in kinds:
            yield Complaint(route.id, f"unknown kind of route {kind}")
    for other in (name for closing in route.closes for name in closing.routes):
        if other not in ids:
            yield Complaint(route.id, f"closes {other}, which is no route")
    for fact in route.needs:
        if fact not in fact_catalogue():
            yield Complaint(route.id, f"needs {fact}, which is no fact")


def _deadlines(route: Route, jurisdiction: Jurisdiction) -> Iterator[Complaint]:
    shown = {
        dated.name
        for pack in packs_of(jurisdiction)
        for rule in pack.rules
        for dated in rule.dates
        if dated.shown
    }
    for expiry in route.expires:
        if expiry.deadline is not None and expiry.deadline not in shown:
            yield Complaint(route.id, f"no rule shows the date {expiry.deadline}")


def _untested(file: RoutesFile) -> Iterator[Complaint]:
    tested = {name for test in file.tests for name in (*(test.order or ()), *test.closed)}
    for route in file.routes:
        if route.id not in tested:
            yield Complaint(route.id, "no test plans it")


def run_route_test(jurisdiction: Jurisdiction, test: RouteTest) -> Iterator[Complaint]:
    """Yield what a test of routes expects and does not find."""
    where = f"{jurisdiction}/routes test {test.name!r}"
    try:
        plan = plan_routes(judged_case(jurisdiction, test.claim, test.facts, test.today))
    except FactError as error:
        yield Complaint(where, f"{error.code}: {error.message}")
        return
    for what, wanted, found in _differences(test, plan):
        yield Complaint(where, f"{what}: wanted {wanted}, found {found}")


def _differences(test: RouteTest, plan: RoutePlan) -> Iterator[tuple[str, Any, Any]]:
    order = tuple(route.id for route in plan.routes)
    if test.order is not None and order != test.order:
        yield "order", test.order, order
    states = {route.id: route.available for route in plan.routes}
    for name, state in test.available.items():
        if states.get(name) is not state:
            yield f"available {name}", state, states.get(name)
    days = {route.id: route.expires.date for route in plan.routes if route.expires}
    for name, day in test.expires.items():
        if days.get(name) != day:
            yield f"expires {name}", day, days.get(name)
    closed = {route.id for route in plan.closed}
    yield from (("closed", name, sorted(closed)) for name in test.closed if name not in closed)
    yield from (("without", name, order) for name in test.without if name in order)
