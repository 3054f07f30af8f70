"""Letters are for the conversation they belong to, and run nothing in a browser."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import requests
from icalendar import Calendar

from bot.channels.sessions import Sessions
from casework.casefile import CaseFile, KnownFact, PartyDetails
from casework.law import assess
from casework.law.outcome import ClaimType, Jurisdiction
from casework.letters import build_letter
from casework.secrets import secret_key
from casework.settings import Settings
from casework.store.cases import open_case
from casework.store.database import transaction
from casework.store.models import Deadline, Letter

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
FACTS = {
    "goods": "Desk",
    "order_date": "2026-10-19",
    "promised_date": "2026-11-09",
    "delivery_state": "nothing",
    "amount": 129.99,
    "currency": "EUR",
    "consumer_country": "PT",
    "seller_country": "DE",
}


def letter_content(number: str) -> dict[str, Any]:
    case = CaseFile(
        number=number,
        today=TODAY,
        claim_types=(ClaimType.DELIVERY,),
        jurisdiction=Jurisdiction.EU,
        facts={
            name: KnownFact(name=name, value=value, turn_id="t1") for name, value in FACTS.items()
        },
        consumer=PartyDetails(
            name="Ana Lopes",
            email="ana@example.org",
            address="Rua das Flores 12, Lisboa",
            country="PT",
        ),
        trader=PartyDetails(
            name="Lumen Home GmbH", email="service@lumen-home.example", country="DE"
        ),
    )
    outcome = assess(Jurisdiction.EU, ClaimType.DELIVERY, case.known_values(), TODAY)
    return build_letter(case, outcome, TODAY).model_dump(mode="json")


def answer_day(case_id: int) -> Deadline:
    return Deadline(
        case_id=case_id,
        claim_type="delivery",
        name="letter_answer",
        due_on=date(2026, 12, 8),
        basis="the letter",
        computation={
            "start_event": "the letter is sent",
            "start_date": "2026-11-24",
            "rule_id": "LETTER",
            "period": "14 days",
            "convention": "CNT-EU",
            "counted": "14 days after 24 November 2026 is 8 December 2026",
        },
    )


@pytest.fixture
def letter(browser: Any, settings: Settings) -> tuple[str, str]:
    """Return id and case number of a letter that belongs to the browser's conversation."""
    browser.read_until("greeting")
    conversation_id = Sessions(secret_key(settings)).conversation(browser.token)
    with transaction() as session:
        case = open_case(session, conversation_id, NOW)
        row = Letter(
            case_id=case.id, version=1, content=letter_content(case.number), created_at=NOW
        )
        session.add_all([row, answer_day(case.id)])
        case.jurisdiction = "EU"
        session.flush()
        return row.id, case.number


@pytest.mark.parametrize(
    ("ending", "media_type", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF-"),
        (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            b"PK\x03\x04",
        ),
    ],
)
def test_a_letter_can_be_saved(
    browser: Any, letter: tuple[str, str], ending: str, media_type: str, begins: bytes
) -> None:
    letter_id, number = letter
    answer = browser.get(f"letters/{letter_id}.{ending}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == media_type
    name = f"{number}-letter.{ending}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.content.startswith(begins)


def test_a_letter_can_be_read_and_nothing_in_it_can_run(
    browser: Any, letter: tuple[str, str]
) -> None:
    answer = browser.get(f"letters/{letter[0]}.html")
    assert "Ana Lopes" in answer.text
    assert answer.headers["Content-Disposition"].startswith("inline")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe-inline" not in policy
    assert "'sha256-" in policy


def test_the_dates_of_the_case_can_be_put_in_a_calendar(
    browser: Any, letter: tuple[str, str]
) -> None:
    letter_id, number = letter
    answer = browser.get(f"letters/{letter_id}.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{number}-dates.ics"'
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 12, 8)
    assert str(event["summary"]) == "Answer to your letter due"


def test_a_letter_of_another_conversation_does_not_exist(
    server: Any, letter: tuple[str, str], open_chat: Callable[[Any], Any]
) -> None:
    answer = open_chat(server).get(f"letters/{letter[0]}.pdf")
    assert (answer.status_code, answer.json()) == (404, {"error": "not_found"})


@pytest.mark.parametrize("name", ["{}.exe", "{}", "none.pdf", "{}.pdf.html"])
def test_a_letter_that_is_not_there_is_a_plain_404(
    browser: Any, letter: tuple[str, str], name: str
) -> None:
    answer = browser.get("letters/" + name.format(letter[0]))
    assert (answer.status_code, answer.json()) == (404, {"error": "not_found"})


def test_a_letter_needs_a_session(server: Any, letter: tuple[str, str]) -> None:
    answer = requests.get(f"{server.address}/webhooks/web/letters/{letter[0]}.pdf", timeout=10)
    assert answer.status_code == 401
