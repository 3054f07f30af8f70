"""Letters by mail, against a real SMTP server on loopback."""

import ipaddress
import re
import ssl
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import select

from casework.cases import change, history, state_of
from casework.mail.errors import MailNotSetUp, NoAddress
from casework.mail.letters import queue_letter
from casework.mail.server import MailServer
from casework.negotiation.trader_link import open_link
from casework.settings import get_settings
from casework.store.database import reading, transaction
from casework.store.life_models import Notice, Sending, Timer
from casework.store.models import Case, OutboxItem, Party

KEY = b"a key for links"
TRADER = "service@kessel.example"


def queue(case: Case, now: datetime) -> Sending:
    with transaction() as session:
        fresh = session.get_one(Case, case.id)
        return queue_letter(session, fresh, link_key=KEY, actor="consumer", now=now)


def life_of(case: Case) -> str:
    with reading() as session:
        return state_of(session.get_one(Case, case.id))


def sending_now() -> Sending:
    with reading() as session:
        return session.scalars(select(Sending)).one()


def letters(postbox) -> list:
    return [m for m in postbox.messages if m["To"] == TRADER]


def test_the_trader_gets_the_whole_letter_with_a_pdf_and_a_link(
    case: Case, postbox, worker, clock
) -> None:
    queue(case, clock())
    worker.work()
    (message,) = letters(postbox)
    assert (message["From"], message["Reply-To"]) == ("post@redress.example", "zoe@example.org")
    text = message.get_body(("plain",)).get_content()
    assert case.number in text
    assert "Dear Kessel & Fils" in text
    (pdf,) = message.iter_attachments()
    assert pdf.get_filename() == f"letter-{case.number}.pdf"
    assert pdf.get_content().startswith(b"%PDF-")
    token = re.search(r"https://redress\.example/trader/(\S+)", text)
    assert token is not None
    with transaction() as session:
        link = open_link(session, token[1], key=KEY, now=clock())
        assert link.case_id == case.id


def test_a_letter_that_is_out_changes_the_case_and_starts_the_traders_time(
    case: Case, worker, clock
) -> None:
    assert life_of(case) == "filed"
    queue(case, clock())
    assert life_of(case) == "filed"
    worker.work()
    assert life_of(case) == "letter_sent"
    with reading() as session:
        sending = session.scalars(select(Sending)).one()
        timer = session.scalars(select(Timer).where(Timer.kind == "answer_due")).one()
        notice = session.scalars(select(Notice)).one()
        last = history(session, session.get_one(Case, case.id))[-1]
    assert (sending.state, sending.sent_at) == ("sent", clock())
    assert timer.due_at.date() == sending.answer_by + timedelta(days=1)
    assert (last.event, last.actor) == ("send_letter", "consumer")
    assert TRADER in last.why
    assert (notice.audience, notice.ways) == ("consumer", ["console", "chat", "mail"])


def test_the_same_letter_goes_out_once_however_often_it_is_ordered(
    case: Case, postbox, worker, clock
) -> None:
    assert queue(case, clock()).id == queue(case, clock()).id
    worker.work()
    queue(case, clock())
    worker.work()
    assert len(letters(postbox)) == 1


def test_a_mail_server_that_is_down_for_a_day_delays_the_letter_and_loses_nothing(
    case: Case, postbox, worker, clock
) -> None:
    queue(case, clock())
    postbox.stop()
    down_until = clock() + timedelta(days=1)
    while clock() < down_until:
        worker.work()
        assert life_of(case) == "filed"
        clock.move(timedelta(minutes=30))
    postbox.start()
    clock.move(timedelta(hours=6))
    worker.work()
    assert len(letters(postbox)) == 1
    assert life_of(case) == "letter_sent"


def test_every_attempt_carries_the_same_message_id(case: Case, postbox, worker, clock) -> None:
    postbox.answers = ["451 try later"]
    queue(case, clock())
    worker.work()
    first = sending_now().message_id
    clock.move(timedelta(minutes=1))
    worker.work()
    assert letters(postbox)[0]["Message-ID"] == first


def test_an_address_that_the_server_refuses_is_told_to_the_consumer(
    case: Case, postbox, worker, clock
) -> None:
    postbox.refused = {TRADER: "550 5.1.1 no such user"}
    queue(case, clock())
    worker.work()
    sending = sending_now()
    assert (sending.state, sending.diagnostic) == ("failed", "550 5.1.1 no such user")
    assert life_of(case) == "filed"
    with reading() as session:
        assert [n.kind for n in session.scalars(select(Notice))] == ["letter_failed"]


def test_a_greylisted_address_is_tried_again(case: Case, postbox, worker, clock) -> None:
    postbox.refused = {TRADER: "450 4.2.0 greylisted"}
    queue(case, clock())
    worker.work()
    postbox.refused = {}
    clock.move(timedelta(minutes=1))
    worker.work()
    assert len(letters(postbox)) == 1


def test_a_case_that_was_withdrawn_in_the_meantime_sends_nothing(
    case: Case, postbox, worker, clock
) -> None:
    queue(case, clock())
    with transaction() as session:
        fresh = session.get_one(Case, case.id)
        change(session, fresh, "withdraw", actor="consumer", why="Paid.", now=clock())
    worker.work()
    assert postbox.raw == []
    with reading() as session:
        item = session.scalars(select(OutboxItem)).one()
    assert (item.status, item.last_error) == ("failed", "the case is closed")


@pytest.mark.parametrize(
    "address",
    [None, "", "kessel.example", "a@b", "a@b.example, c@d.example", "a@b.example\nBcc: x@y.example",
     "Kessel <a@b.example>", "@b.example", "a..b@c.example", "x" * 250 + "@b.example"],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_refused(case: Case, clock, address: str | None) -> None:
    with transaction() as session:
        session.scalars(select(Party).filter_by(role="trader")).one().email = address
    with pytest.raises(NoAddress):
        queue(case, clock())
    with reading() as session:
        assert session.scalars(select(OutboxItem)).all() == []


def test_a_server_elsewhere_that_offers_no_encryption_gets_nothing(
    case: Case, postbox, worker, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = MailServer("127.0.0.1", postbox.port, "post@redress.example", user="u", password="p")
    monkeypatch.setattr(MailServer, "is_local", False)
    worker.server = server
    queue(case, clock())
    worker.work()
    assert postbox.raw == []
    with reading() as session:
        item = session.scalars(select(OutboxItem)).one()
    assert item.status == "waiting"
    assert "STARTTLS" in str(item.last_error)


def test_starttls_encrypts_the_letter_and_checks_the_certificate(
    case: Case, postbox, worker, clock, tmp_path: Path
) -> None:
    certificate = a_certificate(tmp_path)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(certificate, tmp_path / "key.pem")
    postbox.stop()
    postbox.start(tls_context=serving, require_starttls=True)
    queue(case, clock())
    worker.work()  # the system does not trust this certificate
    assert postbox.raw == []
    trusting = ssl.create_default_context(cafile=str(certificate))
    worker.server = MailServer("127.0.0.1", postbox.port, "post@redress.example", tls=trusting)
    clock.move(timedelta(minutes=1))
    worker.work()
    assert postbox.encrypted
    assert all(postbox.encrypted)


def a_certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    start = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=3))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    path = folder / "certificate.pem"
    path.write_bytes(certificate.public_bytes(pem))
    return path


def test_the_day_to_answer_by_is_the_letters_own(case: Case, clock) -> None:
    sending = queue(case, clock())
    assert sending.answer_by > date(2026, 11, 24)
    with reading() as session:
        content = session.get_one(Case, case.id).letters[0].content
    assert content["answer_by"]["date"] == sending.answer_by.isoformat()


def test_without_a_mail_server_a_letter_is_refused_and_does_not_wait_for_one(
    case: Case, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REDRESS_SMTP_URL")
    get_settings.cache_clear()
    with pytest.raises(MailNotSetUp):
        queue(case, clock())
    with reading() as session:
        assert session.scalars(select(OutboxItem)).all() == []
