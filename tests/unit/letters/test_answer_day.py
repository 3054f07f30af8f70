"""The day for the answer is fair, counted openly, and a working day where the trader is."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from casework.casefile import PartyDetails
from casework.law.calendars import calendar_of
from casework.law.outcome import ClaimType, DueDate, Jurisdiction
from casework.letters.answer_day import answer_day
from casework.letters.demand import handlings
from tests.unit.letters import letter_cases as cases


def day_for(
    today: date = cases.TODAY,
    country: str | None = "DE",
    remedy: str = "repair",
    days: int = 14,
    deadlines: tuple[DueDate, ...] = (),
    **facts: object,
) -> DueDate:
    trader = PartyDetails(name="Shop", country=country)
    case = cases.case_of(ClaimType.CONFORMITY, Jurisdiction.EU, trader=trader, **facts)
    outcome = cases.outcome_of(ClaimType.CONFORMITY, (), (), deadlines=deadlines)
    return answer_day(case, outcome, handlings()[remedy], today, days)


def test_fourteen_days_are_usual():
    assert day_for().date == date(2026, 12, 8)


def test_another_length_can_be_set():
    assert day_for(days=10).date == date(2026, 12, 4)


def test_a_holiday_of_the_traders_country_is_passed_over_and_said():
    due = day_for(date(2026, 12, 11))
    assert due.date == date(2026, 12, 28)
    assert [(s.day.day, s.reason) for s in due.computation.skipped] == [
        (25, "Christmas Day"),
        (26, "Saturday"),
        (27, "Sunday"),
    ]


def test_the_holidays_are_the_traders_and_not_the_consumers():
    second_of_may = date(2026, 4, 17) + timedelta(days=14)  # 1 May, a holiday in Germany
    assert day_for(date(2026, 4, 17), "DE").date > second_of_may
    assert day_for(date(2026, 4, 17), "DK").date == second_of_may


def test_parts_of_the_united_kingdom_have_the_holidays_of_england():
    assert day_for(date(2026, 8, 17), "GB-EAW").date == date(2026, 9, 1)  # summer bank holiday


@given(
    today=st.dates(date(2024, 1, 1), date(2032, 12, 31)),
    country=st.sampled_from(["DE", "FR", "GB", "PL", "US", "JP", None, "XX"]),
    days=st.integers(1, 60),
)
def test_the_day_is_always_a_working_day_and_never_earlier_than_asked(today, country, days):
    due = day_for(today, country, days=days)
    assert due.date >= today + timedelta(days=days)
    calendar = calendar_of(country, "ENG" if country == "GB" else None)
    assert calendar.reason_to_rest(due.date) is None
    skipped = [s.day for s in due.computation.skipped]
    wanted = today + timedelta(days=days)
    assert skipped == [wanted + timedelta(days=n) for n in range((due.date - wanted).days)]


def test_an_extra_period_that_still_runs_is_kept():
    due = day_for(remedy="perform_additional_period", additional_period_until="2026-12-02")
    assert due.date == date(2026, 12, 2)


def test_an_extra_period_that_has_run_out_is_set_anew():
    due = day_for(remedy="perform_additional_period", additional_period_until="2026-11-24")
    assert due.date == date(2026, 12, 8)


def test_a_first_request_for_data_leaves_the_month_that_the_law_gives():
    assert day_for(remedy="data_access").date == date(2026, 12, 28)  # 31 days: 25-27 are rest days
    assert day_for(remedy="data_access", request_date="2026-09-01").date == date(2026, 12, 8)


def test_the_laws_longer_time_goes_before_the_letters():
    answer = cases.due("answer_by", date(2026, 12, 16), date(2026, 11, 16), "EU-PRI-1")
    due = day_for(remedy="data_access", request_date="2026-11-16", deadlines=(answer,))
    assert due.date == date(2026, 12, 16)


def test_the_laws_shorter_time_does_not_hurry_the_letter():
    answer = cases.due("answer_by", date(2026, 11, 26), date(2026, 10, 26), "EU-PRI-1")
    due = day_for(remedy="data_access", request_date="2026-10-26", deadlines=(answer,))
    assert due.date == date(2026, 12, 8)
