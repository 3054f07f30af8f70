"""Where the day of a fact can lie."""

from __future__ import annotations

from datetime import date

from casework.interview.answers import Refused
from casework.interview.catalogue import date_rules
from casework.interview.questions import DateRule
from casework.reading.known import Facts, known_day

OLDEST_YEARS = 15  # an older purchase is a slip of the pen
FURTHEST_YEARS = 3


def rule_of(name: str) -> DateRule:
    """Return the rule of a fact; one without a rule lies in the past."""
    return date_rules().get(name, DateRule())


def check_day(name: str, day: date, today: date, facts: Facts) -> Refused | None:
    """Return the refusal of a day that can't be, None for one that can.

    Codes: date_in_future, date_too_old, not_a_date (years ahead), date_before_order,
    date_before_<fact>.
    """
    rule = rule_of(name)
    if day > today and not rule.may_be_future:
        return Refused("date_in_future", {"day": day})
    if day.year > today.year + FURTHEST_YEARS:
        return Refused("not_a_date", {"day": day})
    if day.year < today.year - OLDEST_YEARS:
        return Refused("date_too_old", {"day": day})
    return _before_the_earlier(rule, day, facts)


def _before_the_earlier(rule: DateRule, day: date, facts: Facts) -> Refused | None:
    if rule.not_before is None:
        return None
    earlier = known_day(facts, rule.not_before)
    if earlier is None or day >= earlier:
        return None
    short = "order" if rule.not_before == "order_date" else rule.not_before
    return Refused(f"date_before_{short}", {"day": day, "earlier": earlier})
