"""How long each wait in a case's life may last, as the settings say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from casework.settings import Settings


@dataclass(frozen=True, slots=True)
class LifeTimes:
    """The waits of a case's life; the defaults are those of the settings."""

    reopening: timedelta = timedelta(days=90)
    link: timedelta = timedelta(days=60)
    offer: timedelta = timedelta(days=7)
    negotiation: timedelta = timedelta(days=10)
    payment: timedelta = timedelta(days=14)
    reminder: timedelta = timedelta(days=3)
    silence: timedelta = timedelta(days=60)


def life_times(settings: Settings) -> LifeTimes:
    """Return the waits that this installation has set."""
    return LifeTimes(
        reopening=timedelta(days=settings.reopen_days),
        link=timedelta(days=settings.trader_link_days),
        offer=timedelta(days=settings.offer_days),
        negotiation=timedelta(days=settings.negotiation_days),
        payment=timedelta(days=settings.payment_days),
        reminder=timedelta(days=settings.reminder_days),
        silence=timedelta(days=settings.silence_days),
    )
