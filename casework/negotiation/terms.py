"""The terms of an offer: who does what by when, as values, as canonical JSON and in words."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer, model_validator

from casework.evidence.passport.verify import canonical
from casework.facts.yamlfile import read_yaml
from casework.negotiation.money import from_minor, to_minor
from casework.store.plain import storable
from casework.words import spoken_date, spoken_money

_FILE = Path(__file__).with_name("terms.yml")

Side = Literal["consumer", "trader"]
What = Literal[
    "pay",
    "deliver",
    "repair",
    "replace",
    "collect",
    "return_goods",
    "erase_data",
    "give_data",
    "correct_data",
    "stop_use",
    "other",
]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Duty(_Frozen):
    """One thing that one side is to do; ``by`` None means: as long as the settings give.

    Raises:
        ValueError: money without a sum, a sum without money, ``other`` without words.

    """

    owed_by: Side
    what: What
    amount: Decimal | None = None
    currency: str | None = None
    by: date | None = None
    text: str | None = Field(None, max_length=500)

    @model_validator(mode="after")
    def _fits_together(self) -> Duty:
        if (self.what == "pay") != (self.amount is not None and self.currency is not None):
            raise ValueError("a sum and its currency belong to a payment, and to nothing else")
        if self.what != "pay" and (self.amount is not None or self.currency is not None):
            raise ValueError("only a payment has a sum")
        if self.amount is not None and self.currency is not None:
            to_minor(self.amount, self.currency)
        if (self.what == "other") != bool(self.text and storable(self.text).strip()):
            raise ValueError("words belong to what has no name of its own, and to nothing else")
        return self

    @field_serializer("amount")
    def _plain_amount(self, amount: Decimal | None) -> str | None:
        """Write a sum in one way only: 50, 50.0 and 50.00 euros are the same terms."""
        if amount is None or self.currency is None:
            return None
        return str(from_minor(to_minor(amount, self.currency), self.currency))

    @property
    def minor(self) -> int | None:
        """The sum in the smallest unit of its currency."""
        if self.amount is None or self.currency is None:
            return None
        return to_minor(self.amount, self.currency)


class Terms(_Frozen):
    """All that is to be done; the trader does something at least, and all sums are of one kind."""

    duties: tuple[Duty, ...] = Field(min_length=1, max_length=10)

    @model_validator(mode="after")
    def _is_a_settlement(self) -> Terms:
        if all(duty.owed_by != "trader" for duty in self.duties):
            raise ValueError("the trader has to do something")
        if len({duty.currency for duty in self.duties if duty.currency}) > 1:
            raise ValueError("all sums have to be in one currency")
        return self

    def canonical(self) -> str:
        """Return the terms as JSON that is the same for the same terms."""
        return canonical(self.model_dump(mode="json")).decode()

    def digest(self) -> str:
        """Return the SHA-256 (hexadecimal) of the terms: what a side says yes to."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def dated(self, default: date) -> Terms:
        """Return the terms with a last day for each duty."""
        dated = [d if d.by else d.model_copy(update={"by": default}) for d in self.duties]
        return Terms(duties=tuple(dated))

    def in_words(self) -> tuple[str, ...]:
        """Return one sentence for each duty."""
        return tuple(duty_in_words(duty) for duty in self.duties)


def duty_in_words(duty: Duty) -> str:
    """Return what a duty says, for both sides."""
    words = term_words()
    amount = ""
    if duty.amount is not None and duty.currency is not None:
        amount = spoken_money(duty.amount, duty.currency)
    return str(words["duties"][duty.what]).format(
        who=words["sides"][duty.owed_by],
        amount=amount,
        day=words["open_day"] if duty.by is None else spoken_date(duty.by),
        text=duty.text or "",
    )


@lru_cache(maxsize=1)
def term_words() -> dict[str, Any]:
    """Return the words of the terms."""
    return dict(read_yaml(_FILE))
