"""Wherever a consumer wanders: an answer, no error, and the ways back, out and to a person."""

import pytest

from bot.agent import WholeTurnAgent
from tests.conversations.chat import Chat
from tests.conversations.walker import Walker, spoken_trouble

# The last test looks at all walks, so one process walks them.
pytestmark = [pytest.mark.conversation, pytest.mark.xdist_group("walks")]
WALKS = 34
TURNS = 60
LEAST_TURNS = 2_000
LEAST_STATES = 40
WALKED: list[Walker] = []


@pytest.mark.parametrize("seed", range(WALKS))
def test_no_walk_meets_an_error_a_silence_or_a_dead_end(
    seed: int, chat: Chat, agent: WholeTurnAgent
) -> None:
    assert agent.domain is not None
    walker = Walker(chat, seed, frozenset(spoken_trouble(agent.domain.responses)))
    WALKED.append(walker)
    walker.walk(TURNS)


def test_the_walks_are_long_and_lead_far() -> None:
    if len(WALKED) < WALKS:
        pytest.fail("the walks were not walked before")
    assert sum(len(walker.said) for walker in WALKED) >= LEAST_TURNS
    met = set().union(*(walker.met for walker in WALKED))
    print(sorted(met))
    assert len(met) >= LEAST_STATES
    assert any(state.startswith("filed") for state in met)
