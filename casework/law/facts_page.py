"""The page of facts, as Markdown: each fact, its type, what it means and which rules read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from casework.facts.catalogue import FactDefinition, fact_catalogue
from casework.law.aside import Aside, book_beside
from casework.law.book import names_in
from casework.law.forum import forum_file
from casework.law.outcome import ClaimType, Jurisdiction
from casework.law.packs import book_of
from casework.law.parties import facts_of_roles
from casework.law.routes import routes_of

_HEAD = """# Facts

Every fact that a case can hold. This page is made from `casework/facts/catalogue.yml` and the packs
by `redress law facts`; change those, not this page.

A fact that is absent is unknown: the engine says which unknown fact would change the answer. A fact
that is null is known to be none: no such day, no answer, nothing paid. Dates are ISO 8601; amounts
are numbers in `currency`. Free words are never matched: what people tell in free words has a typed
fact here (*stands for*)."""


def facts_page() -> str:
    """Return the page ``docs/law-facts.md``, with every fact and the rules that read it."""
    readers = _readers()
    lines = [_HEAD, "", "| fact | type | meaning | read by |", "|---|---|---|---|"]
    for definition in fact_catalogue().values():
        rules = ", ".join(sorted(readers.get(definition.name, ()))) or "-"
        cells = (f"`{definition.name}`", definition.type.value, _meaning(definition), rules)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _readers() -> dict[str, set[str]]:
    """Return, for each fact, the ids of the rules that read it."""
    readers: dict[str, set[str]] = {}
    for jurisdiction in Jurisdiction:
        for claim in ClaimType:
            for rule_id, facts in book_of(jurisdiction, claim).facts_of.items():
                for fact in facts:
                    readers.setdefault(fact, set()).add(rule_id)
    for what, facts in _beside_the_rules():
        for fact in facts:
            readers.setdefault(fact, set()).add(what)
    return readers


def _beside_the_rules() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the facts that routes, notes on law and forum, and parties read."""
    for jurisdiction in Jurisdiction:
        routes, forum = routes_of(jurisdiction), forum_file(jurisdiction)
        yield "*routes*", _facts_in(jurisdiction, routes, routes.routes)
        yield "*forum*", _facts_in(jurisdiction, forum, forum.notes)
    yield "*parties*", facts_of_roles()


def _facts_in(jurisdiction: Jurisdiction, file: Aside, entries: Iterable[Any]) -> frozenset[str]:
    """Return the facts behind the conditions of a file beside the packs, by all definitions."""
    books = (book_beside(book_of(jurisdiction, claim), file) for claim in ClaimType)
    names = frozenset().union(*(names_in(entry) for entry in entries))
    return frozenset().union(*(book.facts_behind_names(names) for book in books))


def _meaning(definition: FactDefinition) -> str:
    return " ".join(part for part in _parts(definition) if part)


def _parts(definition: FactDefinition) -> Iterator[str]:
    yield definition.meaning.rstrip(".") + "."
    if definition.values:
        yield "; ".join(f"`{value}`: {words}" for value, words in definition.values.items()) + "."
    if definition.not_before:
        names = ", ".join(f"`{name}`" for name in definition.not_before)
        yield f"Not before {names}."
    if definition.past:
        yield "Not in the future."
    if definition.replaces:
        yield f"*Stands for* {', '.join(definition.replaces)}."
