from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from casework.evidence import FileStore
from casework.store.cases import cancel_case, open_claim, record_fact, want_person
from casework.store.database import transaction
from casework.store.models import Case
from tests.services.console.seeding import (
    NOW,
    add_deadline,
    add_outgoing,
    filed_delivery_case,
    many_cases,
    new_case,
    waiting_case,
)
from tests.services.console.serving import Visitor


def numbers(page: str) -> list[str]:
    """Return the case numbers of the list in their order."""
    return re.findall(r'class="number" href="/cases/(RD-[^"]+)"', page)


def filed(session: Session, name: str, days_ago: int = 10, **facts: str) -> Case:
    begun = NOW - timedelta(days=days_ago)
    case = new_case(session, f"web-{name}", begun)
    case.status, case.filed_at = "filed", begun
    open_claim(session, case, "delivery", begun)
    for fact, value in facts.items():
        record_fact(session, case, fact, value, now=begun)
    return case


def test_an_empty_list_says_when_something_will_be_there(mediator: Visitor) -> None:
    page = mediator.get("/cases").text

    assert "No cases yet" in page
    assert "<table" not in page


def test_a_case_shows_who_claims_what_from_whom(mediator: Visitor, files: FileStore) -> None:
    with transaction() as session:
        number = filed_delivery_case(session, files).number
    page = mediator.get("/cases").text

    assert numbers(page) == [number]
    for words in ("Ana Kovač", "Nordstep GmbH", "winter boots", "Delivery", "Filed", "4 hours"):
        assert words in page


def test_who_wants_a_person_comes_first_and_is_marked(mediator: Visitor) -> None:
    with transaction() as session:
        many_cases(session, 6)
        number = waiting_case(session).number
    page = mediator.get("/cases").text

    assert numbers(page)[0] == number
    assert "1 consumer waits for a person" in page
    assert "PLEASE let me talk to a human being" in page


def test_of_those_who_want_a_person_the_one_who_waited_longest_comes_first(
    mediator: Visitor,
) -> None:
    with transaction() as session:
        late, early = filed(session, "late"), filed(session, "early")
        want_person(session, late, "help", NOW - timedelta(hours=1))
        want_person(session, early, "help", NOW - timedelta(hours=9))
        add_deadline(session, late, NOW.date())
        expected = [early.number, late.number]
    assert numbers(mediator.get("/cases").text) == expected


def test_whoever_cancelled_waits_no_more(mediator: Visitor) -> None:
    with transaction() as session:
        case = filed(session, "gone")
        want_person(session, case, "help", NOW)
        cancel_case(session, case, NOW)
        other = filed(session, "still").number
    page = mediator.get("/cases").text

    assert numbers(page)[0] == other
    assert "waits for a person" not in page


def test_the_nearest_date_comes_first_and_what_has_none_last(mediator: Visitor) -> None:
    with transaction() as session:
        none = filed(session, "none").number
        far, near = filed(session, "far"), filed(session, "near")
        add_deadline(session, far, NOW.date() + timedelta(days=40))
        add_deadline(session, near, NOW.date() + timedelta(days=2))
        expected = [near.number, far.number, none]
    assert numbers(mediator.get("/cases").text) == expected


def test_a_date_that_passed_while_the_case_was_here_comes_before_all_others(
    mediator: Visitor,
) -> None:
    with transaction() as session:
        soon, overdue = filed(session, "soon"), filed(session, "overdue")
        add_deadline(session, soon, NOW.date())
        add_deadline(session, overdue, NOW.date() - timedelta(days=4))
        expected = [overdue.number, soon.number]
    page = mediator.get("/cases").text

    assert numbers(page) == expected
    assert "passed 4 days ago" in page


def test_a_date_that_had_passed_before_the_case_came_is_not_overdue(mediator: Visitor) -> None:
    with transaction() as session:
        add_deadline(session, filed(session, "old"), NOW.date() - timedelta(days=11))
    assert "passed" not in mediator.get("/cases").text


def test_a_right_that_opened_is_not_overdue(mediator: Visitor) -> None:
    with transaction() as session:
        case = filed(session, "open")
        add_deadline(session, case, NOW.date() - timedelta(days=4), "earliest_termination")
    assert "passed" not in mediator.get("/cases").text


@pytest.mark.parametrize(
    ("days", "words"), [(0, "today"), (1, "tomorrow"), (3, "in 3 days"), (14, "in 14 days")]
)
def test_a_date_is_told_in_words_and_not_by_colour_alone(
    mediator: Visitor, days: int, words: str
) -> None:
    with transaction() as session:
        add_deadline(session, filed(session, "x"), NOW.date() + timedelta(days=days))
    page = mediator.get("/cases").text

    assert f'<span class="due-words">{words}</span>' in page
    assert "Trader&#39;s answer due" in page


@pytest.mark.parametrize(
    ("state", "words"), [("delivered", "Delivered"), ("waiting", "Waiting"), ("failed", "Failed")]
)
def test_the_list_says_whether_the_filing_was_delivered(
    mediator: Visitor, state: str, words: str
) -> None:
    with transaction() as session:
        add_outgoing(session, filed(session, "x"), state, NOW)
    assert words in mediator.get("/cases").text


def test_a_case_that_goes_nowhere_is_kept_here(mediator: Visitor) -> None:
    with transaction() as session:
        filed(session, "x")
    assert "Kept here" in mediator.get("/cases").text


@pytest.mark.parametrize(
    "words", ["KOVAČ", "ana.kovac@example.org", "nordstep", "boots", "NS-48213", "Ana boots"]
)
def test_a_search_finds_names_goods_and_addresses(
    mediator: Visitor, files: FileStore, words: str
) -> None:
    with transaction() as session:
        many_cases(session, 5)
        number = filed_delivery_case(session, files).number
    page = mediator.get("/cases", params={"q": words}).text

    assert numbers(page) == [number]
    assert "of 1 case" in page


def test_a_search_finds_a_number_however_it_is_written(mediator: Visitor) -> None:
    with transaction() as session:
        many_cases(session, 3)
        number = filed(session, "x").number
    said = number.replace("-", " ").replace("0", "O").lower()
    assert numbers(mediator.get("/cases", params={"q": said}).text) == [number]


def test_a_search_without_a_result_says_how_to_go_on(mediator: Visitor) -> None:
    with transaction() as session:
        many_cases(session, 2)
    page = mediator.get("/cases", params={"q": "zebra"}).text

    assert "No case fits" in page
    assert 'value="zebra"' in page


def test_the_list_can_be_narrowed_to_a_status_and_a_claim(mediator: Visitor) -> None:
    with transaction() as session:
        waiting = waiting_case(session).number
        delivery = filed(session, "x").number

    assert numbers(mediator.get("/cases?status=intake").text) == [waiting]
    assert numbers(mediator.get("/cases?status=filed").text) == [delivery]
    assert numbers(mediator.get("/cases?claim=delivery").text) == [delivery]
    assert numbers(mediator.get("/cases?status=filed&claim=conformity").text) == []


def test_the_list_can_be_sorted_by_age(mediator: Visitor) -> None:
    with transaction() as session:
        first, second = filed(session, "a").number, filed(session, "b").number

    assert numbers(mediator.get("/cases?sort=oldest").text) == [first, second]
    assert numbers(mediator.get("/cases?sort=newest").text) == [second, first]


def test_each_case_is_on_exactly_one_page(mediator: Visitor) -> None:
    with transaction() as session:
        made = {case.number for case in many_cases(session, 53)}
    pages = [numbers(mediator.get(f"/cases?page={n}").text) for n in (1, 2, 3)]

    assert [len(page) for page in pages] == [25, 25, 3]
    assert {number for page in pages for number in page} == made


def test_the_links_to_other_pages_keep_the_search(mediator: Visitor) -> None:
    with transaction() as session:
        many_cases(session, 60)
    page = mediator.get("/cases?q=example.org&sort=oldest").text

    assert 'href="/cases?q=example.org&amp;sort=oldest&amp;page=2"' in page
    assert "Page 1 of 3" in page


def test_a_page_past_the_end_leads_to_the_last(mediator: Visitor) -> None:
    with transaction() as session:
        many_cases(session, 30)
    assert mediator.get("/cases?page=9").headers["Location"] == "/cases?page=2"


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=99999999999999999999",
        "page=²",
        "status=evil",
        "claim=evil",
        "sort=evil",
        "q=%00",
        "q=%25_%5C",
        "q=" + "x" * 5000,
        "q=%F0%9F%98%80",
        "unknown=1",
    ],
)
def test_a_senseless_address_gives_a_page_all_the_same(mediator: Visitor, query: str) -> None:
    assert mediator.get(f"/cases?{query}").status_code == 200
