"""The date engine against a plain counter that walks day by day, and the examples of the law."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.law.calendars import Calendar, calendar_of
from casework.law.dates import Period, StartEvent, Unit, conventions, last_day
from casework.law.outcome import Computation

FIRST = {"first_day_counts": True}
ONE_DAY = timedelta(days=1)
EARLIEST = datetime(2020, 1, 1)  # noqa: DTZ001 - hypothesis takes bounds without a zone
LATEST = datetime(2030, 1, 1)  # noqa: DTZ001
COUNTRIES = [("DE", None), ("FR", None), ("GB", "ENG"), ("US", None), ("CN", None), ("JP", None)]

days = st.dates(date(2019, 12, 1), date(2032, 3, 31))  # leap days 2020, 2024, 2028; year ends
places = st.sampled_from(COUNTRIES)
moments = st.datetimes(timezones=st.just(UTC), min_value=EARLIEST, max_value=LATEST)
numbers = st.integers(1, 100)
patient = settings(deadline=None, max_examples=80)  # holiday tables are slow on first use


# --- The plain counter: no arithmetic on dates but "the next day" --------------------------------


@lru_cache
def holiday_table(country: str, part: str | None, year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=part, years=year)


def rests(day: date, place: tuple[str, str | None]) -> bool:
    """Say whether a day is a day of rest, from the holiday table alone."""
    table = holiday_table(*place, day.year)
    if day in getattr(table, "weekend_workdays", set()):
        return False
    return day.weekday() in (5, 6) or day in table


def walk(day: date, steps: int) -> date:
    for _ in range(steps):
        day += ONE_DAY
    return day


def walk_to_working_day(day: date, place: tuple[str, str | None]) -> date:
    while rests(day, place):
        day += ONE_DAY
    return day


def walk_working_days(day: date, steps: int, place: tuple[str, str | None]) -> date:
    while steps:
        day += ONE_DAY
        if not rests(day, place):
            steps -= 1
    return day


def walk_months(day: date, months: int) -> date:
    """Walk to the same day of the month ``months`` later, or to the last day of that month."""
    wanted = day.day
    seen = 0
    while True:
        day += ONE_DAY
        if day.day == 1:
            seen += 1
        length = calendar.monthrange(day.year, day.month)[1]
        if seen == months and day.day == min(wanted, length):
            return day


# --- Promises ------------------------------------------------------------------------------------


def count(
    start: date | datetime,
    n: int,
    unit: Unit,
    convention: str,
    place: tuple[str, str | None] = ("DE", None),
    **how: bool,
) -> tuple[date, Computation]:
    event = StartEvent(start, "an event", "TEST-1")
    period = Period(n, unit, **how)
    return last_day(event, period, conventions()[convention], calendar_of(*place))


@patient
@given(days, numbers, places)
def test_calendar_days_are_counted_one_by_one(
    start: date, n: int, place: tuple[str, str | None]
) -> None:
    assert count(start, n, Unit.DAY, "CNT-UK", place)[0] == walk(start, n)


@patient
@given(days, numbers, places)
def test_a_last_day_of_rest_runs_to_the_next_working_day(
    start: date, n: int, place: tuple[str, str | None]
) -> None:
    wanted = walk_to_working_day(walk(start, n), place)
    assert count(start, n, Unit.DAY, "CNT-EU", place)[0] == wanted
    assert count(start, n, Unit.DAY, "CNT-CN", place)[0] == wanted


@patient
@given(days, numbers, places)
def test_where_the_first_day_counts_the_period_is_a_day_shorter(
    start: date, n: int, place: tuple[str, str | None]
) -> None:
    assert count(start, n, Unit.DAY, "CNT-UK", place, first_day_counts=True)[0] == walk(
        start, n - 1
    )


@patient
@given(days, st.integers(1, 40), places)
def test_working_days_skip_every_day_of_rest_and_no_other(
    start: date, n: int, place: tuple[str, str | None]
) -> None:
    last, computation = count(start, n, Unit.WORKING_DAY, "CNT-US", place)
    assert last == walk_working_days(start, n, place)
    skipped = {s.day for s in computation.skipped}
    between = {walk(start, i) for i in range(1, (last - start).days + 1)}
    assert skipped == {day for day in between if rests(day, place)}
    assert all(s.reason for s in computation.skipped)


@patient
@given(days, st.integers(1, 40), places)
def test_no_day_is_lost_or_doubled_in_a_working_day_count(
    start: date, n: int, place: tuple[str, str | None]
) -> None:
    last, computation = count(start, n, Unit.BUSINESS_DAY, "CNT-UK", place)
    assert (last - start).days == n + len(computation.skipped)


@patient
@given(days, st.integers(1, 40))
def test_months_end_on_the_same_date_or_the_last_of_a_shorter_month(start: date, n: int) -> None:
    assert count(start, n, Unit.MONTH, "CNT-UK")[0] == walk_months(start, n)
    assert count(start, n, Unit.MONTH, "CNT-EU")[0] == walk_to_working_day(
        walk_months(start, n), ("DE", None)
    )


@patient
@given(days, st.integers(1, 10))
def test_years_are_twelve_months(start: date, n: int) -> None:
    assert count(start, n, Unit.YEAR, "CNT-UK")[0] == walk_months(start, 12 * n)


@patient
@given(days, st.integers(1, 60))
def test_weeks_are_seven_days(start: date, n: int) -> None:
    assert count(start, n, Unit.WEEK, "CNT-UK")[0] == walk(start, 7 * n)
    assert count(start, n, Unit.WEEK, "CNT-JP")[0] == walk(start, 7 * n)


@patient
@given(days, st.integers(1, 40))
def test_japan_ends_the_day_before_the_date_that_corresponds_to_the_first_day_counted(
    start: date, n: int
) -> None:
    first = walk(start, 1)
    corresponding = walk_months(first, n)
    shorter_month = corresponding.day != first.day
    wanted = corresponding if shorter_month else corresponding - ONE_DAY
    assert count(start, n, Unit.MONTH, "CNT-JP", ("JP", None))[0] == wanted


@patient
@given(days, st.integers(1, 200), places)
def test_a_longer_period_never_ends_earlier(
    start: date, n: int, place: tuple[str, str | None]
) -> None:
    for convention in conventions():
        assert (
            count(start, n, Unit.DAY, convention, place)[0]
            <= count(start, n + 1, Unit.DAY, convention, place)[0]
        )


@patient
@given(days, numbers)
def test_a_period_backwards_and_forwards_comes_home(start: date, n: int) -> None:
    earlier, _ = count(start, n, Unit.DAY, "CNT-EU", backwards=True)
    assert walk(earlier, n) == start


@patient
@given(moments, st.integers(1, 400))
def test_hours_run_through_weekends_and_are_never_stretched(start: datetime, n: int) -> None:
    last, computation = count(start, n, Unit.HOUR, "CNT-EU")
    assert last == (start + timedelta(hours=n)).date()
    assert computation.skipped == ()


@patient
@given(days)
def test_a_change_of_the_clock_loses_no_hour_of_the_count(start: date) -> None:
    morning = datetime(start.year, start.month, start.day, 2, 30, tzinfo=UTC)
    assert count(morning, 72, Unit.HOUR, "CNT-EU")[0] == walk(start, 3)


@patient
@given(days, numbers, places)
def test_every_computation_names_its_start_its_rule_and_its_words(
    start: date, n: int, place: tuple[str, str | None]
) -> None:
    last, computation = count(start, n, Unit.DAY, "CNT-EU", place)
    assert computation.start_date == start
    assert computation.rule_id == "TEST-1"
    assert computation.convention == "CNT-EU"
    assert str(last.year) in computation.counted
    assert [s.day for s in computation.skipped] == sorted(s.day for s in computation.skipped)


@pytest.mark.parametrize(
    ("start", "n", "unit", "convention", "place", "how", "wanted"),
    [
        # goods on a Saturday: the fourteenth day is a Saturday, the right runs to Monday
        ("2026-09-05", 14, Unit.DAY, "CNT-EU", ("DE", None), {}, "2026-09-21"),
        ("2026-09-03", 1, Unit.MONTH, "CNT-EU", ("IE", None), {}, "2026-10-05"),
        ("2026-09-05", 14, Unit.DAY, "CNT-UK", ("GB", "ENG"), {}, "2026-09-19"),
        # "six months beginning with the day": the day before the same date
        ("2026-09-14", 6, Unit.MONTH, "CNT-UK", ("GB", "ENG"), FIRST, "2027-03-13"),
        ("2026-08-31", 6, Unit.MONTH, "CNT-UK", ("GB", "ENG"), FIRST, "2027-02-28"),
        ("2026-11-24", 14, Unit.DAY, "CNT-UK", ("GB", "ENG"), FIRST, "2026-12-07"),
        # eight days counted from the day of receipt
        ("2026-11-14", 8, Unit.DAY, "CNT-JP", ("JP", None), FIRST, "2026-11-21"),
        ("2026-11-01", 1, Unit.YEAR, "CNT-JP", ("JP", None), {}, "2027-11-01"),
        # Christmas and Boxing Day, the latter moved to Monday
        ("2026-12-24", 1, Unit.BUSINESS_DAY, "CNT-UK", ("GB", "ENG"), {}, "2026-12-29"),
        # a Chinese Sunday that is a working day before the holidays
        ("2026-02-13", 1, Unit.WORKING_DAY, "CNT-CN", ("CN", None), {}, "2026-02-14"),
        ("2024-02-29", 1, Unit.YEAR, "CNT-UK", ("GB", "ENG"), {}, "2025-02-28"),
        ("2027-01-31", 1, Unit.MONTH, "CNT-UK", ("GB", "ENG"), {}, "2027-02-28"),
    ],
)
def test_an_example_of_the_law(
    start: str,
    n: int,
    unit: Unit,
    convention: str,
    place: tuple[str, str | None],
    how: dict[str, bool],
    wanted: str,
) -> None:
    last, _ = count(date.fromisoformat(start), n, unit, convention, place, **how)
    assert last == date.fromisoformat(wanted)


def test_the_words_say_why_a_weekend_was_passed_over() -> None:
    _, computation = count(date(2026, 9, 5), 14, Unit.DAY, "CNT-EU")
    assert "19 September 2026" in computation.counted
    assert "Monday 21 September 2026" in computation.counted
    assert [s.reason for s in computation.skipped] == ["Saturday", "Sunday"]


def test_a_holiday_is_named() -> None:
    _, computation = count(date(2026, 12, 11), 14, Unit.DAY, "CNT-EU")
    assert computation.skipped[0].reason == "Christmas Day"


def test_a_period_of_nothing_is_the_day_itself() -> None:
    last, computation = count(date(2026, 12, 26), 0, Unit.DAY, "CNT-EU")
    assert last == date(2026, 12, 26)
    assert "the day itself" in computation.counted


def test_a_negative_period_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        count(date(2026, 1, 1), -1, Unit.DAY, "CNT-EU")


def test_a_country_without_a_calendar_has_weekends_only() -> None:
    unknown = Calendar("AQ1")
    assert unknown.reason_to_rest(date(2026, 12, 25)) is None
    assert unknown.reason_to_rest(date(2026, 12, 26)) == "Saturday"
