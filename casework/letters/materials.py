"""What the sentences of a letter may draw on: every name with its value, its print and its sources.

Only facts that are known become material; what is unknown, skipped or known to be none is absent,
and no sentence can then speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, is_currency

from casework.casefile import CaseFile, PartyDetails
from casework.law.outcome import DueDate, Outcome
from casework.letters.phrasebook import Words
from casework.letters.plain import plain, quotable, shortened, without
from casework.terms.lists import listing_of

LONG, SHORT, NAME = 600, 80, 200  # characters
_QUOTED = {"defect", "term", "seller_reply"}
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTY_FIELDS = {
    "consumer": {field: f"consumer_{field}" for field in PartyDetails.model_fields},
    "seller": {
        "name": "seller_name",
        "email": "seller_contact",
        "address": "seller_contact",
        "country": "seller_country",
    },
}


@dataclass(frozen=True)
class Material:
    """A thing that sentences may rest on; ``text`` is None where it can only be a condition."""

    raw: Any
    text: str | None
    sources: tuple[str, ...]
    exhibit: str | None = None  # label of the exhibit that the fact was read from


Materials = Mapping[str, Material]


class Typography:
    """Dates and money as the letter's language writes them."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def day(self, day: date) -> str:
        """Return a date such as ``24 November 2026``."""
        return format_date(day, format="long", locale=self.locale)

    def money(self, amount: Decimal, currency: str) -> str:
        """Return an amount such as ``€129.99``."""
        return format_currency(amount, currency, locale=self.locale)


def materials_of(case: CaseFile, outcome: Outcome, words: Words) -> dict[str, Material]:
    """Return all that the case and the law's answer give to write with, by name."""
    typography = Typography(words.locale)
    facts = dict(_facts(case, words, typography))
    return {
        **facts,
        **dict(_parties(case, words)),
        **dict(_money(facts, typography)),
        **dict(_law(outcome, typography)),
        **dict(_short_goods(facts)),
        **dict(_terms(facts, outcome)),
        "case_number": Material(case.number, case.number, ("case:number",)),
    }


def money_value(value: Any) -> Decimal | None:
    """Return an amount as a decimal number, or None where it is no finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def day_value(value: Any) -> date | None:
    """Return a date, or an ISO 8601 text, as a date; None where it is neither."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _ISO_DAY.match(value):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return None
    return None


def _facts(case: CaseFile, words: Words, typography: Typography) -> Iterator[tuple[str, Material]]:
    labels = {exhibit.id: exhibit.label for exhibit in case.exhibits}
    for name, value in case.known_values().items():
        if value is None:
            continue
        raw, text = _printed(name, value, words, typography)
        if text != "":
            exhibit = labels.get(case.facts[name].exhibit_id or "")
            yield name, Material(raw, text, (f"fact:{name}",), exhibit)


def _printed(name: str, value: Any, words: Words, typography: Typography) -> tuple[Any, str | None]:
    """Return a fact's value and its print; "" where nothing is left to print."""
    if name in words.values:
        return value, words.values[name].get(str(value))
    if isinstance(value, bool):
        return value, None
    if (day := day_value(value)) is not None:
        return day, typography.day(day)
    if isinstance(value, list | tuple):
        return tuple(value), _typed_text(name, ", ".join(str(item) for item in value), words)
    if isinstance(value, str):
        return value, _typed_text(name, value, words)
    return value, str(value)


def _typed_text(name: str, value: str, words: Words) -> str:
    text = without(plain(value), words.left_out)
    return quotable(text, LONG) if name in _QUOTED else shortened(text, NAME).rstrip(" .")


def _parties(case: CaseFile, words: Words) -> Iterator[tuple[str, Material]]:
    for prefix, party in (("consumer", case.consumer), ("seller", case.trader)):
        for field, name in _PARTY_FIELDS[prefix].items():
            text = without(plain(getattr(party, field) or ""), words.left_out)
            if text:
                yield name, Material(text, shortened(text, NAME), (f"fact:{name}",))


def _money(facts: Materials, typography: Typography) -> Iterator[tuple[str, Material]]:
    """Yield the price and the delivery fee with their currency; without one there are none."""
    currency = facts.get("currency")
    if currency is None or not is_currency(str(currency.raw)):
        return
    for name, printed in (("amount", "price"), ("delivery_fee", "delivery_price")):
        amount = money_value(facts[name].raw) if name in facts else None
        if amount is None:
            continue
        sources = (*facts[name].sources, *currency.sources)
        text = typography.money(amount, str(currency.raw))
        yield printed, Material(amount, text, sources)
        named = text[0].isalpha()  # "US$" names its country; "$" alone could be many
        with_code = text if named else f"{text} ({currency.raw})"
        yield f"{printed}_with_code", Material(amount, with_code, sources)


def _short_goods(facts: Materials) -> Iterator[tuple[str, Material]]:
    if (goods := facts.get("goods")) is not None:
        yield "goods_short", Material(goods.raw, shortened(str(goods.text), SHORT), goods.sources)


def _terms(facts: Materials, outcome: Outcome) -> Iterator[tuple[str, Material]]:
    """Yield how the law lists the terms: of a grey one no letter says that it does not bind."""
    if (kinds := facts.get("term_kinds")) is None:
        return
    told = facts.get("late_charge_rate")
    rate = None if told is None else money_value(told.raw)
    listing = listing_of(
        outcome.jurisdiction, kinds.raw, outcome.rules, None if rate is None else float(rate)
    )
    if listing is not None:
        yield "terms_listing", Material(listing.value, None, kinds.sources)


def _law(outcome: Outcome, typography: Typography) -> Iterator[tuple[str, Material]]:
    yield "outcome", Material(True, None, rule_sources(outcome))
    yield "verdict", Material(outcome.outcome.value, None, rule_sources(outcome))
    # The claim type only chooses between wordings: nothing may rest on it alone.
    yield "claim_type", Material(outcome.claim_type.value, None, ())
    for due in outcome.deadlines:
        yield f"deadline_{due.name}", deadline_material(due, typography)


def deadline_material(due: DueDate, typography: Typography) -> Material:
    """Return a deadline as something that sentences may name."""
    return Material(due.date, typography.day(due.date), (f"deadline:{due.name}",))


def rule_sources(outcome: Outcome) -> tuple[str, ...]:
    """Return all rules of an outcome as sources; where no rule spoke, it is the case that does."""
    return tuple(f"rule:{rule}" for rule in rules_of(outcome)) or ("case:number",)


def rules_of(outcome: Outcome) -> tuple[str, ...]:
    """Return the ids of all rules that the outcome rests on, each once."""
    cited: Iterable[str] = (citation.rule_id for citation in outcome.citations)
    of_remedies = (remedy.rule_id for remedy in outcome.remedies)
    return tuple(dict.fromkeys([*outcome.rules, *cited, *of_remedies]))
