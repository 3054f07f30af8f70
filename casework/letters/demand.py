"""What a letter asks for: one main remedy, and the one to fall back on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from casework.facts.yamlfile import read_yaml
from casework.law.outcome import Availability, ClaimType, Outcome, RemedyOption, Verdict

HERE = Path(__file__).parent
GOODWILL = "goodwill_only"
REPAY_TAKEN = "repay_taken"
"""What a shop is asked for about a payment, for which the law turns to the bank."""
OPEN = (Availability.NOW, Availability.CONDITIONAL)
_CAN_OPEN = (*OPEN, Availability.NOT_YET)


class Handling(BaseModel):
    """How a letter handles a remedy; the comments in ``remedies.yml`` explain the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["demand", "route", "goodwill"]
    demand_in: tuple[ClaimType, ...] = ()
    serves: tuple[str, ...] = ()
    fallbacks: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    money: tuple[str | tuple[str, ...], ...] = ()
    total: str | None = None
    uses_right: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    days: int | None = None
    first_request: str | None = None
    extra_period: str | None = None


@dataclass(frozen=True)
class Demand:
    """What is asked. ``certain`` is False where the remedy or its rule is not certain."""

    remedy: str
    rule_id: str | None
    certain: bool
    claims: bool  # False where the letter asks for goodwill and relies on nothing
    fallback: RemedyOption | None = None
    fallback_opens: bool = False  # the demand itself opens the fallback, once its time has run out
    wished: str | None = None  # the remedy that the consumer wishes, in the law's vocabulary
    to_shop: bool = False  # a payment, in a letter that goes to the shop because of another claim

    @property
    def worth(self) -> str:
        """The remedy that says what the demand is worth: of goodwill, what is wished."""
        return self.wished if self.remedy == GOODWILL and self.wished else self.remedy


@lru_cache(maxsize=1)
def handlings() -> dict[str, Handling]:
    """Return how letters handle each remedy, by the remedy's name."""
    reader = TypeAdapter(dict[str, Handling])
    return reader.validate_python(read_yaml(HERE / "remedies.yml"))


def choose_demand(outcome: Outcome, wish: str | None, *, to_shop: bool = False) -> Demand:
    """Return the demand: what the consumer wishes if it is open, else the first the law gives.

    Where nothing is open, the letter asks for goodwill and says so. ``to_shop``: the letter goes to
    a shop because of another claim; what the law asks of a bank is then a step with others.
    """
    if to_shop and outcome.claim_type is ClaimType.PAYMENT:
        return Demand(REPAY_TAKEN, None, certain=False, claims=True, to_shop=True)
    asked = [r for r in outcome.remedies if is_demand(r, outcome.claim_type)]
    main = _best(asked, Availability.NOW, wish)
    if main is None and outcome.outcome is not Verdict.CLAIM_VALID_NOT_YET:
        main = _best(asked, Availability.CONDITIONAL, wish)
    if main is None:
        offered = (r for r in outcome.remedies if r.remedy == GOODWILL)
        rule = next((r.rule_id for r in offered), None)
        soft = outcome.outcome is Verdict.FALLBACK_SOFT_LAW
        return Demand(GOODWILL, rule, certain=False, claims=soft, wished=_in_vocabulary(wish))
    fallback, opens = _fallback(main, asked, wish)
    certain = main.available is Availability.NOW and is_certain(outcome, main.rule_id)
    wished = _in_vocabulary(wish)
    return Demand(main.remedy, main.rule_id, certain, True, fallback, opens, wished)


def is_demand(option: RemedyOption, claim_type: ClaimType, *, to_shop: bool = False) -> bool:
    """Tell whether the remedy is one to ask of the addressee, and not a step with others."""
    handling = handlings().get(option.remedy)
    if handling is None:
        return False
    return handling.kind == "demand" or (claim_type in handling.demand_in and not to_shop)


def is_route(option: RemedyOption, claim_type: ClaimType, *, to_shop: bool = False) -> bool:
    """Tell whether the remedy is a step with others, and not one to ask of the addressee."""
    handling = handlings().get(option.remedy)
    asked = is_demand(option, claim_type, to_shop=to_shop)
    return handling is not None and handling.kind == "route" and not asked


def is_certain(outcome: Outcome, rule_id: str) -> bool:
    """Tell whether a rule is of high certainty; a rule that is not cited is not doubted."""
    return all(c.certainty == "high" for c in outcome.citations if c.rule_id == rule_id)


def _best(
    options: Iterable[RemedyOption], available: Availability, wish: str | None
) -> RemedyOption | None:
    fitting = sorted((o for o in options if o.available is available), key=lambda o: o.order)
    wished = (o for o in fitting if _serves(o.remedy, wish))
    return next(wished, next(iter(fitting), None))


def _serves(remedy: str, wish: str | None) -> bool:
    return wish is not None and (remedy == wish or wish in handlings()[remedy].serves)


def _in_vocabulary(wish: str | None) -> str | None:
    """Return the remedy that a wish means; None where no trader can be asked for it."""
    if wish is None:
        return None
    demands = {name: h for name, h in handlings().items() if h.kind == "demand"}
    serving = (name for name, handling in demands.items() if wish in handling.serves)
    return wish if wish in demands else next(serving, None)


def _fallback(
    main: RemedyOption, asked: list[RemedyOption], wish: str | None
) -> tuple[RemedyOption | None, bool]:
    handling = handlings()[main.remedy]
    by_name = {r.remedy: r for r in reversed(asked) if r.remedy != main.remedy}
    named = [by_name[name] for name in handling.fallbacks if name in by_name]
    ready = [r for r in named if r.available in OPEN]
    wished = [r for r in ready if _serves(r.remedy, wish)]
    opened = [r for r in named if r.remedy in handling.opens and r.available in _CAN_OPEN]
    best = next(iter([*opened, *wished, *ready]), None)
    return best, best is not None and best.remedy in handling.opens
