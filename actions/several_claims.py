"""Which kinds of problem the case is about: taken up, left, or changed, with what follows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy.orm import Session

from actions.story import record_told
from actions.turn import Turn
from casework.interview.problems import (
    announces_another,
    further_problem,
    names_another,
    problems_told,
)
from casework.law.outcome import ClaimType
from casework.reading.yes_no import read_yes_no
from casework.store.cases import Draft
from casework.store.claims import stand_as
from casework.store.facts import facts_in_force, record_fact, withdraw_facts
from casework.words import word

AGREED = "claims_agreed"
"""The fact that remembers how the claims stood before the last change, for the way back."""
LEAST_LIKELY, LEAST_LIKELY_IN_A_STORY = 0.001, 0.05
"""With words for both in a message, a second kind of this confidence counts; more in a long one."""
LONG_STORY = 70  # words; in so many, some sound like a second problem by accident
SURE_OF_CLAIM = 0.5
UNNAMED = "unnamed"
"""Stands for a further problem that was announced, but not told yet."""
OF_THE_OTHER_SIDE = (
    *("seller_name", "seller_contact", "seller_country", "seller_answer", "seller_reply"),
    *("goods", "amount"),
)
"""What changes its meaning between a bank and a shop."""
LAST_STEPS = ("summary_confirmed", "file_confirmed")
BOTH = re.compile(r"\b(?:both|all|two|each|all of (?:it|them))\b", re.I)
ONLY_FIRST = re.compile(r"\b(?:first|former|1st)\b", re.I)
ONLY_SECOND = re.compile(r"\b(?:second|latter|other|2nd|last)\b", re.I)
ONLY = re.compile(r"\b(?:only|just|nothing but|stick to|stay with|keep)\b", re.I)
DROP = re.compile(r"\b(?:drop|forget|leave out|remove|without|never ?mind|ignore|skip)\b", re.I)
SHORT = 14  # words; who drops a problem is short


def kinds_of(known: Draft) -> list[str]:
    """Return the kinds of the claims, the first one first."""
    return [claim.claim_type for claim in known.claims]


def claims_in_words(kinds: Iterable[str]) -> str:
    """Return kinds of claim in words, joined."""
    return "; ".join(word("claims", kind) for kind in kinds)


def goes_to_the_bank(kinds: list[str]) -> bool:
    """Tell whether the other side of such claims is a bank: of a payment that stands alone."""
    return kinds == [ClaimType.PAYMENT]


# What was heard ---------------------------------------------------------------------------------


def second_in_story(words: str, claim_type: str, turn: Turn) -> str | None:
    """Return the kind of a second problem that a first message tells of."""
    least = LEAST_LIKELY_IN_A_STORY if len(words.split()) > LONG_STORY else LEAST_LIKELY
    return further_problem(words, [claim_type], turn.claim_guesses(), least)


def second_told(turn: Turn, known: Draft) -> str | None:
    """Return the kind of a further problem that words in the middle of a claim tell of.

    It has to be announced as a further one; ``UNNAMED`` where it is announced and nothing else.
    """
    words, ours = turn.words, kinds_of(known)
    if not announces_another(words):
        return None
    guesses = turn.claim_guesses()
    found = further_problem(words, ours, guesses, LEAST_LIKELY, announced=True)
    kind = found or _likely(turn, ours)
    if kind is not None:
        return str(kind)
    return UNNAMED if names_another(words) and not _tells_of(words, ours) else None


def _likely(turn: Turn, ours: list[str]) -> str | None:
    likely = (kind for kind, sure in turn.claim_guesses() if sure >= SURE_OF_CLAIM)
    return next((kind for kind in likely if kind not in ours and kind in set(ClaimType)), None)


def _tells_of(words: str, ours: list[str]) -> bool:
    return bool(set(problems_told(words)) & set(ours))


def only_one_of(turn: Turn, known: Draft) -> str | None:
    """Return the one claim of several that words want to keep, None where they do not say so."""
    ours, words = kinds_of(known), turn.words
    told = [kind for kind in problems_told(words) if kind in ours]
    if len(ours) < 2 or len(told) != 1 or len(words.split()) > SHORT:
        return None
    if DROP.search(words):
        left = [kind for kind in ours if kind != told[0]]
        return left[0] if len(left) == 1 else None
    return str(told[0]) if ONLY.search(words) else None


def which_claims(words: str, ours: list[str], second: str) -> list[str] | None:
    """Return the kinds that an answer to "shall I take both?" means, None where it is unclear."""
    agreed, told = read_yes_no(words), problems_told(words)
    if words in ("both", "first", "second"):
        return {"both": [*ours, second], "first": ours, "second": [second]}[words]
    if BOTH.search(words) and not ONLY.search(words):
        return [*ours, second]
    if agreed is not None:
        return [*ours, second] if agreed else ours
    meant = {kind for kind in (*ours, second) if kind in told}
    if ONLY_SECOND.search(words) or meant == {second}:
        return [second]
    if ONLY_FIRST.search(words) or meant & set(ours) == meant != set():
        return ours
    return [*ours, second] if second in meant else None


# What follows -----------------------------------------------------------------------------------


def take_up(kinds: list[str], known: Draft, turn: Turn, session: Session, *, asked: str) -> None:
    """Make ``kinds`` the claims of the case, and drop what does not fit them any more.

    ``asked`` is the kind that the bot asked about; the way back asks about it again.
    """
    before = kinds_of(known)
    _withdraw_unfit(before, kinds, known, turn, session)
    known.claims[:] = stand_as(session, known.case, kinds, turn.now)
    value = {"before": before, "asked": asked}
    record_fact(
        session, known.case, AGREED, value, turn_id=turn.turn_id, said=turn.words, now=turn.now
    )
    _read_again(before, known, turn, session)
    known.facts.clear()
    known.facts.update(facts_in_force(session, known.case))


def take_back(known: Draft, turn: Turn, session: Session) -> str | None:
    """Put the claims back as they were before the last change; return the kind it was about."""
    remembered = known.facts[AGREED].value
    before = [kind for kind in remembered["before"] if kind in set(ClaimType)]
    _withdraw_unfit(kinds_of(known), before, known, turn, session)
    known.claims[:] = stand_as(session, known.case, before, turn.now)
    return str(remembered["asked"]) if remembered["asked"] else None


def _withdraw_unfit(
    before: list[str], after: list[str], known: Draft, turn: Turn, session: Session
) -> None:
    unfit = set(LAST_STEPS)
    if before[:1] != after[:1]:
        unfit |= {"wished_remedy", *(f"wished_remedy_{kind}" for kind in after[:1])}
    unfit |= {f"wished_remedy_{kind}" for kind in before if kind not in after}
    if any(kind not in before for kind in after):
        unfit.add("evidence")
    if goes_to_the_bank(before) is not goes_to_the_bank(after):
        _keep_sum_taken(before, known, turn, session)
        unfit |= set(OF_THE_OTHER_SIDE)
    withdraw_facts(session, known.case, unfit, turn.now)


def _keep_sum_taken(before: list[str], known: Draft, turn: Turn, session: Session) -> None:
    """Keep the sum that was taken from a bank apart from the price of what was bought."""
    amount = known.facts.get("amount")
    if goes_to_the_bank(before) and amount is not None and amount.standing == "known":
        sum_taken, name = amount.value, "unauthorised_amount"
        record_fact(
            session,
            known.case,
            name,
            sum_taken,
            confirmed=amount.confirmed,
            turn_id=amount.turn_id,
            said=amount.said,
            now=turn.now,
        )


def _read_again(before: list[str], known: Draft, turn: Turn, session: Session) -> None:
    """Read in the first message, and in the words that told of more, what fits the kinds now."""
    kinds, story = kinds_of(known), known.facts.get("story")
    told = str(story.value) if story is not None else ""
    more = str(turn.slots.get("told_story") or turn.words)
    for kind in kinds:
        for words in (told, "" if kind in before else more):
            if words:
                record_told(session, known.case, kind, words, turn, kinds)
