"""The days on a paper: ordered, promised, delivered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from casework.evidence.reading.labels import Label
from casework.evidence.reading.layout import Cell
from casework.evidence.reading.proposals import Candidate, weighed
from casework.evidence.reading.sheet import MailHead, Sheet
from casework.evidence.reading.values import Day
from casework.evidence.reading.wordlists import pattern
from casework.reading.calendar_words import months, weekdays

_BY_RANK = {3: 1.0, 1: 0.8}
_FROM_HEAD = 0.75
_ALONE = 0.7
_LONGEST_DAY = 45  # characters, with weekday and time
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_NEARBY = 24  # characters between "ordered" and its day in a sentence


def order_date(sheet: Sheet) -> Candidate | None:
    """Return the day of the order; the day of the shop's mail stands in where none is written."""
    written = [c for c in _labelled(sheet, "order_date", _first_day(sheet)) if _is_past(sheet, c)]
    head = sheet.head
    mailed = [] if written or head is None else list(_from_head(sheet, head))
    bare = [] if written or mailed else list(_standing_alone(sheet))
    return weighed([*written, *mailed, *bare])


def promised_date(sheet: Sheet, ordered: date | None) -> Candidate | None:
    """Return the last day that the shop named for the delivery."""

    def last_day(words: str) -> Day | None:
        return sheet.reading.later_day(words, ordered)

    found = _labelled(sheet, "promised_date", last_day)
    return weighed(c for c in found if ordered is None or c.value >= ordered)


def delivered_date(sheet: Sheet, ordered: date | None) -> Candidate | None:
    """Return the day on which the paper says the goods came."""
    found = _labelled(sheet, "delivered_date", _first_day(sheet))
    likely = (c for c in found if _is_past(sheet, c))
    return weighed(c for c in likely if ordered is None or c.value >= ordered)


def _first_day(sheet: Sheet) -> Callable[[str], Day | None]:
    return lambda words: next(iter(sheet.reading.days(words)), None)


def _labelled(sheet: Sheet, fact: str, read: Callable[[str], Day | None]) -> Iterator[Candidate]:
    for label in sheet.labelled(fact):
        if label.rank < 3 and not label.lead:
            continue
        found = _day_of(sheet, label, read)
        if found is not None:
            cell, day = found
            yield sheet.candidate(day.value, cell, day.certainty * _BY_RANK[label.rank])


def _day_of(
    sheet: Sheet, label: Label, read: Callable[[str], Day | None]
) -> tuple[Cell, Day] | None:
    for cell, words in sheet.values_of(label):
        near = words if label.lead else words[:_NEARBY]
        day = read(_until_next_label(near))
        if day is not None:
            return cell, day
    return None


def _until_next_label(words: str) -> str:
    return re.split(r"(?<=\d)\s*;|\.\s+(?=[A-Z][a-z]+\s[a-z])", words)[0]


def _is_past(sheet: Sheet, found: Candidate) -> bool:
    # A shop east of the server may date an order tomorrow.
    return bool(found.value <= sheet.reading.today + timedelta(days=1))


def _standing_alone(sheet: Sheet) -> Iterator[Candidate]:
    """Yield the day that a line consists of, as apps and receipts print it at their head."""
    for cell in sheet.grid.cells:
        days = sheet.reading.days(cell.text) if _is_only_a_day(cell.text) else []
        if len(days) == 1 and days[0].value <= sheet.reading.today:
            yield sheet.candidate(days[0].value, cell, _ALONE * days[0].certainty)


def _is_only_a_day(words: str) -> bool:
    letters = re.findall(r"[^\W\d_]+", _TIME.sub(" ", words).lower())
    known = months().keys() | weekdays().keys() | {"am", "pm", "at", "st", "nd", "rd", "th"}
    return len(words) <= _LONGEST_DAY and all(word in known for word in letters)


def _from_head(sheet: Sheet, head: MailHead) -> Iterator[Candidate]:
    about_a_parcel = pattern("about_a_parcel").search(head.subject)
    if about_a_parcel or not pattern("about_an_order").search(sheet.grid.text):
        return
    cell = sheet.grid.rows[head.rows[0]][0]
    for day in sheet.reading.days(head.date)[:1]:
        yield Candidate(day.value, cell.page, f"Date: {head.date}", _FROM_HEAD)
