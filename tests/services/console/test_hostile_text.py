"""What a consumer or a stranger typed stays text on every page of the console."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.orm import Session

from casework.store.cases import open_claim, record_fact, want_person
from casework.store.conversations import append_message
from casework.store.database import transaction
from casework.store.models import Case, Exhibit
from tests.services.console.outline import Outline
from tests.services.console.seeding import NOW, add_outgoing, new_case
from tests.services.console.serving import Visitor

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'\"><iframe src=//evil.example></iframe>",
    "</textarea></title><style>*{display:none}</style>",
    "{{ 7*7 }}{% include 'base.html' %}",
    "javascript:alert(1)",
)


def hostile_case(session: Session, text: str) -> Case:
    """Put the same text wherever a consumer or a stranger can put one."""
    case = new_case(session, f"web-{text}"[:200], NOW)
    open_claim(session, case, "delivery", NOW)
    for name in ("goods", "seller_name", "consumer_name", "seller_contact", "defect"):
        record_fact(session, case, name, text, turn_id=text[:60], said=text, now=NOW)
        record_fact(session, case, name, text + "!", turn_id="t2", said=text, now=NOW)
    append_message(
        session,
        case.conversation_id,
        key="1",
        sender="consumer",
        text=text,
        payload={"attachment": {"title": text}, "buttons": [{"title": text, "payload": text}]},
        understood={"intent": text, "confidence": 0.1, text: [{"value": text}]},
        turn_id=text[:60],
        now=NOW,
    )
    session.add(
        Exhibit(
            conversation_id=case.conversation_id,
            case_id=case.id,
            title=text,
            original_name=text + ".exe",
            media_type=text,
            size=1,
            sha256=text[:64],
            storage_key="ab/" + "0" * 32,
            received_at=NOW,
        )
    )
    add_outgoing(session, case, "failed", NOW).last_error = text
    want_person(session, case, text, NOW)
    return case


def test_the_console_knows_only_these_elements(page: str, mediator: Visitor) -> None:
    """Keep the next test honest: what it looks for must not be there anyway."""
    elements = Outline(page).elements | Outline(mediator.get("/cases").text).elements
    assert not elements & {"script", "img", "svg", "iframe", "style", "object", "embed"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(mediator: Visitor, text: str) -> None:
    with transaction() as session:
        number = hostile_case(session, text).number
    pages = [mediator.get(f"/cases/{number}").text, mediator.get("/cases").text]
    pages.append(mediator.get("/cases", params={"q": text}).text)
    for page in pages:
        outline = Outline(page)
        assert not outline.elements & {"script", "img", "svg", "iframe", "style", "textarea"}
        assert not {name for name in outline.attributes if name.startswith("on")}
        assert "49" not in re.findall(r"<[^>]*>([^<]*)", page)
        assert 'href="javascript:' not in page


def test_text_that_breaks_out_of_an_address_is_kept_in_it(mediator: Visitor) -> None:
    text = '"><b id=evil>'
    with transaction() as session:
        number = hostile_case(session, text).number
    assert "evil" not in Outline(mediator.get(f"/cases/{number}").text).ids
