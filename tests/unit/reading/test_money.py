"""Amounts are read with their currency in the notation of any country, and nothing else is."""

from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from casework.reading.money import ReadMoney, read_amounts, read_number


def only(text: str, country: str | None = None) -> ReadMoney:
    (reading,) = read_amounts(text, country)
    return reading


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("€129.99", "129.99", "EUR"),
        ("129,99 EUR", "129.99", "EUR"),
        ("129,99€", "129.99", "EUR"),
        ("EUR40", "40", "EUR"),
        ("1.299,00 €", "1299.00", "EUR"),
        ("1 299,00 €", "1299.00", "EUR"),
        ("1\u202f299,00\u00a0€", "1299.00", "EUR"),
        ("£1,299", "1299", "GBP"),
        ("1,299.00 pounds", "1299.00", "GBP"),
        ("40 quid", "40", "GBP"),
        ("forty quid", "40", "GBP"),
        ("50p", "0.50", "GBP"),
        ("a hundred and twenty euros", "120", "EUR"),
        ("12 000 yen", "12000", "JPY"),
        ("\uff12\uff10\uff10 円", "200", "JPY"),
        ("RMB 300", "300", "CNY"),
        ("300 yuan", "300", "CNY"),
        ("₹1,29,999", "129999", "INR"),
        ("1'299.00 CHF", "1299.00", "CHF"),
        ("129.- CHF", "129", "CHF"),
        ("€ 45,-", "45", "EUR"),
        ("14k euros", "14000", "EUR"),
        ("US$ 20", "20", "USD"),
        ("R$ 100", "100", "BRL"),
        ("100 zł", "100", "PLN"),
        ("0 euros", "0", "EUR"),
        ("45 pounds 99", "45.99", "GBP"),
        ("12€50", "12.50", "EUR"),
        ("5 euros and 20 cents", "5.20", "EUR"),
        ("it was 45 EUROS!!!", "45", "EUR"),
        ("I want my €45 back", "45", "EUR"),
        ("2 chairs for 40 euros on 3 May 2026", "40", "EUR"),
    ],
)
def test_an_amount_is_read_with_its_currency(text: str, amount: str, currency: str) -> None:
    reading = only(text)
    assert (reading.amount, reading.currency) == (Decimal(amount), currency)
    assert reading.sure


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("¥12,000", ("JPY", "CNY")),
        ("500 kr", ("SEK", "NOK", "DKK", "ISK", "CZK")),
        ("Rs. 500", ("INR", "PKR", "LKR")),
    ],
)
def test_a_sign_of_several_currencies_is_left_open(text: str, meanings: tuple[str, ...]) -> None:
    reading = only(text)
    assert (reading.currency, reading.sure, reading.alternatives) == (None, False, meanings)


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("¥12,000", "JP", "JPY"),
        ("¥300", "CN", "CNY"),
        ("$40", "CA", "CAD"),
        ("$40", "US", "USD"),
        ("500 kr", "NO", "NOK"),
    ],
)
def test_the_country_settles_a_shared_sign(text: str, country: str, currency: str) -> None:
    reading = only(text, country)
    assert (reading.currency, reading.sure) == (currency, True)


def test_dollars_without_a_country_are_probably_american_but_not_surely() -> None:
    reading = only("$1,299")
    assert (reading.amount, reading.currency, reading.sure) == (Decimal(1299), "USD", False)


@pytest.mark.parametrize("text", ["the price was 45 not 54", "I paid 45", "price: 45", "for 45"])
def test_a_bare_number_beside_a_word_for_price_is_an_amount_without_currency(text: str) -> None:
    reading = only(text)
    assert (reading.amount, reading.currency, reading.sure) == (Decimal(45), None, False)


@pytest.mark.parametrize(
    "text",
    ["about 40 euros", "up to 40 euros", "40 euros a month", "40 euros each", "30 or 40 euros"],
)
def test_a_hedged_amount_is_not_sure(text: str) -> None:
    reading = only(text)
    assert reading.hedged
    assert not reading.sure


@pytest.mark.parametrize(
    "text",
    [
        "a lot",
        "too much money",
        "order number 4711",
        "order no. 129-99",
        "2 chairs",
        "in 2026",
        "20% off",
        "100 percent",
        "+49 30 1234567",
        "0171 2345678",
        "paid 45 days ago",
        "for 2 weeks",
        "1080p",
        "it weighs 5 pounds",
        "€1.29.9",
        "it took 20 days and 4",
        "20 try",
        "card 4111 1111 1111 1111",
        "4000000000000 euros",
        "",
    ],
)
def test_what_is_no_amount_is_not_read_as_one(text: str) -> None:
    assert [r.amount for r in read_amounts(text) if r.sure] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.299,00", "1299.00"),
        ("1,299.00", "1299.00"),
        ("1,299", "1299"),
        ("12,5", "12.5"),
        ("0.99", "0.99"),
        ("1.299.000", "1299000"),
        ("1,2,3", None),
        ("1.29.9", None),
        ("", None),
        ("abc", None),
    ],
)
def test_a_number_is_read_in_the_notation_of_any_country(text: str, value: str | None) -> None:
    assert read_number(text) == (None if value is None else Decimal(value))


AMOUNTS = st.decimals(min_value="0.01", max_value="999999.99", places=2)
LOCALES = ("en_GB", "en_US", "de_DE", "fr_FR", "es_ES", "de_CH", "pl_PL", "en_IN", "sv_SE")


@given(AMOUNTS, st.sampled_from(LOCALES), st.sampled_from(["EUR", "GBP", "PLN"]))
def test_every_amount_reads_back_from_every_locale(
    amount: Decimal, locale: str, currency: str
) -> None:
    written = format_currency(amount, currency, locale=locale)
    assert [(r.amount, r.currency) for r in read_amounts(written)] == [(amount, currency)]


@given(AMOUNTS, st.sampled_from(LOCALES))
def test_every_number_reads_back_from_every_locale(amount: Decimal, locale: str) -> None:
    assert read_number(format_decimal(amount, "#,##0.00", locale=locale)) == amount
