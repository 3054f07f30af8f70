"""What ``redress law check`` looks at in the files of rights: sources, certainty, review days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from casework.law.complaints import Complaint, citations
from casework.law.outcome import Jurisdiction
from casework.law.packs import find_rule
from casework.law.schema import Certainty, Rule
from casework.rights.book import RightsError, RightsFile, Statement, next_time, rights_of, words

_FROM_BEST = list(Certainty)


def check_rights(today: date) -> list[Complaint]:
    """Return everything that is wrong with the rights on a day; nothing means clean."""
    try:
        words()
        next_time()
        files = [rights_of(jurisdiction) for jurisdiction in Jurisdiction]
    except RightsError as error:
        return [Complaint("rights", str(error))]
    return [complaint for file in files for complaint in check_file(file, today)]


def check_file(file: RightsFile, today: date) -> Iterator[Complaint]:
    """Yield what is wrong with the rights under one body of law."""
    where = f"rights/{file.jurisdiction.lower()}.yml"
    if file.reviewed_on > today:
        yield Complaint(where, f"reviewed on {file.reviewed_on}, which is after today")
    if file.review_by < today:
        yield Complaint(where, f"past its review date {file.review_by}")
    for right, statements in file.rights.items():
        for statement in statements:
            for what in _wrong(statement, file.jurisdiction, today):
                yield Complaint(f"{where} {right}", f"{what}: {statement.says!r}")


def _wrong(statement: Statement, jurisdiction: Jurisdiction, today: date) -> Iterator[str]:
    for name in statement.rule:
        try:
            yield from _wrong_rule(find_rule(name), statement, jurisdiction, today)
        except KeyError:
            yield f"no rule is called {name}"
            return
    instruments = tuple(citations()["instruments"][jurisdiction])
    yield from (
        f"unknown citation {c!r}" for c in statement.sources if not c.startswith(instruments)
    )
    if not statement.rule and "certainty" not in statement.model_fields_set:
        yield "says nothing of its certainty, and has no rule that would"
    for text in (statement.says, *statement.cite):
        for never in citations()["never"]:
            if re.search(never["pattern"], text):
                yield f"never cite {text!r} ({never['why']})"


def _wrong_rule(
    rule: Rule, statement: Statement, jurisdiction: Jurisdiction, today: date
) -> Iterator[str]:
    if rule.id.split("-")[0] != jurisdiction:
        yield f"{rule.id} is a rule of another body of law"
    if _FROM_BEST.index(statement.certainty) < _FROM_BEST.index(rule.certainty):
        yield f"{rule.id} is of {rule.certainty} certainty"
    start, end = rule.in_force.start, rule.in_force.end
    if (start and start > today) or (end and end < today):
        yield f"{rule.id} is not in force on {today}"
