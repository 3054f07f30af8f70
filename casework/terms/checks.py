"""What ``redress law check`` looks at in the lists and word files of unfair terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from casework.facts.catalogue import fact_catalogue
from casework.law.checks import Complaint, citations
from casework.law.outcome import Jurisdiction
from casework.law.packs import find_rule
from casework.terms.errors import ListError
from casework.terms.lists import Entry, JurisdictionList, list_of
from casework.terms.patterns import kinds
from casework.terms.wording import words


def check_lists(today: date) -> list[Complaint]:
    """Return everything that is wrong with the lists on a day; nothing means clean."""
    try:
        found = [*_words()]
        for jurisdiction in Jurisdiction:
            found += _list(list_of(jurisdiction), today)
    except ListError as error:
        return [Complaint("terms", str(error))]
    return found


def _words() -> Iterator[Complaint]:
    wanted = set(fact_catalogue()["term_kinds"].values)
    for where, named in (
        ("patterns.yml", {kind.name for kind in kinds()}),
        ("words.yml", set(words().does)),
    ):
        for name in sorted(wanted ^ named):
            yield Complaint(f"terms/{where}", f"{name} is missing or unknown")


def _list(law: JurisdictionList, today: date) -> Iterator[Complaint]:
    where = f"terms/{law.jurisdiction.lower()}.yml"
    if law.reviewed_on > today:
        yield Complaint(where, f"reviewed on {law.reviewed_on}, which is after today")
    if law.review_by < today:
        yield Complaint(where, f"past its review date {law.review_by}")
    for name, entry in law.entries.items():
        yield from _entry(f"{where} {name}", law.jurisdiction, entry)


def _entry(where: str, jurisdiction: Jurisdiction, entry: Entry) -> Iterator[Complaint]:
    try:
        find_rule(entry.rule)
    except KeyError:
        yield Complaint(where, f"no rule is called {entry.rule}")
    if not entry.rule.startswith(f"{jurisdiction}-"):
        yield Complaint(where, f"{entry.rule} is a rule of another body of law")
    instruments = tuple(citations()["instruments"][jurisdiction])
    for cite in entry.cite.split("; "):
        if not cite.startswith(instruments):
            yield Complaint(where, f"unknown citation {cite!r}")
    for never in citations()["never"]:
        if re.search(never["pattern"], f"{entry.cite} {entry.because}"):
            yield Complaint(where, f"never cite {entry.cite!r}: {never['why']}")
