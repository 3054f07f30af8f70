"""Dates are read as people write them, and nothing else is taken for a date."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from casework.reading.dates import Precision, ReadDate, read_dates

TODAY = date(2026, 11, 24)  # a Tuesday
THIRD_OF_MAY = date(2026, 5, 3)


def only(text: str, country: str | None = None) -> ReadDate:
    (reading,) = read_dates(text, TODAY, country)
    return reading


@pytest.mark.parametrize(
    "text",
    [
        "3 May 2026",
        "3rd May 2026",
        "3rd of May, 2026",
        "May 3rd",
        "May 3",
        "May 3, 2026",
        "MAY 3RD!!!",
        "on 3 may",
        "3-May-2026",
        "3/May/2026",
        "3May2026",
        "Sunday, 3 May 2026",
        "Sunday, May 3rd, 2026",
        "2026-05-03",
        "2026/05/03",
        "2026-05-03T10:15",
        "3.5.26",
        "03.05.2026",
        "3. 5. 2026",
        "3. Mai 2026",
        "le 3 mai",
        "3 de mayo de 2026",
        "2026年5月3日",
        "3 May '26",
        "\uff13 May 2026",
        "3\u00a0May\u202f2026",
        "٣ May 2026",
        "I ordered it on 3 May and paid at once",
    ],
)
def test_the_third_of_may_is_read_in_many_ways_of_writing(text: str) -> None:
    reading = only(text)
    assert (reading.value, reading.sure) == (THIRD_OF_MAY, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yesterday", date(2026, 11, 23)),
        ("yesterady", date(2026, 11, 23)),
        ("today", TODAY),
        ("the day before yesterday", date(2026, 11, 22)),
        ("two weeks ago", date(2026, 11, 10)),
        ("2 weeks back", date(2026, 11, 10)),
        ("10 days ago", date(2026, 11, 14)),
        ("a fortnight ago", date(2026, 11, 10)),
        ("a couple of days ago", date(2026, 11, 22)),
        ("a month ago", date(2026, 10, 24)),
        ("a year ago", date(2025, 11, 24)),
        ("last Tuesday", date(2026, 11, 17)),
        ("last tues", date(2026, 11, 17)),
        ("on Friday", date(2026, 11, 20)),
        ("since Monday", date(2026, 11, 23)),
        ("Tuesday of last week", date(2026, 11, 17)),
        ("the 3rd", date(2026, 11, 3)),
        ("no, it was the 30th", date(2026, 10, 30)),
        ("the 5th of last month", date(2026, 10, 5)),
        ("20 december", date(2025, 12, 20)),
        ("29 Feb", date(2024, 2, 29)),
        ("febuary 5", date(2026, 2, 5)),
    ],
)
def test_a_day_told_from_today_or_without_its_year_is_the_last_one_that_has_been(
    text: str, value: date
) -> None:
    reading = only(text)
    assert (reading.value, reading.sure, reading.in_future) == (value, True, False)


@pytest.mark.parametrize(
    ("country", "value"),
    [
        ("GB", date(2026, 4, 3)),
        ("DE", date(2026, 4, 3)),
        ("FR", date(2026, 4, 3)),
        ("AU", date(2026, 4, 3)),
        ("US", date(2026, 3, 4)),
        ("JP", date(2026, 3, 4)),
        ("CN", date(2026, 3, 4)),
    ],
)
def test_three_slash_four_is_read_as_the_country_writes_it(country: str, value: date) -> None:
    reading = only("3/4", country)
    assert (reading.value, reading.sure) == (value, True)


@pytest.mark.parametrize("country", [None, "CA"])
def test_three_slash_four_is_doubtful_where_the_country_does_not_tell(country: str | None) -> None:
    reading = only("ordered on 3/4", country)
    assert not reading.sure
    assert set(reading.alternatives) == {date(2026, 4, 3), date(2026, 3, 4)}


@pytest.mark.parametrize("text", ["13/5/2026", "5/13/2026", "2026-05-13", "13.5."])
def test_a_date_that_reads_only_one_way_needs_no_country(text: str) -> None:
    assert (only(text).value, only(text).sure) == (date(2026, 5, 13), True)


def test_the_other_reading_of_a_date_is_kept_even_where_the_country_decides() -> None:
    assert only("03/05/2026", "US").alternatives == (date(2026, 3, 5), THIRD_OF_MAY)


@pytest.mark.parametrize("text", ["31 Feb", "31/02/2026", "2026-13-40", "30.2.2026", "29 Feb 2025"])
def test_a_day_that_no_calendar_has_is_refused_with_the_reason(text: str) -> None:
    reading = only(text)
    assert (reading.value, reading.refusal) == (None, "date_impossible")


@pytest.mark.parametrize("text", ["tomorrow", "3 May 2027", "next Friday", "in two weeks"])
def test_a_day_to_come_is_flagged(text: str) -> None:
    assert only(text).in_future


def test_by_friday_may_be_the_one_gone_by_or_the_one_to_come() -> None:
    reading = only("they promised it by Friday")
    assert not reading.sure
    assert reading.alternatives == (date(2026, 11, 20), date(2026, 11, 27))


@pytest.mark.parametrize(
    ("text", "first", "precision"),
    [
        ("in September", date(2026, 9, 1), Precision.MONTH),
        ("May 2026", date(2026, 5, 1), Precision.MONTH),
        ("last month", date(2026, 10, 1), Precision.MONTH),
        ("05/2026", date(2026, 5, 1), Precision.MONTH),
        ("last week", date(2026, 11, 16), Precision.WEEK),
    ],
)
def test_a_month_or_a_week_names_no_day(text: str, first: date, precision: Precision) -> None:
    reading = only(text)
    assert (reading.value, reading.precision, reading.sure) == (first, precision, False)


@pytest.mark.parametrize("text", ["two weeks ago", "about 10 days ago", "a month ago"])
def test_a_counted_day_is_marked_as_about_right(text: str) -> None:
    assert only(text).precision is Precision.ABOUT


@pytest.mark.parametrize(
    "text",
    [
        "order number 4711",
        "my order no. is 2026-05-03-77",
        "order 12052026",
        "it cost 3.50 euros",
        "1.299,00 €",
        "€12.05",
        "call me at 030 12.05.2026",
        "+49 30 12 05 2026",
        "0171/2345678",
        "open 24/7",
        "I got 3/4 of the order",
        "5/5 stars",
        "50/50",
        "3 days later",
        "within 14 days",
        "arrived in two weeks",
        "the 3rd time",
        "my 2nd email",
        "a 3rd party seller",
        "v1.2.26",
        "192.168.10.26",
        "12-34-56",
        "sort code 20-05-26",
        "http://shop.example/2026/05/03/x",
        "anna-3-5-26@mail.example",
        "I may 3 times have asked",
        "the sun sat on the march",
        "a hundred years ago",
        "IBAN DE89 3704 0044 0532 0130 00",
        "",
    ],
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert read_dates(text, TODAY) == []


def test_an_amount_after_a_date_is_not_its_year() -> None:
    assert only("May 3 2000 euros were taken").value == THIRD_OF_MAY
    assert only("on 3 May 25 lamps came").value == THIRD_OF_MAY


def test_several_dates_are_returned_in_their_order() -> None:
    readings = read_dates("ordered 3 May 2026, due 10 May, nothing by yesterday", TODAY)
    assert [r.value for r in readings] == [THIRD_OF_MAY, date(2026, 5, 10), date(2026, 11, 23)]
    assert [r.words for r in readings] == ["3 May 2026", "10 May", "yesterday"]


def test_a_day_without_a_month_follows_the_date_before_it() -> None:
    readings = read_dates("ordered on 5 October, it was due on the 12th, came on the 3rd", TODAY)
    assert [r.value for r in readings] == [
        date(2026, 10, 5),
        date(2026, 10, 12),
        date(2026, 11, 3),
    ]


PAST_DAYS = st.dates(min_value=date(2012, 1, 1), max_value=TODAY)
WRITTEN = {
    "GB": ("en_GB", ("full", "long", "medium", "short")),
    "US": ("en_US", ("full", "long", "medium", "short")),
    "DE": ("de", ("long", "medium", "short")),
    "JP": ("ja", ("long", "medium")),
    "CN": ("zh", ("long", "medium")),
}


@given(PAST_DAYS, st.sampled_from([(c, f) for c, (_, forms) in WRITTEN.items() for f in forms]))
def test_every_day_that_a_country_writes_reads_back(day: date, form: tuple[str, str]) -> None:
    country, width = form
    written = format_date(day, width, locale=WRITTEN[country][0])
    assert [r.value for r in read_dates(written, TODAY, country)] == [day]


@given(PAST_DAYS, st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%d.%m.%Y"]))
def test_every_day_reads_back_whatever_the_country(day: date, form: str) -> None:
    (reading,) = read_dates(f"It was on {day.strftime(form)}, I think.", TODAY)
    assert (reading.value, reading.sure) == (day, True)


@given(st.dates(min_value=TODAY - timedelta(days=360), max_value=TODAY))
def test_a_day_of_the_last_year_needs_no_year(day: date) -> None:
    assert only(day.strftime("%d %B")).value == day


@given(st.integers(min_value=1, max_value=300))
def test_days_ago_are_counted_back(days: int) -> None:
    assert only(f"{days} days ago").value == TODAY - timedelta(days=days)
