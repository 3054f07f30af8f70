"""Which element of a claim is proved, weak or unproved, and what would help most next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from casework.casefile import CaseFile, KnownFact
from casework.evidence.sufficiency.burden import Bearer, bearer_of
from casework.evidence.sufficiency.rules import KNOWN, ElementRule, element_rules
from casework.law.outcome import Outcome
from casework.store.models import Exhibit

DISPUTED, AGREED = "disputed", "agreed"


class Strength(StrEnum):
    """How well an element stands."""

    PROVED = "proved"  # an exhibit shows it, or the other side grants it
    WEAK = "weak"  # only told, or its exhibit is disputed, or something speaks against it
    UNPROVED = "unproved"  # not even told


class Why(StrEnum):
    """The reason for a strength, for the words of chat and console."""

    EXHIBIT = "exhibit"
    ADMITTED = "admitted"
    DISPUTED = "disputed"
    CONTRADICTED = "contradicted"
    ONLY_TOLD = "only_told"
    NOT_TOLD = "not_told"


@dataclass(frozen=True)
class ProvingExhibit:
    """What the view needs of an exhibit; ``proves`` names facts or elements."""

    id: str
    label: str | None
    title: str
    proves: tuple[str, ...] = ()
    agreed: str | None = None  # agreed or disputed, by the other side


@dataclass(frozen=True)
class Element:
    """One thing that has to be shown, how it stands, and what would make it stand better.

    ``exhibits`` are the ids of what shows it; ``burden_sentences`` are the law's own; ``help`` is
    the evidence to look for, None where the element is proved.
    """

    key: str
    title: str
    strength: Strength
    why: Why
    burden: Bearer
    burden_sentences: tuple[str, ...]
    exhibits: tuple[str, ...]
    facts: tuple[str, ...]  # known facts that tell of it
    help: str | None


def sufficiency(
    case: CaseFile, outcome: Outcome, exhibits: Sequence[ProvingExhibit]
) -> list[Element]:
    """Return the elements of the claim that ``outcome`` answers, the weightiest first."""
    rules = element_rules()[outcome.claim_type]
    return [
        _element(key, rule, case, outcome, exhibits)
        for key, rule in rules.items()
        if _matters(rule, case)
    ]


def helps_most(elements: Iterable[Element]) -> Element | None:
    """Return the element for which more evidence helps most, None where all are proved.

    What the consumer has to prove goes before what is the trader's task, and what nothing shows
    before what is weak.
    """
    open_ones = [e for e in elements if e.strength is not Strength.PROVED]
    return min(open_ones, key=_urgency, default=None)


def proving(exhibits: Iterable[Exhibit]) -> list[ProvingExhibit]:
    """Return what the stored exhibits can prove; erased or infected ones prove nothing."""
    return [
        ProvingExhibit(e.id, e.label, e.title, tuple(map(str, e.proves or ())), e.agreed)
        for e in exhibits
        if e.state == "kept" and e.scan != "infected"
    ]


def _urgency(element: Element) -> tuple[bool, bool]:
    return element.burden is Bearer.TRADER, element.strength is Strength.WEAK


def _element(
    key: str,
    rule: ElementRule,
    case: CaseFile,
    outcome: Outcome,
    exhibits: Sequence[ProvingExhibit],
) -> Element:
    told = tuple(name for name in rule.facts if case.known(name) is not None)
    shown = [e for e in exhibits if _shows(e, key, rule, case)]
    strength, why = _strength(rule, case, told, shown)
    burden, sentences = bearer_of(rule, outcome.burden_of_proof)
    return Element(
        key=key,
        title=rule.title,
        strength=strength,
        why=why,
        burden=burden,
        burden_sentences=sentences,
        exhibits=tuple(e.id for e in shown),
        facts=told,
        help=None if strength is Strength.PROVED else _help(rule, outcome.decisive_evidence),
    )


def _shows(exhibit: ProvingExhibit, key: str, rule: ElementRule, case: CaseFile) -> bool:
    named = {key, *rule.facts} & set(exhibit.proves)
    read = any(_is_read_in(case.facts.get(name), exhibit.id) for name in rule.facts)
    return bool(named) or read


def _is_read_in(fact: KnownFact | None, exhibit_id: str) -> bool:
    return fact is not None and fact.standing == "known" and fact.exhibit_id == exhibit_id


def _strength(
    rule: ElementRule, case: CaseFile, told: tuple[str, ...], shown: list[ProvingExhibit]
) -> tuple[Strength, Why]:
    if any(e.agreed == AGREED for e in shown) or _holds(rule.admitted, case):
        return Strength.PROVED, Why.ADMITTED
    if _holds(rule.against, case):
        return Strength.WEAK, Why.CONTRADICTED
    if any(e.agreed != DISPUTED for e in shown):
        return Strength.PROVED, Why.EXHIBIT
    if shown:
        return Strength.WEAK, Why.DISPUTED
    return (Strength.WEAK, Why.ONLY_TOLD) if told else (Strength.UNPROVED, Why.NOT_TOLD)


def _matters(rule: ElementRule, case: CaseFile) -> bool:
    return not rule.when or _holds(rule.when, case)


def _holds(conditions: Mapping[str, tuple[Any, ...] | str], case: CaseFile) -> bool:
    """Tell whether one of the facts has one of the values that are named for it."""
    for name, values in conditions.items():
        value = case.known(name)
        if value is not None and (values == KNOWN or value in values):
            return True
    return False


def _help(rule: ElementRule, decisive: Iterable[str]) -> str:
    """Return the law's decisive evidence that serves the element, else the usual one."""
    wanted = (e for e in decisive if any(re.search(w, e, re.IGNORECASE) for w in rule.evidence))
    return next(wanted, rule.help)
