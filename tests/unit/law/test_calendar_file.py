"""Deadlines as a calendar file: read back by the library, one event a deadline, stable for good."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from casework.law import assess
from casework.law.calendar_file import calendar_file, describe, entries_of
from casework.law.outcome import Computation, DueDate, Outcome, SkippedDay, Verdict

STAMP = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 24)
RETURN = {
    "consumer_country": "DE",
    "order_date": "2026-09-01",
    "delivered_date": "2026-09-05",
    "withdrawal_info_given": True,
}


def outcome(today: date = date(2026, 9, 7), **facts: Any) -> Outcome:
    return assess("EU", "withdrawal", {**RETURN, **facts}, today)


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def made(found: Outcome, key: str = "RD-1234-5678", stamp: datetime = STAMP) -> bytes:
    return calendar_file(entries_of(found), case_key=key, stamp=stamp)


def test_each_deadline_is_an_all_day_event_on_its_day() -> None:
    found = outcome()
    days = [event.decoded("dtstart") for event in events(made(found))]
    assert days == [due.date for due in found.deadlines]
    assert all(not isinstance(day, datetime) for day in days)
    for event in events(made(found)):
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)


def test_the_description_names_rule_start_and_the_days_that_were_passed_over() -> None:
    text = str(events(made(outcome()))[0]["description"])
    assert "Rule: EU-WDR-1 (CRD Art. 9" in text
    assert "Starts with: receipt of the goods" in text
    assert "14 days after 5 September 2026 is 19 September 2026" in text
    assert "Not counted: 19 September 2026, Saturday" in text
    assert "Not counted: 20 September 2026, Sunday" in text


def test_a_reminder_comes_three_days_before_and_none_for_what_has_passed() -> None:
    (event,) = events(made(outcome()))
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-3)
    assert alarm["action"] == "DISPLAY"
    (passed,) = events(made(outcome(today=date(2026, 10, 20))))
    assert passed.walk("VALARM") == []


def test_an_event_keeps_its_uid_when_its_day_moves() -> None:
    (first,) = events(made(outcome()))
    (moved,) = events(made(outcome(delivered_date="2026-09-06")))
    assert first["uid"] == moved["uid"]
    (other,) = events(made(outcome(), key="RD-0000-0000"))
    assert other["uid"] != first["uid"]


def test_the_stamp_is_the_one_that_was_passed_in_and_the_file_is_the_same_twice() -> None:
    assert made(outcome()) == made(outcome())
    (event,) = events(made(outcome()))
    assert event.decoded("dtstamp") == STAMP


def test_a_stamp_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        made(outcome(), stamp=datetime(2026, 11, 24))  # noqa: DTZ001 - this is what is refused


def test_an_outcome_without_deadlines_is_an_empty_calendar() -> None:
    empty = Outcome(jurisdiction="EU", claim_type="delivery", outcome=Verdict.NO_RIGHT)
    assert events(made(empty)) == []
    assert made(empty).startswith(b"BEGIN:VCALENDAR\r\n")


words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85"),
    min_size=1,
    max_size=60,
)


@st.composite
def due_dates(draw: st.DrawFn) -> DueDate:
    start = draw(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
    passed = draw(st.lists(st.tuples(st.dates(), words), max_size=3))
    return DueDate(
        name=draw(st.sampled_from(["withdrawal_end", "refund_by", "answer_by"])),
        date=start + timedelta(days=draw(st.integers(0, 4000))),
        basis=draw(words),
        computation=Computation(
            start_event=draw(words),
            start_date=start,
            rule_id="EU-WDR-1",
            period="14 days",
            convention="CNT-EU",
            counted=draw(words),
            skipped=tuple(SkippedDay(day=day, reason=reason) for day, reason in passed),
        ),
    )


@settings(max_examples=80, deadline=None)
@given(due=due_dates())
def test_whatever_a_deadline_says_is_read_back_word_for_word(due: DueDate) -> None:
    found = Outcome(
        jurisdiction="EU", claim_type="delivery", outcome=Verdict.UNDECIDED, deadlines=(due,)
    )
    data = made(found)
    (event,) = events(data)
    assert event.decoded("dtstart") == due.date
    assert str(event["description"]) == describe(due)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))  # RFC 5545, section 3.1
