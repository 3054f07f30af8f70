"""Pauses between attempts grow; words for trouble come from the domain where it has them."""

import pytest
from rasa.shared.core.domain import Domain

from bot.channels.words import spoken
from bot.channels.worker import Pauses


def test_pauses_double_up_to_the_longest() -> None:
    pauses = Pauses(first=0.5, longest=5.0)
    assert [pauses.after(n) for n in (1, 2, 3, 4, 5, 1000)] == [0.5, 1.0, 2.0, 4.0, 5.0, 5.0]


@pytest.mark.parametrize(
    "response",
    [
        "utter_technical_trouble",
        "utter_send_again",
        "utter_refused_empty",
        "utter_refused_too_long",
    ],
)
def test_there_are_words_for_trouble_without_any_domain(response: str) -> None:
    assert spoken(None, response) == spoken(Domain.empty(), response) != ""


def test_the_words_of_the_domain_go_first() -> None:
    domain = Domain.from_yaml(
        "version: '3.1'\nresponses:\n  utter_technical_trouble:\n  - text: Back soon."
    )
    assert spoken(domain, "utter_technical_trouble") == "Back soon."
