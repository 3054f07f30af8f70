"""From the letter to the money, with a mail server, the worker's chores and a moved clock."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.cli import app
from casework.cases import SOLVED, ending_of, history, replayed, state_of
from casework.mail.letters import queue_letter
from casework.negotiation.answers import PointAnswer, Stance, take_answers
from casework.negotiation.mediating import ask_for_mediation
from casework.negotiation.offers import accept_offer, make_offer, make_proposal
from casework.negotiation.sheet import Standing, sheet
from casework.negotiation.talks import talks_view
from casework.negotiation.terms import Terms
from casework.negotiation.trader_link import open_link
from casework.negotiation.watch import confirm_done
from casework.secrets import secret_key
from casework.settings import Settings, get_settings
from casework.store.database import reading, transaction
from casework.store.life_models import Notice, Sending
from casework.store.models import Case
from casework.timers.chores import LifeChores
from tests.services.mail.test_bounces import a_report


def pay(amount: str) -> Terms:
    duty = {"owed_by": "trader", "what": "pay", "amount": amount, "currency": "EUR"}
    return Terms.model_validate({"duties": [duty]})


@pytest.fixture
def settings(postbox, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("REDRESS_SMTP_URL", f"smtp://127.0.0.1:{postbox.port}")
    monkeypatch.setenv("REDRESS_MAIL_FROM", "post@redress.example")
    monkeypatch.setenv("REDRESS_WEB_PUBLIC_URL", "https://redress.example")
    monkeypatch.setenv("REDRESS_DATA_DIR", str(tmp_path))
    get_settings.cache_clear()
    return get_settings()


@pytest.fixture
def worker(settings: Settings, clock) -> LifeChores:
    return LifeChores(settings, clock)


def work(chores: LifeChores) -> None:
    while chores():
        pass


def test_letter_answer_two_counter_offers_proposal_agreement_and_payment(
    case: Case, postbox, clock, settings: Settings, worker: LifeChores
) -> None:
    key = secret_key(settings)
    with transaction() as session:
        own = session.get_one(Case, case.id)
        queue_letter(session, own, link_key=key, actor="consumer", now=clock())
    work(worker)
    letter = next(m for m in postbox.messages if m["To"] == "service@kessel.example")
    text = letter.get_body(("plain",)).get_content()
    token = re.search(r"https://redress\.example/trader/(\S+)", text)
    assert token is not None

    clock.move(timedelta(days=3))
    with transaction() as session:
        link = open_link(session, token[1], key=key, now=clock())
        own = session.get_one(Case, link.case_id)
        answers = [
            PointAnswer(point="order_number", stance=Stance.AGREE),
            PointAnswer(point="promised_date", stance=Stance.DISPUTE, reason="wrong_date"),
        ]
        take_answers(session, own, link, answers, clock())
        assert len(sheet(session, own).standing(Standing.AGREED)) == 1
        make_offer(session, own, by="trader", terms=pay("50"), now=clock())
        make_offer(session, own, by="consumer", terms=pay("140"), now=clock())
        make_offer(session, own, by="trader", terms=pay("90"), now=clock())

    clock.move(timedelta(days=2))
    with transaction() as session:
        own = session.get_one(Case, case.id)
        why = "We do not get closer."
        ask_for_mediation(session, own, by="consumer", why=why, now=clock())
        proposal = make_proposal(
            session, own, mediator="mediator:mia", terms=pay("120"), now=clock()
        )
        digest = proposal.terms_sha256
        for side in ("trader", "consumer"):
            accept_offer(session, own, proposal.id, by=side, terms_sha256=digest, now=clock())
        view = talks_view(session, own, "consumer", clock())
    assert view.claim is not None
    assert "149.99" in view.claim
    assert [o.state for o in view.offers] == ["countered", "countered", "withdrawn", "accepted"]
    assert view.agreement is not None
    (owed,) = view.owed
    assert owed.words == "The trader pays €120.00 by 13 December 2026"

    clock.move(timedelta(days=16))
    work(worker)
    with transaction() as session:
        own = session.get_one(Case, case.id)
        confirm_done(session, own, owed.id, by="consumer", now=clock())
    clock.move(timedelta(days=15))
    work(worker)
    with reading() as session:
        own = session.get_one(Case, case.id)
        assert (state_of(own), ending_of(session, own) in SOLVED) == ("closed", True)
        rows = history(session, own)
        notices = session.scalars(select(Notice.kind)).all()
    assert replayed(rows) == "closed"
    assert [row.event for row in rows] == [
        "file", "send_letter", "answer", "negotiate", "mediate", "propose", "settle", "perform",
        "finish",
    ]  # fmt: skip
    assert {"letter_sent", "trader_answered", "offer_made", "mediation", "settled", "was_it_done",
            "performed", "closed"} <= set(notices)  # fmt: skip
    assert all("mail" in n.ways for n in _notices("consumer"))


def _notices(audience: str) -> list[Notice]:
    with reading() as session:
        return list(session.scalars(select(Notice).filter_by(audience=audience)))


def test_the_bounce_command_notes_what_the_mail_server_pipes_in(
    case: Case, clock, settings: Settings, worker: LifeChores
) -> None:
    with transaction() as session:
        own = session.get_one(Case, case.id)
        queue_letter(session, own, link_key=secret_key(settings), actor="consumer", now=clock())
    work(worker)
    with reading() as session:
        sent = session.scalars(select(Sending)).one()
    runner = CliRunner()
    found = runner.invoke(app, ["bounce"], input=a_report(message_id=sent.message_id))
    assert (found.exit_code, found.output) == (0, "The report noted: bounced.\n")
    other = runner.invoke(app, ["bounce"], input=b"Subject: hello\n\nhi")
    assert "none of our letters" in other.output
