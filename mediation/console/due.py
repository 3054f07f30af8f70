"""How near a date is, in a tone and in words, so that no colour ever stands alone."""

from dataclasses import dataclass
from datetime import date

from casework.store.console_queries import OPENING_DATES
from mediation.console.words import say
from mediation.web.formats import until

SOON_DAYS = 3
NEAR_DAYS = 14


@dataclass(frozen=True)
class Due:
    """A date for a page; ``tone`` is passed, past, open, soon, near or later."""

    label: str
    on: date
    tone: str
    words: str


def due(name: str, on: date, today: date, begun: date) -> Due:
    """Return the date as seen from ``today``; ``begun`` is the day on which the case came.

    What passed before that day is the case's history (``past``); what passed since is overdue.
    """
    tone = _tone(name, on, today, begun)
    return Due(say(name, "deadlines"), on, tone, _words(tone, on, today))


def _tone(name: str, on: date, today: date, begun: date) -> str:
    days = (on - today).days
    if days < 0:
        if name in OPENING_DATES:
            return "open"
        return "passed" if on >= begun else "past"
    if days <= SOON_DAYS:
        return "soon"
    return "near" if days <= NEAR_DAYS else "later"


def _words(tone: str, on: date, today: date) -> str:
    if tone == "open":
        return f"open, since {until(on, today)}"
    return f"passed {until(on, today)}" if on < today else until(on, today)
