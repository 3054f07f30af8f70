"""Names and addresses are checked for what can't be one, and kept as they were written."""

import pytest

from casework.reading.people import read_address, read_person_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Meier", "Anna Meier"),
        ("my name is Anna Meier.", "Anna Meier"),
        ("I'm Seán O'Brien-Smith", "Seán O'Brien-Smith"),
        ("Dr. J. R. Müller", "Dr. J. R. Müller"),
        ("王小明", "王小明"),
        ("Madonna", "Madonna"),
    ],
)
def test_a_name_is_taken_as_it_is_written(text: str, name: str) -> None:
    assert read_person_name(text) == name


@pytest.mark.parametrize(
    "text", ["no", "none of your business", "4711", "a@b.de", "I want a refund", "x", "!!!", ""]
)
def test_what_can_be_no_name_is_not_taken_for_one(text: str) -> None:
    assert read_person_name(text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Hauptstr. 5, 10115 Berlin", "Hauptstr. 5, 10115 Berlin"),
        ("my address is 10 Downing Street, London SW1A 2AA", "10 Downing Street, London SW1A 2AA"),
        ("12 rue de la Paix\n75002 Paris\nFrance", "12 rue de la Paix\n75002 Paris\nFrance"),
    ],
)
def test_an_address_keeps_its_lines(text: str, address: str) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize("text", ["Berlin", "somewhere", "12345", "no", ""])
def test_an_address_needs_a_number_and_a_place(text: str) -> None:
    assert read_address(text) is None
