"""Which changes a filed case can go through: the whole of its life on one page.

Who may cause a change, and by which rule, is in ``life.yml``.
"""

from __future__ import annotations

from functools import lru_cache

from statemachine import State, StateMachine

from casework.cases.errors import ChangeRefused


class LifeOfCase(StateMachine):
    """The states of a case and the events that lead from one to another.

    There is deliberately no way from silence to ``performed`` or to a settlement: only somebody's
    word leads there.
    """

    filed = State(value="filed", initial=True)
    letter_sent = State(value="letter_sent")
    trader_answered = State(value="trader_answered")
    negotiating = State(value="negotiating")
    mediation = State(value="mediation")
    proposal = State(value="proposal")
    settled = State(value="settled")
    performed = State(value="performed")
    breached = State(value="breached")
    closed = State(value="closed")
    reopened = State(value="reopened")

    send_letter = (
        letter_sent.from_(filed, trader_answered, reopened)
        | letter_sent.to.itself()
        | breached.to.itself()
    )
    come_back = letter_sent.to(filed)
    answer = (
        trader_answered.from_(filed, letter_sent, reopened)
        | trader_answered.to.itself()
        | breached.to.itself()
    )
    negotiate = negotiating.from_(filed, letter_sent, trader_answered, breached, reopened)
    mediate = mediation.from_(filed, letter_sent, trader_answered, negotiating, breached, reopened)
    propose = mediation.to(proposal)
    set_aside = proposal.to(mediation)
    settle = settled.from_(negotiating, mediation, proposal)
    perform = performed.from_(settled, breached)
    breach = breached.from_(settled, performed)

    finish = performed.to(closed)
    confirm = closed.from_(
        filed, letter_sent, trader_answered, negotiating, mediation, proposal, settled, breached,
        reopened,
    )  # fmt: skip
    claim_done = closed.from_(
        letter_sent, trader_answered, negotiating, mediation, proposal, settled, breached, reopened
    )
    fall_silent = closed.from_(
        filed, letter_sent, trader_answered, negotiating, mediation, proposal, settled, breached,
        reopened,
    )  # fmt: skip
    withdraw = closed.from_(
        filed, letter_sent, trader_answered, negotiating, mediation, proposal, settled, breached,
        reopened,
    )  # fmt: skip
    give_up = closed.from_(
        filed, letter_sent, trader_answered, negotiating, mediation, proposal, breached, reopened
    )
    refer = closed.from_(
        filed, letter_sent, trader_answered, negotiating, mediation, proposal, breached, reopened
    )
    reopen = closed.to(reopened)


BEGINNING = "file"
"""The event of the first row of every life; it leads to ``filed``."""


@lru_cache(maxsize=1)
def changes() -> dict[tuple[str, str], str]:
    """Return where each event leads from each state: ``(state, event)`` to the new state."""
    return {
        (str(state.value), event): str(transition.target.value)
        for state in LifeOfCase.states
        for transition in state.transitions
        for event in transition.event.split()
    }


def possible_events(state: str) -> frozenset[str]:
    """Return the events that can happen to a case in this state, whoever causes them."""
    return frozenset(event for source, event in changes() if source == state)


def state_after(state: str, event: str) -> str:
    """Return where ``event`` leads from ``state``.

    Raises:
        ChangeRefused: the event cannot happen there.

    """
    led_to = changes().get((state, event))
    if led_to is None:
        raise ChangeRefused(f"{event} cannot happen to a case that is {state}")
    return led_to
