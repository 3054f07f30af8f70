"""Which steps with others a letter names: only open ones, each once, by their closest name."""

from __future__ import annotations

import pytest

from casework.law.outcome import Availability, ClaimType, RemedyOption
from casework.letters.steps import step_topic, steps_of
from tests.unit.letters import letter_cases as cases

NOW, CONDITIONAL, NOT_YET = cases.NOW, cases.CONDITIONAL, cases.NOT_YET


def outcome_with(*options: tuple[int, str, Availability], claim=ClaimType.CONFORMITY, **more):
    remedies: tuple[RemedyOption, ...] = tuple(
        cases.remedy(order, name, available, "EU-CON-3") for order, name, available in options
    )
    return cases.outcome_of(claim, remedies, (cases.cite("EU-CON-3", "SGD Art. 13"),), **more)


def test_a_step_named_twice_is_told_once():
    outcome = outcome_with((1, "repair", NOW), (3, "court", NOW), escalation=("court", "Court"))
    assert [step.topic for step in steps_of(outcome)] == ["court"]


def test_what_the_letter_itself_does_is_no_further_step():
    outcome = outcome_with((1, "repair", NOW), escalation=("complaint to the seller",))
    assert steps_of(outcome) == ()


def test_no_letter_holds_out_the_police():
    outcome = outcome_with((1, "repair", NOW), escalation=("police",))
    assert steps_of(outcome) == ()


def test_a_longer_name_of_a_step_is_known_by_its_beginning():
    assert step_topic("court of the part of the UK where you live") == "court"
    assert step_topic("courtesy call") is None


def test_a_closer_name_stands_in_the_place_of_the_route():
    outcome = outcome_with(
        (2, "regulator_complaint", CONDITIONAL), escalation=("Information Commissioner (ICO)",)
    )
    assert [(step.topic, step.certain) for step in steps_of(outcome)] == [
        ("information_commissioner", False)
    ]


@pytest.mark.parametrize("closed", [Availability.LOST, Availability.NO, NOT_YET])
def test_no_name_opens_a_route_that_is_closed(closed):
    outcome = outcome_with(
        (2, "regulator_complaint", closed),
        (2, "court", closed),
        escalation=("Information Commissioner", "small claims track", "county court"),
    )
    assert steps_of(outcome) == ()
