from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from casework.store import conversations
from casework.store.cases import find_case, open_case, open_claim, record_fact, search_cases
from casework.store.models import Case


@pytest.fixture
def cases(session: Session, now: datetime) -> dict[str, Case]:
    """Three cases, the last one changed last."""
    people = {"Zoë Müller": "Kessel & Söhne", "Ann Lee": "100% Shop", "Bo Lee": "Shop_two"}
    made = {}
    for minutes, (consumer, seller) in enumerate(people.items()):
        moment = now + timedelta(minutes=minutes)
        conversations.touch(session, consumer, "web", moment)
        made[consumer] = case = open_case(session, consumer, moment)
        open_claim(session, case, "delivery", moment)
        record_fact(session, case, "consumer_name", consumer, turn_id="t-1", now=moment)
        record_fact(session, case, "seller_name", seller, turn_id="t-2", now=moment)
        record_fact(session, case, "defect", "secretword", turn_id="t-3", now=moment)
    return made


def _found(session: Session, text: str, **filters: str) -> list[Case]:
    return search_cases(session, text, **filters)[0]


def test_without_a_word_all_cases_come_last_changed_first(
    session: Session, cases: dict[str, Case]
) -> None:
    assert _found(session, "") == list(reversed(cases.values()))


@pytest.mark.parametrize(
    "text", ["müller", "MÜLLER", "zoë", "söhne kessel", "kessel müller", " Müller  "]
)
def test_a_case_is_found_by_parts_of_names(
    session: Session, cases: dict[str, Case], text: str
) -> None:
    assert _found(session, text) == [cases["Zoë Müller"]]


@pytest.mark.parametrize(("text", "consumer"), [("100%", "Ann Lee"), ("shop_", "Bo Lee")])
def test_wildcards_of_the_database_are_plain_characters(
    session: Session, cases: dict[str, Case], text: str, consumer: str
) -> None:
    assert _found(session, text) == [cases[consumer]]


def test_each_word_has_to_be_found(session: Session, cases: dict[str, Case]) -> None:
    assert _found(session, "lee müller") == []


def test_other_facts_are_not_searched(session: Session, cases: dict[str, Case]) -> None:
    assert _found(session, "secretword") == []


def test_a_corrected_name_is_found_no_more(
    session: Session, cases: dict[str, Case], later: datetime
) -> None:
    record_fact(session, cases["Ann Lee"], "consumer_name", "Ann Li", turn_id="t-9", now=later)
    assert _found(session, "lee") == [cases["Bo Lee"]]


def test_a_case_is_found_by_its_number_however_it_is_written(
    session: Session, cases: dict[str, Case]
) -> None:
    wanted = cases["Ann Lee"]
    for text in (wanted.number, wanted.number.lower().replace("-", " "), wanted.number[3:]):
        assert _found(session, text) == [wanted]
        assert find_case(session, text) is wanted


def test_a_word_that_could_be_a_number_is_looked_for_as_both(
    session: Session, cases: dict[str, Case], later: datetime
) -> None:
    record_fact(session, cases["Bo Lee"], "goods", "computer", turn_id="t-9", now=later)
    record_fact(session, cases["Ann Lee"], "goods", "kickbike", turn_id="t-9", now=later)
    assert _found(session, "kickbike") == [cases["Ann Lee"]]


def test_a_status_narrows_the_list(session: Session, cases: dict[str, Case]) -> None:
    cases["Bo Lee"].status = "filed"
    assert _found(session, "lee", status="filed") == [cases["Bo Lee"]]
    assert _found(session, "lee", status="cancelled") == []


def test_pages_follow_one_another_and_tell_the_total(
    session: Session, cases: dict[str, Case]
) -> None:
    first, total = search_cases(session, "", page=1, per_page=2)
    second, _ = search_cases(session, "", page=2, per_page=2)
    assert [*first, *second] == list(reversed(cases.values()))
    assert total == 3


def test_a_number_that_nobody_has_finds_nothing(session: Session, cases: dict[str, Case]) -> None:
    assert find_case(session, "RD-ZZZZ-ZZZZ") is None
    assert find_case(session, "what?") is None
