"""Answers that are a wish: what people say, and the remedy that the law has for it."""

from __future__ import annotations

from collections.abc import Sequence

from casework.interview.answering.asked import Asked
from casework.interview.answering.choices import choose, options_meant
from casework.interview.answers import Accepted, Answer, Refused, Unsure
from casework.interview.catalogue import wishes
from casework.interview.questions import Wish

_KEEP_THE_GOODS = ("repair", "replacement", "delivery")


def read_remedy(asked: Asked) -> Answer:
    """Read which of the offered remedies is wished; code not_an_option."""
    answer = choose(asked)
    if not (isinstance(answer, Refused) and asked.question.options):
        return answer
    fact = asked.question.fact
    offered = [option.value for option in asked.question.options]
    wished = wished_remedies(asked.text, offered)
    if not wished:
        return answer
    if len(wished) > 1:
        return Unsure(tuple({fact: remedy} for remedy in wished), "which_option")
    return Accepted({fact: wished[0]})


def wished_remedies(text: str, offered: Sequence[str]) -> list[str]:
    """Return the remedies of ``offered``, in the law's order, that ``text`` wishes for.

    Each wish gives one remedy: the first that is offered.
    """
    meant = options_meant(tuple(wish.option for wish in wishes().values()), text)
    first = [_first_offered(wishes()[option.value], offered) for option in meant]
    return [remedy for remedy in offered if remedy in first]


def _first_offered(wish: Wish, offered: Sequence[str]) -> str | None:
    return next((remedy for remedy in offered if remedy in wish.remedies), None)


def same_wish(remedy: str, offered: Sequence[str]) -> str | None:
    """Return the remedy of ``offered`` that gives the money back, where ``remedy`` does so too."""
    money_back = wishes()["money_back"]
    return _first_offered(money_back, offered) if remedy in money_back.remedies else None


def go_together(first: str, second: str) -> bool:
    """Tell whether two remedies for one purchase can be asked for together.

    Who gives the goods back and takes the money can't keep them as well.
    """
    ends, keeps = _remedies_of("money_back"), _KEEP_THE_GOODS
    kept = frozenset().union(*(_remedies_of(wish) for wish in keeps))
    return not (first in ends and second in kept - ends)


def _remedies_of(wish: str) -> frozenset[str]:
    return frozenset(wishes()[wish].remedies)
