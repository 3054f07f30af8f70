"""Bounces of real form, told to the consumer; whatever else comes is left alone."""

from datetime import timedelta
from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from casework.cases import history, state_of
from casework.mail.bounces import note_bounce, read_bounces
from casework.mail.letters import note_own_sending, queue_letter
from casework.store.database import reading, transaction
from casework.store.life_models import Notice, Sending, Timer
from casework.store.models import Case

REPORT = """\
From: MAILER-DAEMON@mx.kessel.example
To: post@redress.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.kessel.example
{envelope}Arrival-Date: Tue, 24 Nov 2026 09:30:05 +0000

Final-Recipient: rfc822; service@kessel.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <service@kessel.example>:
 Recipient address rejected

--B
Content-Type: {returned}

{message_id}From: post@redress.example
Subject: Your order

--B--
"""


def a_report(
    action: str = "failed",
    status: str = "5.1.1",
    message_id: str | None = None,
    envelope_id: str | None = None,
    returned: str = "text/rfc822-headers",
) -> bytes:
    return REPORT.format(
        action=action,
        status=status,
        returned=returned,
        message_id=f"Message-ID: {message_id}\n" if message_id else "",
        envelope=f"Original-Envelope-Id: {envelope_id}\n" if envelope_id else "",
    ).encode()


@pytest.fixture
def sent(case: Case, worker, clock) -> Sending:
    with transaction() as session:
        fresh = session.get_one(Case, case.id)
        queue_letter(session, fresh, link_key=b"a key for links", actor="consumer", now=clock())
    worker.work()
    with reading() as session:
        return session.scalars(select(Sending)).one()


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_letter_that_came_back_is_noted_and_told(
    case: Case, sent: Sending, clock, returned: str
) -> None:
    clock.move(timedelta(hours=1))
    with transaction() as session:
        found = note_bounce(
            session, a_report(message_id=sent.message_id, returned=returned), clock()
        )
        assert found is not None
        assert (found.state, found.bounced_at) == ("bounced", clock())
        assert "550 5.1.1" in str(found.diagnostic)
        fresh = session.get_one(Case, case.id)
        assert state_of(fresh) == "filed"
        assert history(session, fresh)[-1].event == "come_back"
        kinds = [notice.kind for notice in session.scalars(select(Notice))]
        assert "letter_bounced" in kinds
        timer = session.scalars(select(Timer).where(Timer.kind == "answer_due")).one()
        assert timer.state == "cancelled"


def test_the_envelopes_id_names_the_letter_too(sent: Sending, clock) -> None:
    with transaction() as session:
        assert note_bounce(session, a_report(envelope_id=sent.id), clock()) is not None


def test_the_same_bounce_twice_is_told_once(case: Case, sent: Sending, clock) -> None:
    for _ in range(2):
        with transaction() as session:
            note_bounce(session, a_report(message_id=sent.message_id), clock())
    with reading() as session:
        kinds = [notice.kind for notice in session.scalars(select(Notice))]
        assert kinds.count("letter_bounced") == 1
        assert [r.event for r in history(session, case)].count("come_back") == 1


def test_a_delay_is_noted_and_changes_nothing_else(case: Case, sent: Sending, clock) -> None:
    with transaction() as session:
        report = a_report("delayed", "4.4.1", message_id=sent.message_id)
        found = note_bounce(session, report, clock())
        assert found is not None
        assert found.state == "delayed"
        assert state_of(session.get_one(Case, case.id)) == "letter_sent"


def test_a_word_of_success_changes_nothing(sent: Sending, clock) -> None:
    with transaction() as session:
        report = a_report("delivered", "2.0.0", message_id=sent.message_id)
        found = note_bounce(session, report, clock())
        assert found is not None
        assert found.state == "sent"


def test_a_bounce_of_a_letter_that_the_consumer_also_sent_stops_no_time(
    case: Case, sent: Sending, clock
) -> None:
    with transaction() as session:
        fresh = session.get_one(Case, case.id)
        note_own_sending(
            session, fresh, sent_on=clock().date(), how="by post", proof_id=None, now=clock()
        )
        note_bounce(session, a_report(message_id=sent.message_id), clock())
        assert state_of(fresh) == "letter_sent"


def test_after_a_bounce_the_letter_can_be_sent_again_and_once(
    case: Case, sent: Sending, worker, postbox, clock
) -> None:
    with transaction() as session:
        note_bounce(session, a_report(message_id=sent.message_id), clock())
        fresh = session.get_one(Case, case.id)
        queue_letter(session, fresh, link_key=b"a key for links", actor="consumer", now=clock())
    worker.work()
    letters = [m for m in postbox.messages if m["To"] == "service@kessel.example"]
    assert len({m["Message-ID"] for m in letters}) == len(letters) == 2
    with reading() as session:
        assert session.scalars(select(Sending)).one().state == "sent"


def test_a_bounce_of_somebody_elses_mail_is_left_alone(sent: Sending, clock) -> None:
    with transaction() as session:
        report = a_report(message_id="<other@elsewhere.example>", envelope_id="other")
        assert note_bounce(session, report, clock()) is None


def test_an_ordinary_answer_is_no_bounce() -> None:
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = "Re: Your order"
    message.set_content("Action: failed\nStatus: 5.1.1\n")
    assert read_bounces(message.as_bytes()) == []


@given(st.binary(max_size=300), st.integers(0, len(REPORT)))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_mail_however_broken_raises_anything(noise: bytes, at: int) -> None:
    whole = a_report(message_id="<a@b.example>")
    for raw in (noise, whole[:at] + noise + whole[at:], whole[:at] + noise):
        assert isinstance(read_bounces(raw), list)
