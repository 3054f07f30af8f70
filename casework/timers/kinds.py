"""The kinds of timers, and how a date becomes a moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

SEND_LETTER: Final = "send_letter"  # the letter of a filed case has not gone out
ANSWER_DUE: Final = "answer_due"  # the trader's day for an answer is over
NEGOTIATION_ENDS: Final = "negotiation_ends"
OFFER_EXPIRES: Final = "offer_expires"
DUE_SOON: Final = "due_soon"  # an obligation is due in a few days
ASK_IF_DONE: Final = "ask_if_done"  # an obligation's day is over
SILENCE: Final = "silence"  # nobody has said a word for long
CLOSING: Final = "closing"  # the case was said to close at this moment
FINISH: Final = "finish"  # all was done a while ago


def after(day: date) -> datetime:
    """Return a moment at which ``day`` is over everywhere on earth: noon UTC of the next day."""
    return datetime.combine(day + timedelta(days=1), time(12), UTC)


def morning(day: date) -> datetime:
    """Return a moment in the morning or at noon of ``day`` in Europe, for reminders."""
    return datetime.combine(day, time(8), UTC)
