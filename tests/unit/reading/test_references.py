"""Order and tracking numbers, addresses and telephones are told apart by label and shape."""

import pytest

from casework.reading.references import ReadReference, ReferenceKind, first_of, read_references

KIND = ReferenceKind


def first(text: str, kind: ReferenceKind) -> ReadReference | None:
    return first_of(read_references(text), kind)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("order number 4711", "4711"),
        ("Order no.: 4711", "4711"),
        ("order # 305-771", "305-771"),
        ("my order number is LW-20931.", "LW-20931"),
        ("order nr 4711, please", "4711"),
        ("order ref ABC123", "ABC123"),
        ("reference: A-77-B", "A-77-B"),
        ("order 4711 from Lampenwelt", "4711"),
        ("4711 is my order number", "4711"),
        ("Order ID OD330583930043548200", "OD330583930043548200"),
        ("123-4567890-1234567", "123-4567890-1234567"),
        ("invoice number 2026/118", "2026/118"),
    ],
)
def test_an_order_number_is_read_by_its_label_or_shape(text: str, number: str) -> None:
    reading = first(text, KIND.ORDER)
    assert reading is not None
    assert (reading.value, reading.sure) == (number, True)


def test_a_code_without_a_label_may_be_an_order_number() -> None:
    reading = first("it says OD330583930043548200 there", KIND.ORDER)
    assert reading is not None
    assert not reading.sure


@pytest.mark.parametrize(
    "text",
    [
        "I ordered 2 chairs",
        "order 2 lamps",
        "my order from 3 May 2026",
        "order 03/05/2026",
        "an order of 1500 euros",
        "order 1500 euros worth of lamps",
        "in order to 4711",
        "the WH-1000XM5 headphones",
        "iPhone14",
    ],
)
def test_what_is_no_order_number_is_not_read_as_one(text: str) -> None:
    assert first(text, KIND.ORDER) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tracking number 00340434161094042557", "00340434161094042557"),
        ("tracking: 1Z999AA10123456784", "1Z999AA10123456784"),
        ("1Z999AA10123456784", "1Z999AA10123456784"),
        ("RR123456785DE", "RR123456785DE"),
        ("parcel no. AB-889-12", "AB-889-12"),
    ],
)
def test_a_tracking_number_is_read_by_its_label_or_shape(text: str, number: str) -> None:
    reading = first(text, KIND.TRACKING)
    assert reading is not None
    assert reading.value == number


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (
            "write to anna.meier+shop@mail.example.org!",
            KIND.EMAIL,
            "anna.meier+shop@mail.example.org",
        ),
        ("see https://shop.example/a?b=c.", KIND.WEB, "https://shop.example/a?b=c"),
        ("www.lampenwelt.de", KIND.WEB, "www.lampenwelt.de"),
        ("from lampenwelt.de, in May", KIND.WEB, "lampenwelt.de"),
        ("bought from lampada.it", KIND.WEB, "lampada.it"),
        ("call +49 30 1234567", KIND.PHONE, "+49 30 1234567"),
        ("(415) 555-0133", KIND.PHONE, "(415) 555-0133"),
        ("020 7946 0958", KIND.PHONE, "020 7946 0958"),
        ("your case RD-7KQ2-M9XD", KIND.CASE, "RD-7KQ2-M9XD"),
        ("customer number 88123", KIND.OTHER, "88123"),
    ],
)
def test_each_kind_of_address_is_recognised(text: str, kind: ReferenceKind, value: str) -> None:
    reading = first(text, kind)
    assert reading is not None
    assert reading.value == value


@pytest.mark.parametrize(
    "text", ["I ordered.it was late", "it came.no reply", "a@b", "@shop", "e.g. this"]
)
def test_a_missing_space_makes_no_web_or_mail_address(text: str) -> None:
    assert read_references(text) == []
