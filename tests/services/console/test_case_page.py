from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import select, update

from casework.evidence import FileStore
from casework.store.cases import cancel_case, open_claim, record_fact
from casework.store.conversations import append_message
from casework.store.database import transaction
from casework.store.models import AuditEntry, Case, Claim, Deadline, Exhibit, Letter
from tests.services.console.outline import Outline, plain_text
from tests.services.console.seeding import (
    NOW,
    add_outgoing,
    new_case,
    told_delivery_case,
    waiting_case,
)
from tests.services.console.serving import Visitor


def test_the_head_tells_number_status_law_and_parties(page: str, number: str) -> None:
    text = plain_text(page)

    assert number in text
    for words in ("Filed", "Delivery", "European Union law", "Ana Kovač", "Nordstep GmbH"):
        assert words in text


def test_a_fact_shows_its_value_and_the_turn_it_came_from(page: str, number: str) -> None:
    fact = page.split('id="fact-payment_method"')[1].split("</dd>")[0]

    assert "PayPal" in fact
    assert f'href="#turn-t4-{number.lower()}"' in fact


def test_a_corrected_value_is_shown_struck_with_its_time(page: str) -> None:
    fact = page.split('id="fact-promised_date"')[1].split("</dd>")[0]

    assert "28 October 2026" in fact
    assert re.search(r"<del[^>]*>26 October 2026</del>", fact)
    assert "until" in plain_text(fact)
    assert "24 Nov 2026, 06:02" in fact


def test_what_the_consumer_does_not_know_is_said(page: str) -> None:
    fact = page.split('id="fact-essential_date_told_before_contract"')[1].split("</dd>")[0]
    assert "Consumer does not know" in fact


def test_the_consumers_own_words_stand_beside_the_value(page: str) -> None:
    fact = page.split('id="fact-seller_country"')[1].split("</dd>")[0]
    assert "Austria. They are in Germany I think" in fact


def test_an_unconfirmed_fact_is_marked(mediator: Visitor, number: str) -> None:
    with transaction() as session:
        case = session.scalars(select(Case).where(Case.number == number)).one()
        record_fact(session, case, "defect", "none", confirmed=False, now=NOW)
    fact = mediator.get(f"/cases/{number}").text.split('id="fact-defect"')[1].split("</dd>")[0]
    assert "Not confirmed" in fact


def test_each_turn_shows_what_was_understood_and_how_surely(page: str, number: str) -> None:
    turn = page.split(f'id="turn-t2-{number.lower()}"')[1].split("</li>")[0]
    text = plain_text(turn)

    assert "not quite, it was the 28th that they promised" in text
    assert "Understood as correct answer, 55% sure" in text
    assert "Unsure" in text
    assert "entity: promised_date, value: 2026-10-28" in text
    assert 'href="#fact-promised_date"' in turn


def test_a_sure_turn_is_not_marked(page: str, number: str) -> None:
    turn = page.split(f'id="turn-t4-{number.lower()}"')[1].split("</li>")[0]
    assert "Unsure" not in turn


def test_every_inner_link_leads_somewhere_and_no_id_comes_twice(page: str) -> None:
    outline = Outline(page)

    assert len(outline.ids) == len(set(outline.ids))
    assert {unquote(target) for target in outline.targets} <= set(outline.ids)


def test_a_sentence_of_the_letter_leads_to_what_it_rests_on(page: str) -> None:
    letter = page.split('class="letter"')[1].split("</article>")[0]

    assert "€129.90" in letter
    assert 'href="#fact-amount"' in letter
    assert 'href="#exhibit-A"' in letter


def test_the_law_section_shows_what_was_stored_at_filing(page: str, number: str) -> None:
    with transaction() as session:
        case = session.scalars(select(Case).where(Case.number == number)).one()
        outcome = case.claims[0].outcome
    law = plain_text(page.split('id="law"')[1].split("</section>")[0])

    assert "As it stood when the case was filed" in law
    assert len(outcome["remedies"]) >= 2
    for remedy in outcome["remedies"]:
        assert remedy["rule_id"] in law
    for citation in outcome["citations"]:
        assert citation["cite"] in law
    for doubt in outcome["doubts"]:
        assert doubt in law


def test_each_date_explains_itself(page: str, number: str) -> None:
    with transaction() as session:
        case = session.scalars(select(Case).where(Case.number == number)).one()
        deadlines = list(session.scalars(select(Deadline).where(Deadline.case_id == case.id)))
    dates = plain_text(page.split('id="dates"')[1].split("</section>")[0])

    assert deadlines
    assert dates.count("Why this date") == len(deadlines)
    for deadline in deadlines:
        assert deadline.computation["counted"] in dates
        assert deadline.basis in dates


def test_a_case_before_filing_shows_what_the_law_gives_today(mediator: Visitor) -> None:
    with transaction() as session:
        number = waiting_case(session).number
    text = plain_text(mediator.get(f"/cases/{number}").text)

    assert "Worked out today from the facts so far" in text
    assert "Repair, free of charge" in text
    assert "No letter was written yet" in text


def test_a_fact_that_contradicts_another_stops_the_law_and_not_the_page(mediator: Visitor) -> None:
    with transaction() as session:
        case = new_case(session, "web-odd", NOW)
        open_claim(session, case, "delivery", NOW)
        facts = {"consumer_country": "AT", "order_date": date(2027, 3, 1)}
        for name, value in facts.items():
            record_fact(session, case, name, value, now=NOW)
        number = case.number
    answer = mediator.get(f"/cases/{number}")

    assert answer.status_code == 200
    assert "It cannot be worked out while this fact is as it is: Ordered on." in answer.text


def test_the_wish_for_a_person_stands_at_the_top(mediator: Visitor) -> None:
    with transaction() as session:
        number = waiting_case(session).number
    text = plain_text(mediator.get(f"/cases/{number}").text)

    assert "Wants a person since 23 Nov 2026, 08:06" in text
    assert text.index("PLEASE let me talk") < text.index("Facts")


def test_an_exhibit_shows_type_size_hash_and_when_it_came(page: str, number: str) -> None:
    with transaction() as session:
        exhibits = list(session.scalars(select(Exhibit)))
    evidence = plain_text(page.split('id="evidence"')[1].split("</section>")[0])

    assert len(exhibits) == 2
    for exhibit in exhibits:
        for words in (exhibit.title, exhibit.media_type, exhibit.sha256, f"{exhibit.size} bytes"):
            assert words in evidence
    assert "received 24 Nov 2026" in evidence


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("delivered", "Delivered 24 Nov 2026, 10:00, after 1 try"),
        ("waiting", "2 tries so far; the next 24 Nov 2026, 10:20"),
        ("failed", "Given up after 8 tries"),
    ],
)
def test_the_sending_section_tells_how_far_it_got(
    mediator: Visitor, state: str, words: str
) -> None:
    with transaction() as session:
        case = new_case(session, "web-out", NOW)
        add_outgoing(session, case, state, NOW)
        number = case.number
    text = plain_text(mediator.get(f"/cases/{number}").text)

    assert words in text
    assert ("503 Service Unavailable" in text) == (state != "delivered")


def test_a_case_with_nothing_told_is_a_page_all_the_same(mediator: Visitor) -> None:
    with transaction() as session:
        number = new_case(session, "web-empty", NOW).number
    text = plain_text(mediator.get(f"/cases/{number}").text)

    for words in (
        "Nothing was told yet",
        "The kind of claim is not known yet",
        "No evidence was given yet",
        "No line of the chat is kept here",
    ):
        assert words in text


def test_a_cancelled_case_can_still_be_read(mediator: Visitor, files: FileStore) -> None:
    with transaction() as session:
        case = told_delivery_case(session, files, "web-stop", NOW - timedelta(days=1))
        cancel_case(session, case, NOW)
        number = case.number
    text = plain_text(mediator.get(f"/cases/{number}").text)

    assert "Stopped by consumer" in text
    assert "winter boots" in text


def test_what_an_older_version_stored_does_not_break_the_page(
    mediator: Visitor, number: str
) -> None:
    with transaction() as session:
        session.execute(update(Letter).values(content={"old": True}))
        session.execute(update(Claim).values(outcome={"old": True}))
        session.execute(update(Deadline).values(computation={"old": True}))
    text = plain_text(mediator.get(f"/cases/{number}").text)

    assert "This version of the letter cannot be shown any more" in text
    assert "stored in a form that this version cannot read" in text


def test_each_look_at_a_case_is_in_the_audit_log(mediator: Visitor, number: str) -> None:
    mediator.get(f"/cases/{number}")
    mediator.get(f"/cases/{number}")
    with transaction() as session:
        query = select(AuditEntry).where(AuditEntry.subject == number)
        entries = list(session.scalars(query.order_by(AuditEntry.id)))

    assert [(e.actor, e.action) for e in entries][-2:] == [("console:ana", "case_viewed")] * 2
    assert entries[-1].at == NOW


def test_the_log_of_the_case_parts_changes_from_looks(mediator: Visitor, number: str) -> None:
    mediator.get(f"/cases/{number}")
    log = plain_text(mediator.get(f"/cases/{number}").text.split('id="log"')[1])

    assert "Consumer Case filed" in log
    assert "Who looked at it (2)" in log


def test_an_unknown_number_is_not_found_and_leaves_no_trace(mediator: Visitor) -> None:
    with transaction() as session:
        before = len(session.scalars(select(AuditEntry)).all())
    for number in ("RD-0000-0000", "1", "%2e%2e", "%00", "RD-0000-0000%0d%0aX-Evil:1"):
        assert mediator.get(f"/cases/{number}").status_code == 404
    with transaction() as session:
        assert len(session.scalars(select(AuditEntry)).all()) == before


def test_a_number_in_another_spelling_leads_to_the_case(mediator: Visitor, number: str) -> None:
    said = number.lower().replace("-", "")
    assert mediator.get(f"/cases/{said}").headers["Location"] == f"/cases/{number}"


@pytest.mark.parametrize("amount", ["a lot", "", [1, "two"], {"net": 5}, True, "1e999999", -3])
def test_an_amount_that_is_no_number_is_shown_as_it_is(mediator: Visitor, amount: object) -> None:
    with transaction() as session:
        case = new_case(session, "web-odd-amount", NOW)
        record_fact(session, case, "amount", amount, now=NOW)
        record_fact(session, case, "currency", "EUR", now=NOW)
        number = case.number
    assert mediator.get(f"/cases/{number}").status_code == 200


def test_twenty_thousand_characters_are_folded(mediator: Visitor) -> None:
    with transaction() as session:
        case = new_case(session, "web-long", NOW)
        append_message(
            session,
            case.conversation_id,
            key="1",
            sender="consumer",
            text="a" * 20_000,
            turn_id="t1",
            now=NOW,
        )
        number = case.number
    assert "All 20000 characters of turn 1" in mediator.get(f"/cases/{number}").text
